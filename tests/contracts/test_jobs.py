"""What every jobs backend promises: work that was committed is done and recorded once, in bounds, until a stop."""

import time
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import work_in_processes as work
from job_house import House, add_queued_card, wait_until
from openekyc.domain.errors import ServiceOverloaded, StorageUnavailable
from openekyc.storage.jobs.backends.embedded import SWEEP_S
from openekyc.storage.jobs.ledger import JobLedger
from openekyc.storage.jobs.serving_lock import DataFolderInUse
from openekyc.storage.records.port import CardState, Transaction


def test_a_committed_job_is_run_and_recorded_once_and_owed_no_more(house: House) -> None:
    job = house.job(work.double, 21)
    house.start(job)
    house.enqueue()
    house.wait_until_nothing_is_owed()
    assert house.reading() == {"result": 42}
    assert job.recorded == ["card"]


def test_a_job_begins_at_once_and_not_with_the_next_sweep(house: House) -> None:
    house.start(house.job(work.double, 21))
    time.sleep(0.3)  # the runner has looked and waits
    began = time.monotonic()
    house.enqueue()
    house.wait_until_nothing_is_owed()
    assert time.monotonic() - began < SWEEP_S - 0.5


def test_a_job_of_another_process_is_found_by_the_sweep(house: House, make_house: Any) -> None:
    house.start(house.job(work.double, 21))
    command_beside = make_house()
    command_beside.enqueue()
    house.wait_until_nothing_is_owed()
    assert house.reading() == {"result": 42}


def test_jobs_of_work_that_was_rolled_back_never_run(house: House, tmp_path: Path) -> None:
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
    make_house: Callable[..., House], tmp_path: Path
) -> None:
    house = make_house(workers=2)
    (tmp_path / "at-work").mkdir()
    house.start(house.job(work.count_at_work, tmp_path / "at-work"))
    names = [f"card-{number}" for number in range(6)]
    for name in names:
        house.enqueue(name)
    house.wait_until_nothing_is_owed()
    assert max(house.reading(name)["result"] for name in names) == 2


def test_a_job_with_nothing_left_to_do_is_settled_without_analysis(house: House) -> None:
    job = house.job(work.die, "x")
    house.enqueue()
    house.records.write(lambda tx: tx.change_card("card", [CardState.QUEUED], {"state": CardState.CONFIRMED}))
    house.start(job)
    house.wait_until_nothing_is_owed()
    assert (job.recorded, job.given_up) == ([], [])


def test_a_job_that_raises_is_tried_once_more_and_then_given_up_without_the_librarys_words(house: House) -> None:
    house.start(house.job(work.raise_lookup_error, "/secret/path"))
    house.enqueue()
    house.wait_until_nothing_is_owed()
    assert house.reading() == {"given_up": "the analysis failed with LookupError"}
    assert house.jobs.poisoned()[0].tries == 2  # of 3 that a job has which kills its process


def test_an_input_that_the_business_refuses_is_given_up_at_once(house: House) -> None:
    house.start(house.job(work.raise_undecodable, "x"))
    house.enqueue()
    house.wait_until_nothing_is_owed()
    assert house.reading() == {"given_up": "the analysis failed with MediaUndecodable"}
    assert house.jobs.poisoned()[0].tries == 1


def test_when_recording_fails_once_the_job_runs_again(house: House) -> None:
    job = house.job(work.double, 21)
    job.faults.append(ConnectionError("once"))
    house.start(job)
    house.enqueue()
    house.wait_until_nothing_is_owed()
    assert (house.reading(), job.recorded) == ({"result": 42}, ["card"])


def test_a_result_that_finds_no_room_is_tried_for_until_there_is_and_the_job_is_not_blamed(house: House) -> None:
    job = house.job(work.double, 21)
    job.faults += [StorageUnavailable("The database has no room left on its disk.")] * 4  # more than it has tries
    house.start(job)
    house.enqueue()
    house.wait_until_nothing_is_owed()
    assert (house.reading(), job.recorded, job.given_up) == ({"result": 42}, ["card"], [])


def test_a_result_that_finds_no_room_is_tried_for_less_and_less_often(house: House) -> None:
    job, tries = house.job(work.double, 21), list[float]()

    def find_no_room(subject: str, payload: Any, result: Any) -> None:
        tries.append(time.monotonic())
        raise StorageUnavailable("The database has no room left on its disk.")

    job.record = find_no_room  # pyright: ignore[reportAttributeAccessIssue] - this one job fails on purpose
    house.start(job)
    house.enqueue()
    wait_until(lambda: len(tries) == 4)
    first, second, third = (later - earlier for earlier, later in pairwise(tries))
    assert first < second < third
    assert third > 1.9


@pytest.mark.parametrize("step", ["next_but", "count_try", "finish"])
def test_an_unforeseen_fault_of_the_ledger_postpones_the_job_and_the_runner_lives_on(
    house: House, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    real, faults = getattr(JobLedger, step), [LookupError("unforeseen")]

    def faulty(ledger: JobLedger, *arguments: Any) -> Any:
        if faults:
            raise faults.pop()
        return real(ledger, *arguments)

    monkeypatch.setattr(JobLedger, step, faulty)
    job = house.job(work.double, 21)
    house.start(job)
    house.enqueue()
    house.wait_until_nothing_is_owed()
    assert (faults, job.recorded) == ([], ["card"])
    assert house.runner is not None
    assert house.runner.alive


def test_a_runner_is_alive_between_start_and_stop(house: House) -> None:
    runner = house.jobs.runner([], house.pool)
    assert not runner.alive
    runner.start()
    assert runner.alive
    runner.stop(grace_s=1)
    assert not runner.alive


def test_a_job_that_rests_between_tries_does_not_hold_up_others(house: House) -> None:
    failing, healthy = house.job(work.raise_lookup_error, "x"), house.job(work.double, 1)
    healthy.name = "healthy"
    house.enqueue("failing")
    house.enqueue("healthy", "healthy")
    house.start(failing, healthy)
    wait_until(lambda: healthy.recorded)
    assert failing.given_up == []


def test_a_job_that_no_flow_knows_is_kept_for_the_operator(house: House) -> None:
    house.start(house.job(work.double, 1))
    house.enqueue(job="of_another_version")
    wait_until(house.jobs.poisoned)
    assert "no job named of_another_version" in house.jobs.poisoned()[0].reason


def test_stopping_lets_a_running_job_finish_within_the_grace(house: House) -> None:
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
    make_house: Callable[..., House],
) -> None:
    for _ in range(4):  # more stops than a job has tries
        house = make_house()
        house.start(house.job(work.sleep, 60))
        if not house.jobs.depth().owed:
            house.enqueue()
        time.sleep(0.3)
        began = time.monotonic()
        house.stop(grace_s=0.1)
        assert time.monotonic() - began < 10  # of 60
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


def test_a_second_server_on_the_same_folder_is_refused_and_the_first_goes_on(make_house: Callable[..., House]) -> None:
    first, second = make_house(), make_house()
    first.start(first.job(work.double, 1))
    with pytest.raises(DataFolderInUse, match="Stop it first"):
        second.jobs.runner([], second.pool).start()
    first.enqueue()
    first.wait_until_nothing_is_owed()
    first.stop()
    second.start(second.job(work.double, 1))


def test_a_claim_alone_keeps_a_second_server_out_and_ends_with_the_stop(make_house: Callable[..., House]) -> None:
    first, second = make_house(), make_house()
    claimed = first.jobs.runner([], first.pool)
    claimed.claim()
    with pytest.raises(DataFolderInUse, match="Stop it first"):
        second.jobs.runner([], second.pool).claim()
    claimed.stop(grace_s=0)
    other = second.jobs.runner([], second.pool)
    other.claim()
    other.start()
    other.stop(grace_s=0)
