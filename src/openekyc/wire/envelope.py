"""The answer: ``{"Response": {..., "RequestId"}}``, always with HTTP status 200, errors too.

SDKs demand it to the letter: a charset parameter turns an error into a silent object of nulls in the Python SDK, a
status 400 hides the code from four of five SDKs.
"""

from dataclasses import dataclass

from pydantic import BaseModel
from pydantic_core import to_json

from openekyc.wire.errors import Refusal

CONTENT_TYPE = "application/json"  # no charset parameter
_LONGEST_TRACE_ID = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What goes back over the network, with status 200."""

    body: bytes
    headers: tuple[tuple[str, str], ...]


def success(response: BaseModel, *, request_id: str, trace_id: str) -> Answer:
    """The answer that carries a result."""
    return _answer({**response.model_dump(), "RequestId": request_id}, request_id, trace_id)


def failure(refusal: Refusal, *, request_id: str, trace_id: str) -> Answer:
    """The answer that carries a code and a message."""
    error = {"Code": str(refusal.code), "Message": refusal.message}
    return _answer({"Error": error, "RequestId": request_id}, request_id, trace_id)


def _answer(members: dict[str, object], request_id: str, trace_id: str) -> Answer:
    headers = [("Content-Type", CONTENT_TYPE), ("X-TC-RequestId", request_id)]
    if trace_id and len(trace_id) <= _LONGEST_TRACE_ID:
        headers.append(("X-TC-TraceId", trace_id))
    return Answer(body=to_json({"Response": members}), headers=tuple(headers))
