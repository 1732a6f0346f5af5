"""Records in a SQL database: the transactions of the port around the SQL of `transaction`."""

from collections.abc import Callable
from typing import TypeVar

from openekyc.domain.clock import Clock, SystemClock
from openekyc.storage.database import Database
from openekyc.storage.records.transaction import SqlTransaction

T = TypeVar("T")


class SqlRecords:
    """Fulfils the records room's `Records`; calls ``on_enqueued`` after each commit that enqueued a job."""

    def __init__(self, database: Database, clock: Clock | None = None) -> None:
        self.database = database
        self._clock = clock or SystemClock()
        self._on_enqueued: Callable[[], None] = _nobody_listens

    def prepare(self) -> None:
        """Make what is missing and bring the tables up to date; see `Database.prepare`."""
        self.database.prepare()

    def close(self) -> None:
        """Finish what was given, then let go of the files."""
        self.database.close()

    def when_enqueued(self, listener: Callable[[], None]) -> None:
        """Whom to wake, on the writing caller's thread, once a job is durable; the newest listener counts."""
        self._on_enqueued = listener

    def write(self, work: Callable[[SqlTransaction], T]) -> T:
        def counted(transaction: SqlTransaction) -> tuple[T, bool]:
            value = work(transaction)
            return value, transaction.enqueued

        value, enqueued = self.database.write(lambda connection: counted(SqlTransaction(connection, self._clock.now())))
        if enqueued:
            self._on_enqueued()
        return value

    def read(self, work: Callable[[SqlTransaction], T]) -> T:
        return self.database.read(lambda connection: work(SqlTransaction(connection, self._clock.now())))


def _nobody_listens() -> None:
    """Commands that enqueue beside a running server: its runner finds the row on its next round."""
