"""The refusal of a call: a public error code and one sentence for the person who reads it."""

from enum import StrEnum


class Code(StrEnum):
    """Error codes that every API 3.0 service shares; actions add their own."""

    ACTION_UNAUTHORIZED = "AuthFailure.UnauthorizedOperation"
    AUTHORIZATION_UNREADABLE = "AuthFailure.InvalidAuthorization"
    INTERNAL = "InternalError"
    INVALID_ACTION = "InvalidAction"
    INVALID_PARAMETER = "InvalidParameter"
    INVALID_PARAMETER_VALUE = "InvalidParameterValue"
    INVALID_REQUEST = "InvalidRequest"
    METHOD_UNSUPPORTED = "UnsupportedProtocol"
    MISSING_PARAMETER = "MissingParameter"
    RATE_EXCEEDED = "RequestLimitExceeded"  # SDK retry helpers match this text literally
    REGION_UNSUPPORTED = "UnsupportedRegion"
    REQUEST_TOO_LARGE = "RequestSizeLimitExceeded"
    SECRET_ID_MALFORMED = "AuthFailure.InvalidSecretId"  # noqa: S105 - an error code
    SECRET_ID_UNKNOWN = "AuthFailure.SecretIdNotFound"  # noqa: S105 - an error code
    SERVICE_UNAVAILABLE = "ServiceUnavailable"
    SIGNATURE_EXPIRED = "AuthFailure.SignatureExpire"
    SIGNATURE_WRONG = "AuthFailure.SignatureFailure"
    TOKEN_WRONG = "AuthFailure.TokenFailure"  # noqa: S105 - an error code
    UNKNOWN_PARAMETER = "UnknownParameter"
    VERSION_UNKNOWN = "NoSuchVersion"


class Refusal(Exception):
    """A call is answered with this code and message instead of a result."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
