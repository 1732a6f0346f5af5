"""A server's rooms around one kind of job, for the suites that stop, kill and restart them."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import work_in_processes as work
from openekyc.domain.plugins import load_backend
from openekyc.domain.tokens import issue_token
from openekyc.engines.pool import WarmPool
from openekyc.engines.process_line import Loading
from openekyc.settings import Settings
from openekyc.storage.jobs.port import JobRunner, Jobs
from openekyc.storage.records.port import CardReading, CardState, Flow, Transaction, Verification, VerificationState
from openekyc.storage.records.sql import SqlRecords


class TurnedClock:
    """Real time, turned forward by hand."""

    ahead = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass
class ReadCardJob:
    """Analyses with a function of `work_in_processes` and records into a card reading; notes what was called."""

    records: SqlRecords
    analyse: Callable[[Any], Any]
    payload: Any
    name: str = "read"
    recorded: list[str] = field(default_factory=list)
    given_up: list[str] = field(default_factory=list)
    faults: list[Exception] = field(default_factory=list)

    def load(self, subject: str) -> Any:
        card = self.records.read(lambda tx: tx.card(subject))
        if card is None or card.state is not CardState.QUEUED:
            return None
        return self.payload

    def record(self, subject: str, payload: Any, result: Any) -> None:
        if self.faults:
            raise self.faults.pop()
        self._settle(subject, {"result": result}, self.recorded)

    def give_up(self, subject: str, reason: str) -> None:
        self._settle(subject, {"given_up": reason}, self.given_up)

    def _settle(self, subject: str, reading: dict[str, Any], noted: list[str]) -> None:
        change = {"state": CardState.READ, "reading": reading}
        if self.records.write(lambda tx: tx.change_card(subject, [CardState.QUEUED], change)):
            noted.append(subject)


@dataclass
class House:
    """One server's rooms on a data folder; can be stopped and made again as a restart would."""

    settings: Settings
    clock: TurnedClock = field(default_factory=TurnedClock)

    def __post_init__(self) -> None:
        self.records = load_backend("records", "sqlite", self.settings)
        self.records.prepare()
        self.jobs: Jobs = load_backend("jobs", "embedded", self.settings, self.records, self.clock)
        self.pool = WarmPool(
            Loading(function=work.load), processes=self.settings.workers, timeout_s=self.settings.job_timeout_s
        )
        self.runner: JobRunner | None = None

    def job(self, analyse: Callable[[Any], Any], payload: Any) -> ReadCardJob:
        return ReadCardJob(self.records, analyse, payload)

    def start(self, *jobs: ReadCardJob) -> None:
        self.pool.start()
        self.runner = self.jobs.runner(jobs, self.pool)
        self.runner.start()

    def stop(self, *, grace_s: float = 0) -> None:
        if self.runner is not None:
            self.runner.stop(grace_s=grace_s)
            self.runner = None
        self.pool.stop(grace_s=0)
        self.records.close()

    def enqueue(self, card_id: str = "card", job: str = "read") -> None:
        self.records.write(lambda tx: add_queued_card(tx, card_id, job))

    def reading(self, card_id: str = "card") -> Any:
        card = self.records.read(lambda tx: tx.card(card_id))
        return card.reading if card else None

    def wait_until_nothing_is_owed(self, within_s: float = 30) -> None:
        wait_until(lambda: self.jobs.depth().owed == 0, within_s=within_s)


def add_queued_card(tx: Transaction, card_id: str, job: str) -> None:
    now, token = datetime.now(UTC), issue_token()
    tx.add_verification(
        Verification(
            token=token,
            account="acme",
            flow=Flow.CARD,
            state=VerificationState.ISSUED,
            order={},
            created_at=now,
            run_until=now,
            readable_until=now,
        )
    )
    tx.add_card(CardReading(id=card_id, token=token, state=CardState.QUEUED, created_at=now))
    tx.enqueue(job, card_id)


def wait_until(true: Callable[[], object], *, within_s: float = 20) -> None:
    deadline = time.monotonic() + within_s
    while not true():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.02)
