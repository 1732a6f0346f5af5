"""What the pool of warm processes promises: warm when ready, a death costs only its own work, nobody left behind."""

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pytest

import work_in_processes as work
from openekyc.domain.work import PoolStopped, ProcessDied, ProcessTimedOut, WorkRaised
from openekyc.engines.pool import WarmPool
from openekyc.engines.process_line import Loading

NOT_DONE = 30.0


@pytest.fixture
def make_pool() -> Iterator[Callable[..., WarmPool]]:
    made: list[WarmPool] = []
    before = set(psutil.Process().children(recursive=True))

    def make(loading: Loading | None = None, *, processes: int = 1, timeout_s: float = 30) -> WarmPool:
        made.append(WarmPool(loading or Loading(function=work.load), processes=processes, timeout_s=timeout_s))
        return made[-1]

    yield make
    for pool in made:
        pool.stop(grace_s=0)
    assert set(psutil.Process().children(recursive=True)) <= before


@pytest.fixture
def pool(make_pool: Callable[..., WarmPool]) -> WarmPool:
    pool = make_pool()
    pool.start()
    return pool


def wait_until(true: Callable[[], object], *, within_s: float = 20) -> None:
    deadline = time.monotonic() + within_s
    while not true():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.02)


def busy(future: "Future[Any]") -> bool:
    return future.running()


def test_at_ready_every_process_is_warm(make_pool: Callable[..., WarmPool]) -> None:
    pool = make_pool(Loading(function=work.load, argument={"model": "x"}), processes=2)
    assert not pool.ready
    pool.start()
    assert pool.ready
    assert len(set(pool.pids)) == 2
    assert pool.submit(work.what_was_loaded, None).result(NOT_DONE) == [{"model": "x"}]


def test_a_value_comes_back(pool: WarmPool) -> None:
    assert [pool.submit(work.double, number).result(NOT_DONE) for number in (1, 2, 3)] == [2, 4, 6]


def test_what_a_loading_raised_is_raised_by_start_and_nothing_is_left(make_pool: Callable[..., WarmPool]) -> None:
    pool = make_pool(Loading(function=work.load_badly, argument="x.onnx"), processes=2)
    with pytest.raises(FileNotFoundError, match=r"x\.onnx is missing"):
        pool.start()
    assert not pool.ready
    with pytest.raises(PoolStopped):
        pool.submit(work.double, 1)


def test_a_process_that_dies_while_loading_is_said_by_start(make_pool: Callable[..., WarmPool]) -> None:
    with pytest.raises(ProcessDied):
        make_pool(Loading(function=work.load_to_death)).start()


def test_an_exception_comes_back_as_itself_with_the_other_sides_traceback(pool: WarmPool) -> None:
    with pytest.raises(LookupError, match="word") as raised:
        pool.submit(work.raise_lookup_error, "word").result(NOT_DONE)
    assert "in raise_lookup_error" in raised.value.__notes__[0]
    assert pool.replaced == 0


def test_an_exception_that_cannot_travel_is_described(pool: WarmPool) -> None:
    with pytest.raises(WorkRaised, match="Unpicklable: cannot travel"):
        pool.submit(work.raise_unpicklable, None).result(NOT_DONE)


def test_a_value_that_cannot_travel_is_an_exception_of_the_work(pool: WarmPool) -> None:
    with pytest.raises(TypeError, match="lock"):
        pool.submit(work.return_unpicklable, None).result(NOT_DONE)


def test_work_that_cannot_travel_is_refused_where_it_is_given(pool: WarmPool) -> None:
    with pytest.raises((pickle.PicklingError, AttributeError)):
        pool.submit(lambda _: None, None)


@pytest.mark.parametrize("killer", ["die", "fault"])
def test_a_death_fails_only_its_own_work_and_the_process_is_replaced(
    make_pool: Callable[..., WarmPool], killer: str
) -> None:
    pool = make_pool(processes=2)
    pool.start()
    others = [pool.submit(work.sleep, 0.4)]
    dying = pool.submit(getattr(work, killer), None)
    others += [pool.submit(work.sleep, 0.05) for _ in range(6)]
    with pytest.raises(ProcessDied):
        dying.result(NOT_DONE)
    assert all(future.result(NOT_DONE) for future in others)
    wait_until(lambda: len(pool.pids) == 2)
    assert pool.replaced == 1


def test_a_kill_from_outside_in_mid_work_fails_that_work_only(pool: WarmPool) -> None:
    future = pool.submit(work.sleep, 60)
    wait_until(lambda: busy(future))
    time.sleep(0.1)
    os.kill(pool.pids[0], signal.SIGKILL)
    with pytest.raises(ProcessDied):
        future.result(NOT_DONE)
    assert pool.submit(work.double, 4).result(NOT_DONE) == 8


def test_a_process_killed_while_idle_is_replaced_by_itself_and_fails_nothing(pool: WarmPool) -> None:
    killed = pool.pids[0]
    os.kill(killed, signal.SIGKILL)
    assert pool.submit(work.double, 4).result(NOT_DONE) == 8
    os.kill(pool.pids[0], signal.SIGKILL)
    wait_until(lambda: pool.replaced == 2 and pool.ready)
    assert killed not in pool.pids


@pytest.mark.parametrize("after_s", [0.05, 0.1, 0.15, 0.2, 0.3])
def test_a_kill_in_the_middle_of_a_large_transfer_harms_nobody_else(
    make_pool: Callable[..., WarmPool], after_s: float
) -> None:
    pool = make_pool(processes=2)
    pool.start()
    future = pool.submit(work.zeros, 200_000_000)
    wait_until(lambda: busy(future))
    time.sleep(after_s)
    for process in pool.pids:
        os.kill(process, signal.SIGKILL)
    with suppress(ProcessDied):
        assert len(future.result(NOT_DONE)) == 200_000_000
    assert [pool.submit(work.double, number).result(NOT_DONE) for number in range(4)] == [0, 2, 4, 6]


def test_large_payloads_arrive_whole(pool: WarmPool) -> None:
    assert pool.submit(work.length, bytes(50_000_000)).result(NOT_DONE) == 50_000_000


@pytest.mark.parametrize("slow", ["sleep", "spin_without_the_lock"])
def test_work_that_takes_too_long_is_killed_and_the_process_replaced(
    make_pool: Callable[..., WarmPool], slow: str
) -> None:
    pool = make_pool(timeout_s=0.5)
    pool.start()
    began = time.monotonic()
    with pytest.raises(ProcessTimedOut, match=r"longer than 0\.5 s"):
        pool.submit(getattr(work, slow), 60).result(NOT_DONE)
    assert time.monotonic() - began < 20  # of 60
    assert pool.submit(work.double, 4).result(NOT_DONE) == 8


def test_even_a_stopped_process_cannot_hold_the_pool(make_pool: Callable[..., WarmPool]) -> None:
    pool = make_pool(timeout_s=1)
    pool.start()
    os.kill(pool.pids[0], signal.SIGSTOP)
    with pytest.raises((ProcessTimedOut, ProcessDied)):
        pool.submit(work.length, bytes(10_000_000)).result(NOT_DONE)
    assert pool.submit(work.double, 4).result(NOT_DONE) == 8


def test_after_a_replacement_failed_the_next_try_succeeds(make_pool: Callable[..., WarmPool], tmp_path: Path) -> None:
    marker = tmp_path / "loaded"
    pool = make_pool(Loading(function=work.load_once, argument=marker))
    pool.start()
    os.kill(pool.pids[0], signal.SIGKILL)
    wait_until(lambda: not pool.ready)
    time.sleep(0.5)  # long enough for a first replacement, which finds the marker and fails
    assert not pool.ready
    marker.unlink()
    wait_until(lambda: pool.ready)


def test_a_payload_too_large_for_the_process_fails_instead_of_being_sent_for_ever(
    make_pool: Callable[..., WarmPool],
) -> None:
    pool = make_pool(Loading(function=work.load, memory_mib=200))
    pool.start()
    with pytest.raises(ProcessDied, match="too large"):
        pool.submit(work.length, bytes(250 * 2**20)).result(NOT_DONE)
    assert pool.submit(work.double, 4).result(NOT_DONE) == 8


def test_memory_beyond_the_limit_is_an_exception_and_the_process_lives(make_pool: Callable[..., WarmPool]) -> None:
    pool = make_pool(Loading(function=work.load, memory_mib=200))
    pool.start()
    before = pool.pids
    with pytest.raises(MemoryError):
        pool.submit(work.zeros, 300 * 2**20).result(NOT_DONE)
    assert pool.pids == before


def test_a_process_can_neither_fill_the_disk_nor_dump_its_memory(pool: WarmPool, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="File too large"):
        pool.submit(work.write_file, tmp_path / "growing").result(NOT_DONE)
    assert pool.submit(work.limits, None).result(NOT_DONE)["core"] == 0


def test_secrets_of_the_servers_environment_do_not_reach_the_processes(
    make_pool: Callable[..., WarmPool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENEKYC_MASTER_KEY", "secret")
    pool = make_pool()
    pool.start()
    environment = pool.submit(work.environment, None).result(NOT_DONE)
    assert "secret" not in environment.values()
    assert environment["OMP_NUM_THREADS"] == "1"


def test_a_process_holds_no_open_file_of_the_server(pool: WarmPool) -> None:
    files = pool.submit(work.limits, None).result(NOT_DONE)["files"]
    assert files <= 5  # in, out, error, the connection, the folder being listed


def test_control_c_and_terminate_are_left_to_the_server(pool: WarmPool) -> None:
    future = pool.submit(work.sleep, 0.5)
    wait_until(lambda: busy(future))
    for process in pool.pids:
        os.kill(process, signal.SIGINT)
        os.kill(process, signal.SIGTERM)
    assert future.result(NOT_DONE) in pool.pids
    assert pool.replaced == 0


def test_stopping_lets_running_work_finish_within_the_grace_and_refuses_the_rest(pool: WarmPool) -> None:
    running, waiting = pool.submit(work.sleep, 0.5), pool.submit(work.sleep, 0.5)
    wait_until(lambda: busy(running))
    pool.stop(grace_s=10)
    assert running.result(0) > 0
    with pytest.raises(PoolStopped):
        waiting.result(0)
    with pytest.raises(PoolStopped):
        pool.submit(work.double, 1)


def test_stopping_kills_what_outlasts_the_grace_and_says_it_was_the_stop(pool: WarmPool) -> None:
    running = pool.submit(work.sleep, 60)
    wait_until(lambda: busy(running))
    began = time.monotonic()
    pool.stop(grace_s=0.3)
    assert time.monotonic() - began < 20  # of 60
    with pytest.raises(PoolStopped):
        running.result(0)


def test_cancelled_work_is_not_done(pool: WarmPool) -> None:
    first = pool.submit(work.sleep, 0.3)
    wait_until(lambda: busy(first))
    second = pool.submit(work.die, None)
    assert second.cancel()
    assert pool.submit(work.double, 2).result(NOT_DONE) == 4
    assert pool.replaced == 0


@pytest.mark.parametrize("at_work", [True, False], ids=["working", "idle"])
def test_when_the_server_is_killed_its_processes_die_too(at_work: bool) -> None:
    program = f"""
import time
import work_in_processes as work
from openekyc.engines.pool import WarmPool
from openekyc.engines.process_line import Loading
pool = WarmPool(Loading(function=work.load), processes=2, timeout_s=60); pool.start()
futures = [pool.submit(work.sleep, 60) for _ in range(2)] if {at_work} else []
time.sleep(0.5)
print(*pool.pids, flush=True)
time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        children = [psutil.Process(int(number)) for number in server.stdout.readline().split()]
        assert len(children) == 2
        server.kill()
    _, alive = psutil.wait_procs(children, timeout=15)
    assert alive == []


def test_memory_stays_flat_over_many_pieces_of_work(pool: WarmPool) -> None:
    for _ in range(20):
        pool.submit(work.length, bytes(4_000_000)).result(NOT_DONE)
    before = pool.submit(work.resident_kib, None).result(NOT_DONE)
    for _ in range(300):
        pool.submit(work.length, bytes(4_000_000)).result(NOT_DONE)
    assert pool.submit(work.resident_kib, None).result(NOT_DONE) < before + 8_000  # two payloads, of 300
