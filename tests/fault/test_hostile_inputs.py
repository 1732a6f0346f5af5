"""Hostile and broken inputs through the real doors: each refused by its own name or failed closed, and nothing dies."""

import base64
from collections.abc import Iterator

import pytest

from fault import hostile_files
from fault.doors import SILENT_LEVEL, Doors, moving_face, processes_of
from running_server import RunningServer

TOO_LARGE, UNDECODABLE = (413, "media_too_large"), (415, "media_undecodable")
PASSED = 0
ADDRESSES = [
    "http://127.0.0.1/a.jpg",
    "http://localhost/a.jpg",
    "http://[::1]/a.jpg",
    "http://[::ffff:127.0.0.1]/a.jpg",
    "http://0x7f000001/a.jpg",
    "http://2130706433/a.jpg",
    "http://0/a.jpg",
    "http://10.0.0.1/a.jpg",
    "http://192.168.0.1/a.jpg",
    "http://169.254.169.254/latest/meta-data/",
    "http://[fd00:ec2::254]/latest/meta-data/",
    "http://user:word@127.0.0.1/a.jpg",
    "file:///etc/passwd",
    "gopher://127.0.0.1/a.jpg",
    "//127.0.0.1/a.jpg",
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    server = RunningServer(data=tmp_path_factory.mktemp("hostile") / "data", settings=dict(SILENT_LEVEL)).start()
    yield server
    server.kill()


@pytest.fixture
def doors(server: RunningServer) -> Iterator[Doors]:
    """With each input: the same processes before and after, and no fault of ours in the log."""
    processes = {process.pid for process in processes_of(server)}
    logged = server.log.stat().st_size
    doors = Doors(server)
    yield doors
    assert {process.pid for process in processes_of(server)} == processes
    assert b'"level": "error"' not in server.log.read_bytes()[logged:]
    assert doors.is_ready()


@pytest.mark.parametrize(
    ("picture", "code"),
    [
        ("over the limit", "RequestSizeLimitExceeded"),
        ("cut short", "InvalidParameter.EngineImageDecodeFailed"),
        ("bomb", "FailedOperation.ImageSizeTooLarge"),
        ("gif", "InvalidParameter.EngineImageDecodeFailed"),
        ("nothing", "InvalidParameterValue.InvalidFileContentSize"),
        ("text", "InvalidParameter.EngineImageDecodeFailed"),
    ],
)
def test_a_picture_of_a_document_is_refused_by_its_code(doors: Doors, picture: str, code: str) -> None:
    front = base64.b64encode(hostile_files.pictures()[picture]).decode()
    order = {"Nationality": "MYS", "CardType": "PASSPORT", "ImageBase64Front": front}
    assert doors.refused("ApplyCardVerification", **order) == code


@pytest.mark.parametrize("picture", ["cut short", "bomb", "gif", "text"])
def test_a_photo_to_compare_with_is_refused_before_there_is_a_token(doors: Doors, picture: str) -> None:
    photo = base64.b64encode(hostile_files.pictures()[picture]).decode()
    order = {"RedirectURL": "https://shop.example/", "CompareImageBase64": photo, "Config": {"CheckMode": 2}}
    assert doors.refused("ApplyWebVerificationBizTokenIntl", **order) == "InvalidParameterValue"


@pytest.mark.parametrize(
    ("picture", "answer"),
    [
        ("over the limit", TOO_LARGE),
        ("cut short", UNDECODABLE),
        ("bomb", TOO_LARGE),
        ("gif", UNDECODABLE),
        ("nothing", UNDECODABLE),
        ("text", UNDECODABLE),
    ],
)
def test_an_uploaded_picture_of_a_card_is_refused_by_its_cause(
    doors: Doors, picture: str, answer: tuple[int, str]
) -> None:
    token = doors.apply_liveness(CheckMode=4, IDCardType="HKIDCard")
    doors.capture("GET", "session", token).raise_for_status()
    refused = doors.capture("PUT", "card/front", token, content=hostile_files.pictures()[picture])
    assert (refused.status_code, refused.json()["cause"]) == answer


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_picture_is_not_fetched_from_inside_the_house(doors: Doors, address: str) -> None:
    order = {"Nationality": "MYS", "CardType": "PASSPORT", "ImageUrlFront": address}
    assert doors.refused("ApplyCardVerification", **order) == "ResourceUnavailable.ImageDownloadError"


@pytest.mark.parametrize(
    ("recording", "answer"),
    [("over the limit", TOO_LARGE), ("nothing", UNDECODABLE), ("text", UNDECODABLE), ("a picture", UNDECODABLE)],
)
def test_what_cannot_be_a_recording_is_refused_at_the_door(
    doors: Doors, recording: str, answer: tuple[int, str]
) -> None:
    content = hostile_files.recordings_refused_at_the_door()[recording]
    refused = doors.upload_attempt(doors.apply_liveness(), content)
    assert (refused.status_code, refused.json()["cause"]) == answer


@pytest.mark.parametrize("recording", ["one frame", "ten minutes", "no face", "two faces", "cut short", "damaged"])
def test_a_recording_that_shows_no_single_live_person_is_judged_and_fails(doors: Doors, recording: str) -> None:
    token = doors.apply_liveness()
    assert doors.upload_attempt(token, hostile_files.recordings_judged()[recording]).status_code == 204
    result = doors.finished(token)
    assert result["ErrorCode"] != PASSED
    assert len(result["VerificationDetailList"]) == 1


def test_once_handed_in_a_recording_cannot_be_exchanged(doors: Doors) -> None:
    token = doors.apply_liveness()
    doors.capture("GET", "session", token).raise_for_status()
    attempt = doors.capture("POST", "attempts", token).raise_for_status().json()["attempt"]
    upload = f"attempts/{attempt}/video"
    assert doors.capture("PUT", upload, token, content=moving_face()).status_code == 204
    assert doors.capture("PUT", upload, token, content=moving_face()).status_code == 204, "a repeat is harmless"
    log = {"recorder_started_ms": 1000, "recorder_stopped_ms": 7000}
    doors.capture("POST", f"attempts/{attempt}/submit", token, json=log).raise_for_status()
    assert doors.capture("PUT", upload, token, content=hostile_files.without_a_face()).status_code == 409
    assert len(doors.finished(token)["VerificationDetailList"]) == 1
