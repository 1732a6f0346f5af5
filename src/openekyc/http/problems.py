"""Business errors as problem documents (RFC 9457) for the capture door."""

from uuid import uuid4

import structlog
from starlette.responses import JSONResponse, Response

from openekyc.domain import errors

_log = structlog.get_logger(__name__)

_TOO_LARGE, _UNSUPPORTED = (413, "media_too_large"), (415, "media_undecodable")
_TOO_SLOW = (408, "upload_too_slow")
_TABLE: dict[type[errors.DomainError], tuple[int, str]] = {
    errors.TokenIllegal: (401, "token_illegal"),
    errors.TokenExpired: (401, "token_illegal"),
    errors.UploadTooSlow: _TOO_SLOW,
    errors.StepOutOfOrder: (409, "step_out_of_order"),
    errors.ProcessFinished: (409, "process_finished"),
    errors.AttemptsUsedUp: (409, "attempts_used_up"),
    errors.ProcessExpired: (410, "process_expired"),
    errors.MediaTooLarge: _TOO_LARGE,
    errors.MediaEmpty: _UNSUPPORTED,
    errors.MediaUndecodable: _UNSUPPORTED,
    errors.ValueOutOfRange: (422, "value_out_of_range"),
    errors.ServiceOverloaded: (503, "service_overloaded"),
    errors.StorageUnavailable: (503, "service_overloaded"),
}
_INTERNAL = (500, "internal")
RETRY_AFTER_S = 5

STATUSES = tuple(
    (status, tuple(dict.fromkeys(cause for known, cause in [*_TABLE.values(), _INTERNAL] if known == status)))
    for status in sorted({status for status, _ in _TABLE.values()} | {500})
)
"""Every status that a refusal can have, with its causes."""


def problem(error: errors.DomainError) -> Response:
    """The document for this error; an error that no table row knows is a fault of ours."""
    status, cause = next((row for kind, row in _TABLE.items() if isinstance(error, kind)), _INTERNAL)
    if (status, cause) == _INTERNAL:
        return fault(error)
    return _document(status, cause, str(error), str(uuid4()))


def fault(error: Exception) -> Response:
    """The document for what nobody foresaw: generic outside, the traceback under the same RequestId in the log."""
    request_id = str(uuid4())
    _log.error("capture_failed", request_id=request_id, exc_info=error)
    sentence = "Something went wrong on this server. Try again; give the request_id to its operator if it stays."
    return _document(*_INTERNAL, sentence, request_id)


def _document(status: int, cause: str, detail: str, request_id: str) -> Response:
    headers = {"Cache-Control": "no-store"}
    if status == _TABLE[errors.ServiceOverloaded][0]:
        headers["Retry-After"] = str(RETRY_AFTER_S)
    if (status, cause) == _TOO_SLOW:
        headers["Connection"] = "close"  # what still comes of the body is not read
    body = {"status": status, "cause": cause, "detail": detail, "request_id": request_id}
    return JSONResponse(body, status_code=status, headers=headers, media_type="application/problem+json")
