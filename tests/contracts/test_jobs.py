"""What every jobs backend promises: work that was committed is done, recorded once, and cannot kill for ever."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from openekyc.domain.errors import ServiceOverloaded
from openekyc.domain.plugins import load_backend
from openekyc.domain.tokens import issue_token
from openekyc.engines.pool import WarmPool
from openekyc.engines.process_line import Loading
from openekyc.settings import Settings
from openekyc.storage.jobs.port import JobRunner, Jobs
from openekyc.storage.jobs.serving_lock import DataFolderInUse
from openekyc.storage.records.port import CardReading, CardState, Flow, Transaction, Verification, VerificationState
from openekyc.storage.records.sql import SqlRecords

HERE = Path(__file__).parent


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
    work: Any
    clock: TurnedClock = field(default_factory=TurnedClock)

    def __post_init__(self) -> None:
        self.records = load_backend("records", "sqlite", self.settings)
        self.records.prepare()
        self.jobs: Jobs = load_backend("jobs", "embedded", self.settings, self.records, self.clock)
        self.pool = WarmPool(
            Loading(function=self.work.load), processes=self.settings.workers, timeout_s=self.settings.job_timeout_s
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


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("PYTHONPATH", str(HERE))
    monkeypatch.syspath_prepend(HERE)
    import work_in_processes  # noqa: PLC0415 - importable only once the path is set

    return work_in_processes


@pytest.fixture
def make_house(tmp_path: Path, work: Any) -> Iterator[Callable[..., House]]:
    made: list[House] = []

    def make(**settings: Any) -> House:
        given = {"data_dir": tmp_path / "data", "workers": 1, "job_timeout_s": 20, "job_attempts": 3} | settings
        made.append(House(Settings(**given), work))
        return made[-1]

    yield make
    for house in made:
        house.stop()


@pytest.fixture
def house(make_house: Callable[..., House]) -> House:
    return make_house()


def test_a_committed_job_is_run_and_recorded_once_and_owed_no_more(house: House, work: Any) -> None:
    job = house.job(work.double, 21)
    house.start(job)
    house.enqueue()
    house.wait_until_nothing_is_owed()
    assert house.reading() == {"result": 42}
    assert job.recorded == ["card"]


def test_a_job_begins_at_once_and_not_with_the_next_sweep(house: House, work: Any) -> None:
    house.start(house.job(work.double, 21))
    time.sleep(0.3)  # the runner has looked and waits
    began = time.monotonic()
    house.enqueue()
    house.wait_until_nothing_is_owed()
    assert time.monotonic() - began < 1


def test_a_job_of_another_process_is_found_by_the_sweep(house: House, work: Any, make_house: Any) -> None:
    house.start(house.job(work.double, 21))
    command_beside = make_house()
    command_beside.enqueue()
    house.wait_until_nothing_is_owed()
    assert house.reading() == {"result": 42}


def test_jobs_of_work_that_was_rolled_back_never_run(house: House, work: Any, tmp_path: Path) -> None:
    job = house.job(work.note_run, work.Task(1, tmp_path))
    house.start(job)

    def failing(tx: Transaction) -> None:
        add_queued_card(tx, "never", "read")
        raise LookupError

    with pytest.raises(LookupError):
        house.records.write(failing)
    house.enqueue()
    house.wait_until_nothing_is_owed()
    assert job.recorded == ["card"]


def test_as_many_jobs_run_at_once_as_there_are_processes_and_no_more(
    make_house: Callable[..., House], work: Any
) -> None:
    house = make_house(workers=2)
    house.start(house.job(work.sleep, 0.5))
    for number in range(4):
        house.enqueue(f"card-{number}")
    began = time.monotonic()
    house.wait_until_nothing_is_owed()
    assert 0.9 < time.monotonic() - began < 1.8
    assert house.pool.waiting == 0


def test_a_job_with_nothing_left_to_do_is_settled_without_analysis(house: House, work: Any) -> None:
    job = house.job(work.die, "x")
    house.enqueue()
    house.records.write(lambda tx: tx.change_card("card", [CardState.QUEUED], {"state": CardState.CONFIRMED}))
    house.start(job)
    house.wait_until_nothing_is_owed()
    assert (job.recorded, job.given_up) == ([], [])


def test_after_its_process_was_killed_a_job_runs_again_and_is_recorded_once(
    house: House, work: Any, tmp_path: Path
) -> None:
    job = house.job(work.note_run, work.Task(7, tmp_path / "runs", fatal_until=1))
    (tmp_path / "runs").mkdir()
    house.start(job)
    house.enqueue()
    house.wait_until_nothing_is_owed()
    assert house.reading() == {"result": 7}
    assert (job.recorded, work.runs(tmp_path / "runs")) == (["card"], 2)


def test_a_job_that_always_kills_its_process_stops_after_the_set_tries_and_others_go_on(
    make_house: Callable[..., House], work: Any
) -> None:
    house = make_house(workers=2)
    poison, healthy = house.job(work.die, "x"), house.job(work.double, 1)
    healthy.name = "healthy"
    house.start(poison, healthy)
    house.enqueue("poison")
    for number in range(3):
        house.enqueue(f"healthy-{number}", "healthy")
    house.wait_until_nothing_is_owed()
    assert poison.given_up == ["poison"]
    assert house.reading("poison") == {"given_up": "the analysis crashed its process"}
    assert len(healthy.recorded) == 3
    kept = house.jobs.poisoned()
    assert [(row.subject, row.tries, row.reason) for row in kept] == [("poison", 3, "the analysis crashed its process")]


def test_a_job_that_always_takes_too_long_is_given_up_as_such(make_house: Callable[..., House], work: Any) -> None:
    house = make_house(job_timeout_s=0.2, job_attempts=2)
    house.start(house.job(work.sleep, 60))
    house.enqueue()
    house.wait_until_nothing_is_owed()
    assert house.reading() == {"given_up": "the analysis took too long"}


def test_a_job_that_raises_is_tried_again_and_then_given_up_without_the_librarys_words(house: House, work: Any) -> None:
    house.start(house.job(work.raise_lookup_error, "/secret/path"))
    house.enqueue()
    house.wait_until_nothing_is_owed()
    assert house.reading() == {"given_up": "the analysis failed with LookupError"}
    assert house.jobs.poisoned()[0].tries == 3


def test_when_recording_fails_once_the_job_runs_again(house: House, work: Any) -> None:
    job = house.job(work.double, 21)
    job.faults.append(ConnectionError("once"))
    house.start(job)
    house.enqueue()
    house.wait_until_nothing_is_owed()
    assert (house.reading(), job.recorded) == ({"result": 42}, ["card"])


def test_a_job_that_rests_between_tries_does_not_hold_up_others(house: House, work: Any) -> None:
    failing, healthy = house.job(work.raise_lookup_error, "x"), house.job(work.double, 1)
    healthy.name = "healthy"
    house.enqueue("failing")
    house.enqueue("healthy", "healthy")
    house.start(failing, healthy)
    wait_until(lambda: healthy.recorded)
    assert failing.given_up == []


def test_a_job_that_no_flow_knows_is_kept_for_the_operator(house: House, work: Any) -> None:
    house.start(house.job(work.double, 1))
    house.enqueue(job="of_another_version")
    wait_until(house.jobs.poisoned)
    assert "no job named of_another_version" in house.jobs.poisoned()[0].reason


def test_stopping_lets_a_running_job_finish_within_the_grace(house: House, work: Any) -> None:
    job = house.job(work.sleep, 0.5)
    house.start(job)
    house.enqueue()
    wait_until(lambda: house.pool.pids and house.jobs.depth().owed == 1)
    time.sleep(0.2)
    assert house.runner is not None
    house.runner.stop(grace_s=10)
    assert job.recorded == ["card"]
    assert house.jobs.depth().owed == 0


def test_what_a_stop_interrupts_stays_owed_without_a_counted_try_and_the_next_start_finishes_it(
    make_house: Callable[..., House], work: Any
) -> None:
    for _ in range(4):  # more stops than a job has tries
        house = make_house()
        house.start(house.job(work.sleep, 60))
        if not house.jobs.depth().owed:
            house.enqueue()
        time.sleep(0.3)
        began = time.monotonic()
        house.stop(grace_s=0.1)
        assert time.monotonic() - began < 2
    house = make_house()
    job = house.job(work.double, 21)
    house.start(job)
    house.wait_until_nothing_is_owed()
    assert job.recorded == ["card"]


def test_depth_counts_what_is_owed_and_how_long_and_admission_ends_at_the_limit(
    make_house: Callable[..., House],
) -> None:
    house = make_house(queue_limit=2)
    house.jobs.admit()
    house.enqueue("a")
    house.jobs.admit()
    house.clock.ahead = timedelta(seconds=90)
    house.enqueue("b")
    with pytest.raises(ServiceOverloaded, match="try again"):
        house.jobs.admit()
    depth = house.jobs.depth()
    assert depth.owed == 2
    assert 90 <= depth.oldest_age_s < 100


def test_a_second_server_on_the_same_folder_is_refused_and_the_first_goes_on(
    make_house: Callable[..., House], work: Any
) -> None:
    first, second = make_house(), make_house()
    first.start(first.job(work.double, 1))
    with pytest.raises(DataFolderInUse, match="Stop it first"):
        second.jobs.runner([], second.pool).start()
    first.enqueue()
    first.wait_until_nothing_is_owed()
    first.stop()
    second.start(second.job(work.double, 1))


SERVER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
sys.path.insert(0, {here!r})
import work_in_processes as work
from test_jobs import House, wait_until
from openekyc.settings import Settings
house = House(Settings(data_dir=Path({data!r}), workers=1, job_attempts=3), work)
house.start(house.job(work.{function}, {payload}))
print("started", flush=True)
house.enqueue() if {enqueue} else None
wait_until(lambda: house.jobs.depth().owed == 0, within_s=60)
print("done", flush=True)
house.stop()
"""


def server(tmp_path: Path, function: str, payload: str, *, enqueue: bool) -> "subprocess.Popen[str]":
    program = SERVER.format(
        here=str(HERE), data=str(tmp_path / "data"), function=function, payload=payload, enqueue=enqueue
    )
    return subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)


def test_a_job_that_was_running_when_the_server_was_killed_is_done_after_the_restart_and_recorded_once(
    tmp_path: Path, make_house: Callable[..., House], work: Any
) -> None:
    runs = tmp_path / "runs"
    runs.mkdir()
    with server(tmp_path, "note_run_and_sleep", f"work.Task(7, work.Path({str(runs)!r}))", enqueue=True) as killed:
        wait_until(lambda: work.runs(runs) == 1)
        killed.kill()
    house = make_house()
    job = house.job(work.note_run, work.Task(7, runs))
    house.start(job)
    house.wait_until_nothing_is_owed()
    assert (job.recorded, house.reading(), work.runs(runs)) == (["card"], {"result": 7}, 2)


def test_a_job_that_takes_the_whole_server_with_it_stops_after_the_set_tries(
    tmp_path: Path, make_house: Callable[..., House], work: Any
) -> None:
    for number in range(3):
        with server(tmp_path, "kill_server", "work.os.getpid()", enqueue=number == 0) as killed:
            assert killed.wait(30) == -signal.SIGKILL
    house = make_house()
    job = house.job(work.double, 21)
    house.start(job)
    house.wait_until_nothing_is_owed()
    assert (job.recorded, job.given_up) == ([], ["card"])
    assert house.reading() == {"given_up": "the server stopped during every try"}


def test_no_job_is_lost_or_recorded_twice_when_processes_are_killed_at_random(
    make_house: Callable[..., House], work: Any
) -> None:
    house = make_house(workers=2, job_attempts=50)
    job = house.job(work.sleep, 0.05)
    house.start(job)
    names = [f"card-{number}" for number in range(40)]
    stop = threading.Event()

    def kill_now_and_then() -> None:
        while not stop.wait(0.25):
            for process in house.pool.pids[:1]:
                os.kill(process, signal.SIGKILL)

    killer = threading.Thread(target=kill_now_and_then)
    killer.start()
    for name in names:
        house.enqueue(name)
    wait_until(lambda: len(job.recorded) >= 20, within_s=60)
    stop.set()
    killer.join()
    house.wait_until_nothing_is_owed(60)
    assert sorted(job.recorded) == sorted(names)
    assert job.given_up == []
