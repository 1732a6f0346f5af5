"""Structured logs: one event a line, for people on a terminal or as JSON for programs. No personal data in either:
tracebacks come without the values of variables, and bytes and long texts are named by their length.
"""

import logging
import sys
from collections.abc import MutableMapping
from contextlib import AbstractContextManager
from enum import StrEnum
from typing import Any

import structlog

LONGEST_TEXT = 300  # longer than any sentence of ours, shorter than a photo in base64
_TRACEBACKS = frozenset({"exception", "event"})


class LogStyle(StrEnum):
    """Who reads the log."""

    CONSOLE = "console"
    JSON = "json"


def set_up_logging(style: LogStyle) -> None:
    """Send every log, also those of libraries, to standard error in one form."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        without_contents,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *_renderers(style)],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    logging.captureWarnings(capture=True)


def bound_request(request_id: str) -> AbstractContextManager[None]:
    """Everything that this thread or task logs inside carries the RequestId that the caller was given."""
    return structlog.contextvars.bound_contextvars(request_id=request_id)


def without_contents(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Replace bytes and long texts by their length; a picture or a card's print never gets into a log by accident."""
    for name, value in event.items():
        if isinstance(value, bytes | bytearray | memoryview):
            event[name] = f"<{len(value)} bytes>"
        elif isinstance(value, str) and len(value) > LONGEST_TEXT and name not in _TRACEBACKS:
            event[name] = f"<text of {len(value)} characters>"
    return event


def _renderers(style: LogStyle) -> list[structlog.typing.Processor]:
    if style is LogStyle.JSON:
        return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    # The default would print the value of every variable in a traceback: faces and texts of cards among them.
    plain = structlog.dev.plain_traceback
    return [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=plain)]
