"""What every jobs backend promises when processes, the server or the input turn against it."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import work_in_processes as work
from job_house import House, wait_until
from openekyc.cli.doctor import State, given_up
from openekyc.settings import Settings


def test_after_its_process_was_killed_a_job_runs_again_and_is_recorded_once(house: House, tmp_path: Path) -> None:
    job = house.job(work.note_run, work.Task(7, tmp_path / "runs", fatal_until=1))
    (tmp_path / "runs").mkdir()
    house.start(job)
    house.enqueue()
    house.wait_until_nothing_is_owed()
    assert house.reading() == {"result": 7}
    assert (job.recorded, work.runs(tmp_path / "runs")) == (["card"], 2)


def test_a_job_that_always_kills_its_process_stops_after_the_set_tries_and_others_go_on(
    make_house: Callable[..., House],
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
    told = given_up(house.settings)
    assert told.state is State.WARNING
    assert told.sentence == "1 (1 x read: the analysis crashed its process)"


def test_the_operator_is_told_when_nothing_was_given_up_or_there_is_nothing_to_look_into(
    house: House, tmp_path: Path
) -> None:
    assert given_up(house.settings).state is State.GOOD
    nowhere = given_up(Settings(data_dir=tmp_path / "nowhere"))
    assert nowhere.state is State.NOTE
    assert not (tmp_path / "nowhere").exists()


def test_a_job_that_takes_too_long_is_given_up_as_such_and_keeps_no_process_busy_again(
    make_house: Callable[..., House],
) -> None:
    house = make_house(job_timeout_s=0.2)
    house.start(house.job(work.sleep, 60))
    house.enqueue()
    house.wait_until_nothing_is_owed()
    assert house.reading() == {"given_up": "the analysis took too long"}
    assert house.jobs.poisoned()[0].tries == 1


SERVER = """
from pathlib import Path
import work_in_processes as work
from job_house import House, wait_until
from openekyc.settings import Settings
house = House(Settings(data_dir=Path({data!r}), workers=1, job_attempts=3))
house.start(house.job(work.{function}, {payload}))
print("started", flush=True)
house.enqueue() if {enqueue} else None
wait_until(lambda: house.jobs.depth().owed == 0, within_s=60)
print("done", flush=True)
house.stop()
"""


def server(tmp_path: Path, function: str, payload: str, *, enqueue: bool) -> "subprocess.Popen[str]":
    program = SERVER.format(data=str(tmp_path / "data"), function=function, payload=payload, enqueue=enqueue)
    return subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)


def test_a_job_that_was_running_when_the_server_was_killed_is_done_after_the_restart_and_recorded_once(
    tmp_path: Path, make_house: Callable[..., House]
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
    tmp_path: Path, make_house: Callable[..., House]
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


def test_no_job_is_lost_or_recorded_twice_when_processes_are_killed_at_random(make_house: Callable[..., House]) -> None:
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
