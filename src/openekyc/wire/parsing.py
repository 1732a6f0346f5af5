"""From an HTTP request to a call: which of the three request forms it is, and what it carries.

Source: the public page "Common Params" of API 3.0 and recorded requests of the official SDKs.
"""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from pydantic_core import from_json

from openekyc.wire.errors import Code, Refusal
from openekyc.wire.request import Call, CommonValues, HttpRequest, Tc3Claim, V1Claim

MAX_GET_BYTES = 32 * 1024
MAX_POST_BYTES = 10 * 1024 * 1024  # v1 too: the Node SDK's default is v1 and it sends large photos
_MAX_FIELDS = 500  # names of one flattened call; the largest action has about forty

_AUTHORIZATION = re.compile(
    r"TC3-HMAC-SHA256 Credential=(?P<secret_id>[^/,\s]+)/(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})/(?P<service>[^/,\s]+)"
    r"/tc3_request, ?SignedHeaders=(?P<headers>[a-z0-9_-]+(?:;[a-z0-9_-]+)*), ?Signature=(?P<signature>[0-9a-f]{64})"
)
_BOUNDARY = re.compile(r'boundary="?([^";,\s]{1,70})"?', re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]{1,19}")
_V1_REQUIRED = ("Action", "Version", "Timestamp", "Nonce", "SecretId", "Signature")
_V1_COMMON = {*_V1_REQUIRED, "SignatureMethod", "Region", "Token", "Language", "RequestClient"}


def read_call(request: HttpRequest) -> Call:
    """Read a call; raises `Refusal` for what cannot be one: method, size, a body that is not what it says."""
    if request.method not in {"GET", "POST"}:
        raise Refusal(Code.METHOD_UNSUPPORTED, f"The method {request.method} is not supported; use POST or GET.")
    refuse_oversize(request.method, len(request.query) if request.method == "GET" else len(request.body))
    if "authorization" in request.headers or "x-tc-action" in request.headers:
        return _read_tc3(request)
    if request.method == "POST" and _content_type(request) != "application/x-www-form-urlencoded":
        return _read_tc3(request)
    return _read_v1(request)


def refuse_oversize(method: str, size: int) -> None:
    """Refuse a query (GET) or body (POST) of that many bytes when it is over the limit."""
    limit = MAX_GET_BYTES if method == "GET" else MAX_POST_BYTES
    if size > limit:
        raise Refusal(Code.REQUEST_TOO_LARGE, f"The request is larger than {limit} bytes.")


def _read_tc3(request: HttpRequest) -> Call:
    headers = request.headers
    members: Mapping[str, Any] | None = None
    flat: Mapping[str, str] | None = None
    content_type = _content_type(request)
    if request.method == "GET":
        flat = _form(request.query)
    elif content_type == "application/x-www-form-urlencoded":
        flat = _form(request.body)
    elif content_type == "multipart/form-data":
        _refuse_broken_multipart(request)
    elif content_type != "application/octet-stream":
        members = _json_object(request.body)
    common = CommonValues(
        action=headers.get("x-tc-action", ""),
        version=headers.get("x-tc-version", ""),
        timestamp=headers.get("x-tc-timestamp", ""),
        region=headers.get("x-tc-region", ""),
        token=headers.get("x-tc-token", ""),
        language=headers.get("x-tc-language", ""),
    )
    for header, value in (("Action", common.action), ("Version", common.version), ("Timestamp", common.timestamp)):
        _demand(value, f"X-TC-{header}")
    _demand_number(common.timestamp, "X-TC-Timestamp")
    return Call(common=common, claim=_tc3_claim(headers.get("authorization", "")), members=members, flat=flat)


def _tc3_claim(authorization: str) -> Tc3Claim | None:
    match = _AUTHORIZATION.fullmatch(authorization)
    if match is None:
        return None
    signed = tuple(match["headers"].split(";"))
    if not {"content-type", "host"} <= set(signed):
        return None
    return Tc3Claim(
        secret_id=match["secret_id"],
        date=match["date"],
        service=match["service"],
        signed_headers=signed,
        signature=match["signature"],
    )


def _read_v1(request: HttpRequest) -> Call:
    given = _form(request.query if request.method == "GET" else request.body)
    for name in _V1_REQUIRED:
        _demand(given.get(name, ""), name)
    for name in ("Timestamp", "Nonce"):
        _demand_number(given[name], name)
    common = CommonValues(
        action=given["Action"],
        version=given["Version"],
        timestamp=given["Timestamp"],
        region=given.get("Region", ""),
        token=given.get("Token", ""),
        language=given.get("Language", ""),
    )
    claim = V1Claim(
        secret_id=given["SecretId"],
        method=given.get("SignatureMethod", ""),
        signature=given["Signature"],
        signed=given,
    )
    flat = {name: value for name, value in given.items() if name not in _V1_COMMON}
    return Call(common=common, claim=claim, flat=flat)


def _demand(value: str, name: str) -> None:
    if not value:
        raise Refusal(Code.MISSING_PARAMETER, f"The request is missing the required common parameter `{name}`.")


def _demand_number(value: str, name: str) -> None:
    if _NUMBER.fullmatch(value) is None:
        raise Refusal(Code.INVALID_PARAMETER, f"The common parameter `{name}` is not a whole number.")


def _content_type(request: HttpRequest) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def _json_object(body: bytes) -> Mapping[str, Any]:
    try:
        value = from_json(body, allow_inf_nan=False)
    except ValueError:
        raise Refusal(Code.INVALID_PARAMETER, "The body is not a JSON document in UTF-8.") from None
    if not isinstance(value, dict):
        raise Refusal(Code.INVALID_PARAMETER, "The body is not a JSON object.")
    return value


def _form(text: bytes) -> Mapping[str, str]:
    try:
        pairs = parse_qsl(text.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MAX_FIELDS)
    except ValueError:
        raise Refusal(Code.INVALID_PARAMETER, "The parameters are not a URL-encoded form in UTF-8.") from None
    form = dict(pairs)
    if len(form) != len(pairs):
        twice = next(name for name, _ in pairs if sum(name == other for other, _ in pairs) > 1)
        raise Refusal(Code.INVALID_PARAMETER, f"The parameter `{twice}` is given twice.")
    return form


def _refuse_broken_multipart(request: HttpRequest) -> None:
    boundary = _BOUNDARY.search(request.headers["content-type"])
    if boundary is None or f"--{boundary[1]}--".encode("latin-1") not in request.body:
        raise Refusal(Code.INVALID_REQUEST, "The multipart body is malformed.")
