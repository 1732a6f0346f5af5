"""kill -9 of any process at any moment: nothing acknowledged is lost, and no result comes twice."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException

from fault.doors import SILENT_LEVEL, Doors, busy_process_of, moving_face, processes_of, still, wait_until
from running_server import RunningServer


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    server = RunningServer(data=tmp_path / "data", settings=dict(SILENT_LEVEL)).start()
    yield server
    if server.process.poll() is None:
        server.kill()


@pytest.fixture
def doors(server: RunningServer) -> Doors:
    return Doors(server)


@pytest.fixture
def uploaded(doors: Doors) -> str:
    """The token of a process whose recording is being analysed."""
    token = doors.apply_liveness()
    assert doors.upload_attempt(token, moving_face()).status_code == 204
    return token


def assert_one_result(doors: Doors, token: str) -> None:
    result = doors.finished(token)
    assert len(result["VerificationDetailList"]) == 1
    assert result["VideoBase64"]
    time.sleep(1)  # for a second result, if there were one
    assert doors.web_result(token) | {"RequestId": ""} == result | {"RequestId": ""}


def test_when_the_analysing_process_is_killed_another_finishes_and_the_server_never_stops(
    server: RunningServer, doors: Doors, uploaded: str
) -> None:
    busy = busy_process_of(server)
    assert doors.web_result(uploaded)["ErrorCode"] is None, "too fast to be killed in the middle"
    busy.kill()
    assert_one_result(doors, uploaded)
    wait_until(doors.is_ready)
    assert not busy.is_running()


@pytest.mark.parametrize("everything", [False, True], ids=["the server alone", "all its processes"])
def test_when_the_server_is_killed_in_mid_analysis_the_result_comes_once_after_the_restart(
    server: RunningServer, doors: Doors, uploaded: str, *, everything: bool
) -> None:
    busy_process_of(server)
    children = processes_of(server)
    assert doors.web_result(uploaded)["ErrorCode"] is None, "too fast to be killed in the middle"
    if everything:
        server.kill()
    else:
        server.process.kill()
        server.process.wait()
    _, left = psutil.wait_procs(children, timeout=10)
    assert left == []
    server.start()
    assert_one_result(doors, uploaded)


def test_told_to_end_in_mid_analysis_it_ends_in_time_and_well_and_the_result_comes_once(
    server: RunningServer, doors: Doors, uploaded: str
) -> None:
    busy_process_of(server)
    children = processes_of(server)
    assert server.stop() == 0
    assert '"event": "closed"' in server.log.read_text()
    assert [child for child in children if child.is_running()] == []
    server.start()
    assert_one_result(doors, uploaded)


def test_an_input_whose_process_always_dies_ends_in_a_failure_and_not_in_endless_tries(tmp_path: Path) -> None:
    settings = SILENT_LEVEL | {"OPENEKYC_JOB_ATTEMPTS": "2"}
    server = RunningServer(data=tmp_path / "data", settings=settings).start()
    doors = Doors(server)
    try:
        token = doors.apply_liveness()
        doors.upload_attempt(token, moving_face())
        for _ in range(2):
            busy_process_of(server).kill()
        result = doors.finished(token)
        assert result["ErrorCode"] != 0
        assert doors.card_status(doors.apply_card(still())) != "PROCESSING", "others are served"
    finally:
        server.kill()


def test_every_token_that_was_answered_is_there_after_kills_at_random_moments(
    server: RunningServer, doors: Doors
) -> None:
    answered: list[str] = []
    stop = threading.Event()

    def apply_for_ever() -> None:
        while not stop.is_set():
            try:
                answered.append(doors.apply_liveness())
            except (TencentCloudSDKException, OSError):
                time.sleep(0.05)

    clients = [threading.Thread(target=apply_for_ever) for _ in range(4)]
    for client in clients:
        client.start()
    for pause_s in (0.7, 0.31):
        had = len(answered)
        wait_until(lambda had=had: len(answered) > had + 5)
        time.sleep(pause_s)
        os.kill(server.process.pid, signal.SIGKILL)
        server.process.wait()
        server.start()
    stop.set()
    for client in clients:
        client.join()
    assert len(set(answered)) == len(answered) > 10
    known = [doors.capture("GET", "session", token).status_code for token in answered]
    assert set(known) == {200}
