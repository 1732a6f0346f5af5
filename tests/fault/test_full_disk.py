"""A disk without room: a clear refusal, nothing acknowledged and then lost, and room again is all that it needs."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psutil
import pytest
from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException

from fault.doors import SILENT_LEVEL, Doors, moving_face
from running_server import RunningServer

LARGE = 2 * 2**20


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    server = RunningServer(data=tmp_path_factory.mktemp("full") / "data", settings=dict(SILENT_LEVEL)).start()
    with closing(sqlite3.connect(database_of(server), isolation_level=None)) as beside:
        grown = "INSERT INTO accounts (name, state, created_at) VALUES (hex(zeroblob(?)), 'active', 0)"
        beside.execute(grown, (LARGE // 2,))  # larger than the log, which must go on
    yield server
    server.kill()


@pytest.fixture
def doors(server: RunningServer) -> Doors:
    return Doors(server)


def database_of(server: RunningServer) -> Path:
    return next(server.data.glob("records/*.sqlite3"))


@contextmanager
def no_room(server: RunningServer) -> Iterator[None]:
    """No file may grow beyond the size of the database: it needs no rights, and ends with the block."""
    process = psutil.Process(server.process.pid)
    _, hard = process.rlimit(psutil.RLIMIT_FSIZE)
    process.rlimit(psutil.RLIMIT_FSIZE, (database_of(server).stat().st_size, hard))
    try:
        yield
    finally:
        process.rlimit(psutil.RLIMIT_FSIZE, (hard, hard))


def apply_until_refused(doors: Doors) -> tuple[list[str], str]:
    """Fills the last free pages; the tokens that were answered, and the code of the refusal."""
    answered: list[str] = []
    while len(answered) < 200:
        try:
            answered.append(doors.apply_liveness())
        except TencentCloudSDKException as refusal:
            return answered, refusal.get_code()
        time.sleep(0.06)  # 20 a second are allowed
    raise AssertionError("It was never refused")


def test_calls_are_refused_as_unavailable_every_answered_token_is_kept_and_room_again_is_enough(
    server: RunningServer, doors: Doors
) -> None:
    with no_room(server):
        answered, code = apply_until_refused(doors)
        assert doors.is_ready(), "it still answers what needs no room"
    assert code == "ServiceUnavailable"
    answered.append(doors.apply_liveness())
    assert {doors.capture("GET", "session", token).status_code for token in answered} == {200}


def test_an_upload_is_refused_as_busy_and_the_same_upload_succeeds_once_there_is_room(
    server: RunningServer, doors: Doors
) -> None:
    token = doors.apply_liveness()
    doors.capture("GET", "session", token).raise_for_status()
    attempt = doors.capture("POST", "attempts", token).raise_for_status().json()["attempt"]
    video = moving_face() + bytes(5 * LARGE)
    with no_room(server):
        refused = doors.capture("PUT", f"attempts/{attempt}/video", token, content=video)
    assert (refused.status_code, refused.json()["cause"]) == (503, "service_overloaded")
    assert "Retry-After" in refused.headers
    assert doors.capture("PUT", f"attempts/{attempt}/video", token, content=video).status_code == 204
