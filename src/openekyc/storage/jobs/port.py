"""The jobs room: work that outlives a request. A job is enqueued in the transaction that makes it necessary
(`Transaction.enqueue`), runs at least once, and records its result exactly once.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

Payload = TypeVar("Payload")
Result = TypeVar("Result")


class Job(Protocol[Payload, Result]):
    """One kind of work, in three parts; the middle one runs in a warm process, with neither keys nor database in it."""

    name: str

    def load(self, subject: str) -> Payload | None:
        """What the analysis needs; None when there is nothing left to do (already recorded, expired, deleted)."""
        ...

    @property
    def analyse(self) -> Callable[[Payload], Result]:
        """A function importable by name, pure and CPU-heavy; called in a warm process."""
        ...

    def record(self, subject: str, payload: Payload, result: Result) -> None:
        """Write the result in one transaction that changes state only from the expected state."""
        ...

    def give_up(self, subject: str, reason: str) -> None:
        """Record that the work cannot be done (it crashed or failed too often, or took too long), failing closed."""
        ...


class WarmProcesses(Protocol):
    """A pool of processes with the engines loaded; a dead one fails only what it was doing."""

    def submit(self, function: Callable[[Any], Any], payload: Any) -> "Future[Any]":
        """Run ``function(payload)`` in a warm process.

        The future raises what the function raised, or `openekyc.domain.work.WorkLost`.
        """
        ...


class JobRunner(Protocol):
    """Takes committed jobs to the warm processes until told to stop."""

    @property
    def alive(self) -> bool:
        """Whether it takes jobs with all its strength; for probes."""
        ...

    def claim(self) -> None:
        """Take sole charge of the jobs without beginning; raises `CannotStart` at once when another server has it."""
        ...

    def start(self) -> None:
        """Begin, first with what an earlier run left unfinished; claims them if that was not done."""
        ...

    def stop(self, *, grace_s: float) -> None:
        """Take no more; wait up to ``grace_s`` for what runs; the rest stays enqueued. Fine before the start, too."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Depth:
    """How much work is owed, running work included, and how long the oldest has been (seconds, 0 when none is)."""

    owed: int
    oldest_age_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Poisoned:
    """A job that was given up, kept for the operator."""

    name: str
    subject: str
    tries: int
    enqueued_at: datetime
    reason: str


class Jobs(Protocol):
    """The work that is owed. Exists before the flows, which ask it for admission; `runner` comes after them."""

    def admit(self) -> None:
        """Raises `openekyc.domain.errors.ServiceOverloaded` when more work waits than the settings allow."""
        ...

    def depth(self) -> Depth:
        """For probes and metrics."""
        ...

    def poisoned(self) -> tuple[Poisoned, ...]:
        """What was given up, oldest first."""
        ...

    def runner(self, jobs: Sequence[Job[Any, Any]], processes: WarmProcesses) -> JobRunner:
        """Who takes jobs of these kinds to these processes."""
        ...
