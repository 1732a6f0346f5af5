"""The jobs table: which work is owed, how often it was tried, and what was given up."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, select, update

from openekyc.storage.database import Database
from openekyc.storage.jobs.port import Poisoned
from openekyc.storage.records.tables import jobs


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedJob:
    """One row; ``tries`` counts those that were begun, also by an earlier run of the server."""

    id: int
    name: str
    subject: str
    tries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """How much is owed and since when; ``oldest`` is None when nothing is."""

    count: int
    oldest: datetime | None


_owed = jobs.c.poisoned_because.is_(None)
_columns = (jobs.c.id, jobs.c.name, jobs.c.subject, jobs.c.tries)


class JobLedger:
    """Reads and writes the table; each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def next_but(self, left_out: frozenset[int]) -> OwedJob | None:
        """The oldest job that is owed and not left out (running, or waiting for its next try)."""
        query = select(*_columns).where(_owed, jobs.c.id.not_in(left_out)).order_by(jobs.c.id).limit(1)
        row = self._database.read(lambda connection: connection.execute(query).mappings().first())
        return None if row is None else OwedJob(**row)

    def count_try(self, job: OwedJob) -> bool:
        """Durably count one more try before it begins; False when the job is owed no longer."""
        return self._change(job, tries=jobs.c.tries + 1)

    def take_back_try(self, job: OwedJob) -> None:
        """The try was ended by us and says nothing about the job: count as before it."""
        self._change(job, tries=job.tries)

    def poison(self, job: OwedJob, reason: str) -> None:
        """Never again; the row stays for the operator."""
        self._change(job, poisoned_because=reason)

    def finish(self, job: OwedJob) -> None:
        """It is done."""
        self._database.write(lambda connection: connection.execute(delete(jobs).where(jobs.c.id == job.id)))

    def owed(self) -> Owed:
        """What is owed, running work included."""
        query = select(func.count(), func.min(jobs.c.enqueued_at)).where(_owed)
        row = self._database.read(lambda connection: connection.execute(query).one())
        return Owed(count=row[0], oldest=row[1])

    def poisoned(self) -> tuple[Poisoned, ...]:
        """What was given up, oldest first."""
        columns = (jobs.c.name, jobs.c.subject, jobs.c.tries, jobs.c.enqueued_at, jobs.c.poisoned_because)
        query = select(*columns).where(jobs.c.poisoned_because.is_not(None)).order_by(jobs.c.id)
        rows = self._database.read(lambda connection: connection.execute(query).all())
        return tuple(Poisoned(name=r[0], subject=r[1], tries=r[2], enqueued_at=r[3], reason=r[4]) for r in rows)

    def _change(self, job: OwedJob, **changes: object) -> bool:
        statement = update(jobs).where(jobs.c.id == job.id, _owed).values(changes)

        def work(connection: Connection) -> bool:
            return bool(connection.execute(statement).rowcount)

        return self._database.write(work)
