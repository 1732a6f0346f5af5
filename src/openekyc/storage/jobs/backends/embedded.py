"""Jobs beside the records in the embedded database, run by threads of the server that keep the warm processes busy."""

import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, wait
from typing import Any

import structlog

from openekyc.domain.clock import Clock
from openekyc.domain.errors import DomainError, ServiceOverloaded, StorageUnavailable
from openekyc.domain.work import PoolStopped, ProcessDied, ProcessTimedOut
from openekyc.settings import Settings
from openekyc.storage.jobs.ledger import JobLedger, OwedJob
from openekyc.storage.jobs.port import Depth, Job, Poisoned, WarmProcesses
from openekyc.storage.jobs.serving_lock import ServingLock
from openekyc.storage.records.sql import SqlRecords

SWEEP_S = 3.0  # how soon a job is seen that another process enqueued
LOOK_AT_STOP_S = 0.25
FIRST_RETRY_S = 0.5
SLOWEST_RETRY_S = 30.0
TRIES_OF_WHAT_RAISES = 2  # a second one for what passes by itself; what is wrong with the input stays wrong
_MOST_DOUBLINGS = 10  # far beyond the slowest retry

_log: structlog.stdlib.BoundLogger = structlog.get_logger("openekyc.jobs")


def embedded_jobs(settings: Settings, records: SqlRecords, clock: Clock) -> "EmbeddedJobs":
    """The jobs of the embedded records; make the runner once the flows that own the jobs are made."""
    return EmbeddedJobs(settings, records, clock)


class EmbeddedJobs:
    """Fulfils the jobs room's `Jobs`."""

    def __init__(self, settings: Settings, records: SqlRecords, clock: Clock) -> None:
        self._settings = settings
        self._records = records
        self._clock = clock
        self._ledger = JobLedger(records.database)

    def admit(self) -> None:
        if self._ledger.owed().count >= self._settings.queue_limit:
            raise ServiceOverloaded("Too much work is waiting; try again in a few seconds.")

    def depth(self) -> Depth:
        owed = self._ledger.owed()
        age = (self._clock.now() - owed.oldest).total_seconds() if owed.oldest is not None else 0.0
        return Depth(owed=owed.count, oldest_age_s=max(0.0, age))

    def poisoned(self) -> tuple[Poisoned, ...]:
        return self._ledger.poisoned()

    def runner(self, jobs: Sequence[Job[Any, Any]], processes: WarmProcesses) -> "EmbeddedRunner":
        return EmbeddedRunner(self._settings, self._records, {job.name: job for job in jobs}, processes)


class EmbeddedRunner:
    """Fulfils `JobRunner` with as many threads as there are warm processes; each sees one job through at a time."""

    def __init__(
        self,
        settings: Settings,
        records: SqlRecords,
        jobs: Mapping[str, Job[Any, Any]],
        processes: WarmProcesses,
    ) -> None:
        self._attempts = settings.job_attempts
        self._records = records
        self._ledger = JobLedger(records.database)
        self._jobs = jobs
        self._processes = processes
        self._lock = ServingLock(settings.data_dir)
        self._changed = threading.Condition()
        self._running: set[int] = set()
        self._not_before: dict[int, float] = {}  # job id -> `time.monotonic` of its next try
        self._postponed: dict[int, int] = {}  # job id -> how often in a row; its count of tries does not grow
        self._stopping = False
        self._abandoned = threading.Event()
        self._threads = [
            threading.Thread(target=self._serve, name=f"openekyc-jobs-{number}", daemon=True)
            for number in range(settings.workers)
        ]

    @property
    def alive(self) -> bool:
        return all(thread.is_alive() for thread in self._threads)

    def claim(self) -> None:
        self._lock.take()

    def start(self) -> None:
        self._lock.take()
        self._records.when_enqueued(self._wake)
        for thread in self._threads:
            thread.start()

    def stop(self, *, grace_s: float) -> None:
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        deadline = time.monotonic() + grace_s
        begun = [thread for thread in self._threads if thread.ident is not None]
        for thread in begun:
            thread.join(max(0.0, deadline - time.monotonic()))
        self._abandoned.set()
        for thread in begun:
            thread.join()
        self._lock.release()

    def _wake(self) -> None:
        with self._changed:
            self._changed.notify()

    def _serve(self) -> None:
        while (job := self._take()) is not None:
            try:
                retry_s = self._see_through(job)
            except Exception:  # noqa: BLE001 - logged; a thread that ended would be missing until the next start
                _log.exception("job_runner_failed", job=job.name, subject=job.subject)
                retry_s = self._postponement_s(job)
            with self._changed:
                self._running.discard(job.id)
                self._not_before.pop(job.id, None)
                if retry_s is None:
                    self._postponed.pop(job.id, None)
                else:
                    self._not_before[job.id] = time.monotonic() + retry_s

    def _take(self) -> OwedJob | None:
        """The next job to run, waited for; None when it is time to stop."""
        with self._changed:
            while not self._stopping:
                job = self._next()
                if job is not None:
                    self._running.add(job.id)
                    self._changed.notify()  # there may be more than one
                    return job
                self._changed.wait(self._until_next_look())
        return None

    def _next(self) -> OwedJob | None:
        now = time.monotonic()
        resting = {number for number, moment in self._not_before.items() if moment > now}
        try:
            return self._ledger.next_but(frozenset(self._running | resting))
        except StorageUnavailable as error:
            _log.warning("jobs_not_readable", because=str(error))
        except Exception:  # noqa: BLE001 - logged; as in `_serve`
            _log.exception("jobs_not_readable")
        return None

    def _until_next_look(self) -> float:
        now = time.monotonic()
        due = [moment - now for moment in self._not_before.values() if moment > now]
        return max(0.01, min([SWEEP_S, *due]))

    def _see_through(self, owed: OwedJob) -> float | None:
        """Try the job once; returns after how many seconds to try again, None when it is settled."""
        try:
            self._try(owed)
        except _TryAgain:
            return _pause_s(owed.tries)
        except PoolStopped:
            self._take_back_try(owed)
        except StorageUnavailable as error:
            _log.warning("job_postponed", job=owed.name, subject=owed.subject, because=str(error))
            self._take_back_try(owed)
        else:
            return None
        return self._postponement_s(owed)

    def _postponement_s(self, owed: OwedJob) -> float:
        """How long a job rests that is not to blame for its fate, longer each time."""
        with self._changed:
            before = self._postponed.get(owed.id, 0)
            self._postponed[owed.id] = before + 1
        return _pause_s(before)

    def _try(self, owed: OwedJob) -> None:
        """Raises `_TryAgain`, or `PoolStopped` and `StorageUnavailable` when the job is not to blame."""
        job = self._jobs.get(owed.name)
        if job is None:
            _log.error("job_unknown", job=owed.name, subject=owed.subject)
            self._ledger.poison(owed, f"This server knows no job named {owed.name}.")
        elif owed.tries >= self._attempts:
            self._give_up(job, owed, "the server stopped during every try")
        elif self._ledger.count_try(owed):
            self._begin(job, owed)

    def _begin(self, job: Job[Any, Any], owed: OwedJob) -> None:
        try:
            payload = job.load(owed.subject)
            if payload is not None:
                result = self._answer(self._processes.submit(job.analyse, payload))
                job.record(owed.subject, payload, result)
        except (PoolStopped, StorageUnavailable):
            raise
        except Exception as error:
            tries = owed.tries + 1
            _log.warning("job_failed", job=owed.name, subject=owed.subject, tries=tries, exc_info=error)
            if tries < self._patience(error):
                raise _TryAgain from error
            self._give_up(job, owed, _reason(error))
        else:
            self._ledger.finish(owed)

    def _patience(self, error: Exception) -> int:
        """After how many tries in all the job is given up that failed like this."""
        if isinstance(error, ProcessDied):  # perhaps killed from outside, or for what ran beside it
            return self._attempts
        if isinstance(error, ProcessTimedOut | DomainError):
            return 1
        return min(TRIES_OF_WHAT_RAISES, self._attempts)

    def _give_up(self, job: Job[Any, Any], owed: OwedJob, reason: str) -> None:
        """The result first, then the row: a fault between the two gives up again, which is harmless."""
        _log.error("job_given_up", job=owed.name, subject=owed.subject, reason=reason)
        try:
            job.give_up(owed.subject, reason)
        except StorageUnavailable:
            raise
        except Exception as error:
            _log.exception("job_not_given_up", job=owed.name, subject=owed.subject)
            raise _TryAgain from error
        self._ledger.poison(owed, reason)

    def _answer(self, future: "Future[Any]") -> Any:
        """Wait for the processes; raises `PoolStopped` once the grace of a stop is over."""
        while not wait([future], timeout=LOOK_AT_STOP_S).done:
            if self._abandoned.is_set():
                future.cancel()
                raise PoolStopped("The server stops; the job stays owed.")
        return future.result()

    def _take_back_try(self, owed: OwedJob) -> None:
        try:
            self._ledger.take_back_try(owed)
        except StorageUnavailable as error:
            _log.warning("try_stays_counted", job=owed.name, subject=owed.subject, because=str(error))


class _TryAgain(Exception):
    """The job failed and has tries left."""


def _pause_s(before: int) -> float:
    return min(SLOWEST_RETRY_S, FIRST_RETRY_S * 2 ** min(before, _MOST_DOUBLINGS))


def _reason(error: Exception) -> str:
    """Why the last try failed, in words that may reach the caller: no message of a library, no path, no data."""
    if isinstance(error, ProcessDied):
        return "the analysis crashed its process"
    if isinstance(error, ProcessTimedOut):
        return "the analysis took too long"
    return f"the analysis failed with {type(error).__name__}"
