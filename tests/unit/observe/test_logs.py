"""Logs tell what happened, to whom it may concern, and nothing about the person in front of the camera."""

import json
import logging
import warnings
from collections.abc import Iterator

import pytest
import structlog

from openekyc.domain.sensitive import Sensitive
from openekyc.observe.logs import LogStyle, bound_request, set_up_logging

STYLES = pytest.mark.parametrize("style", list(LogStyle))


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level, shown = root.handlers[:], root.level, warnings.showwarning
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(capture=False)
    warnings.showwarning = shown
    structlog.reset_defaults()


def read_card(name: str) -> None:
    portrait = b"\xff\xd8portrait"
    raise LookupError(f"{len(name) + len(portrait)} is too many")


@STYLES
def test_a_traceback_shows_lines_of_code_and_no_value_of_a_variable(
    style: LogStyle, capsys: pytest.CaptureFixture[str]
) -> None:
    owner = "chan tai man".upper()  # not to be found in a line of code
    set_up_logging(style)
    try:
        read_card(owner)
    except LookupError:
        structlog.get_logger("x").exception("card not read")
    written = capsys.readouterr().err
    assert "in read_card" in written
    assert "LookupError: 22 is too many" in written
    assert owner not in written
    assert "xff" not in written


@STYLES
def test_bytes_long_texts_and_sensitive_values_are_named_and_not_shown(
    style: LogStyle, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logging(style)
    structlog.get_logger("x").info("taken", picture=b"\xff\xd8face", image="QUJD" * 200, number=Sensitive("A123456"))
    written = capsys.readouterr().err
    assert "<6 bytes>" in written
    assert "<text of 800 characters>" in written
    assert "Sensitive(str)" in written
    for secret in ("face", "QUJD", "A123456"):
        assert secret not in written


def test_json_is_one_object_a_line_for_our_events_and_for_those_of_libraries(
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up_logging(LogStyle.JSON)
    structlog.get_logger("ours").info("ready", workers=2)
    logging.getLogger("theirs").warning("slow %s", "disk")
    first, second = (json.loads(line) for line in capsys.readouterr().err.splitlines())
    assert (first["event"], first["level"], first["logger"], first["workers"]) == ("ready", "info", "ours", 2)
    assert (second["event"], second["level"], second["logger"]) == ("slow disk", "warning", "theirs")
    assert first["timestamp"].endswith("Z")


def test_all_that_is_logged_while_a_request_is_answered_carries_its_id_and_nothing_after_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up_logging(LogStyle.JSON)
    with bound_request("4a1b"):
        structlog.get_logger("x").info("inside")
        logging.getLogger("library").warning("inside too")
    structlog.get_logger("x").info("after")
    ids = [json.loads(line).get("request_id") for line in capsys.readouterr().err.splitlines()]
    assert ids == ["4a1b", "4a1b", None]


def test_nothing_is_written_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging(LogStyle.CONSOLE)
    structlog.get_logger("x").warning("here")
    assert capsys.readouterr().out == ""


def test_details_for_developers_are_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging(LogStyle.CONSOLE)
    structlog.get_logger("x").debug("detail")
    logging.getLogger("library").debug("detail")
    assert capsys.readouterr().err == ""
