"""Business errors as problem documents (RFC 9457) for the capture door."""

from uuid import uuid4

from starlette.responses import JSONResponse, Response

from openekyc.domain import errors

_TOO_LARGE, _UNSUPPORTED = (413, "media_too_large"), (415, "media_undecodable")
_TABLE: dict[type[errors.DomainError], tuple[int, str]] = {
    errors.TokenIllegal: (401, "token_illegal"),
    errors.TokenExpired: (401, "token_illegal"),
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
RETRY_AFTER_S = 5


def problem(error: errors.DomainError) -> Response:
    """The document for this error; an error that no table row knows is a fault of ours."""
    status, cause = next((row for kind, row in _TABLE.items() if isinstance(error, kind)), (500, "internal"))
    detail = str(error) if status != 500 else "Something went wrong on this server."  # noqa: PLR2004 - HTTP status
    headers = {"Cache-Control": "no-store"}
    if status in {429, 503}:
        headers["Retry-After"] = str(RETRY_AFTER_S)
    body = {"status": status, "cause": cause, "detail": detail, "request_id": str(uuid4())}
    return JSONResponse(body, status_code=status, headers=headers, media_type="application/problem+json")
