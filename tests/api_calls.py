"""Calls of the API made by hand, and the small parts a gateway needs: keys, clock, rates, flows that answer at once."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

from openekyc.actions import API
from openekyc.domain.sensitive import Sensitive
from openekyc.settings import Settings
from openekyc.storage.credentials.port import Credential
from openekyc.storage.rates.backends.memory import MemoryRates
from openekyc.wire import signing
from openekyc.wire.gateway import Api, Gateway
from openekyc.wire.request import HttpRequest

NOW = 1_795_176_501
HOST = "127.0.0.1:9000"
SECRET_ID = "AKIDunitTests000000000000000000000001"
SECRET_KEY = "unitTestsSecretKey00000000000001"


class FixedClock:
    def __init__(self, now: float = NOW) -> None:
        self.seconds = now

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.seconds, UTC)


KEY = Credential(
    secret_id=SECRET_ID,
    account="acme",
    secret_key=Sensitive(SECRET_KEY),
    created_at=datetime.fromtimestamp(NOW - 60, UTC),
)


def key_of(secret_id: str, secret_key: str, token: str = "") -> Credential:
    return replace(
        KEY,
        secret_id=secret_id,
        secret_key=Sensitive(secret_key),
        session_token=Sensitive(token) if token else None,
    )


class KnownKeys:
    """The find of a credentials store that holds these."""

    def __init__(self, *keys: Credential) -> None:
        self.keys = {key.secret_id: key for key in keys}

    def find(self, secret_id: str) -> Credential | None:
        return self.keys.get(secret_id)


@dataclass
class RecordedFlow:
    """A flow that keeps what it was asked and gives or raises what it was told."""

    gives: Any = None
    asked: list[tuple[Any, ...]] = field(default_factory=list)

    def _answer(self, *asked: Any) -> Any:
        self.asked.append(asked)
        if isinstance(self.gives, Exception):
            raise self.gives
        return self.gives

    apply = result = _answer


def flows(**named: Any) -> Any:
    """Flows by name; ``flows(web=ticket)`` gives that ticket or raises that error."""
    return SimpleNamespace(**{name: RecordedFlow(gives) for name, gives in named.items()})


def gateway(services: Any = None, *, api: Api = API, key: Credential = KEY, clock: Any = None, **settings: Any):
    return Gateway(
        api,
        credentials=KnownKeys(key),
        rates=MemoryRates(),
        clock=clock or FixedClock(),
        settings=Settings(**settings),
        services=services,
    )


def tc3_headers(action: str, **changed: str | None) -> dict[str, str]:
    headers = {
        "host": HOST,
        "content-type": "application/json",
        "x-tc-action": action,
        "x-tc-version": "2018-03-01",
        "x-tc-timestamp": str(NOW),
        "x-tc-region": "ap-singapore",
    }
    for name, value in changed.items():
        if value is None:
            headers.pop(name.replace("_", "-"), None)
        else:
            headers[name.replace("_", "-")] = value
    return headers


def tc3_call(action: str, members: Mapping[str, Any] | bytes | None = None, **headers: str | None) -> HttpRequest:
    """A POST with a JSON body, signed as SDKs do; headers named with underscores are changed, None leaves one out."""
    body = members if isinstance(members, bytes) else json.dumps(members or {}).encode()
    request = HttpRequest(method="POST", path="/", query=b"", headers=tc3_headers(action, **headers), body=body)
    return tc3_signed(request)


def tc3_get(action: str, parameters: Mapping[str, str], **headers: str | None) -> HttpRequest:
    form = "application/x-www-form-urlencoded"
    query = urlencode(parameters).encode()
    given = tc3_headers(action, content_type=form, **headers)
    return tc3_signed(HttpRequest(method="GET", path="/", query=query, headers=given, body=b""))


def tc3_signed(request: HttpRequest, *, key: str = SECRET_KEY, names: str = "content-type;host") -> HttpRequest:
    """The request with an Authorization header; one that it already has stays."""
    from hashlib import sha256  # noqa: PLC0415 - only here

    headers = dict(request.headers)
    if "authorization" in headers:
        return request
    timestamp = headers.get("x-tc-timestamp", str(NOW))
    date = datetime.fromtimestamp(int(timestamp) if timestamp.isdecimal() else NOW, UTC).strftime("%Y-%m-%d")
    canonical = signing.canonical_request(
        signing.CanonicalParts(
            method=request.method,
            uri="/",
            query=request.query,
            headers=[(name, headers.get(name, "")) for name in names.split(";")],
            payload_sha256=sha256(b"" if request.method == "GET" else request.body).hexdigest(),
        )
    )
    text = signing.tc3_string_to_sign(timestamp=timestamp, date=date, service="faceid", canonical=canonical)
    signature = signing.tc3_signature(signing.tc3_key(key, date=date, service="faceid"), text)
    headers["authorization"] = (
        f"TC3-HMAC-SHA256 Credential={SECRET_ID}/{date}/faceid/tc3_request, "
        f"SignedHeaders={names}, Signature={signature}"
    )
    return replace(request, headers=headers)


def v1_call(action: str, parameters: Mapping[str, str], *, verb: str = "POST", **common: str | None) -> HttpRequest:
    """A form or query signed with HmacSHA256; common values by name are changed, None leaves one out."""
    values: dict[str, str | None] = {
        "Action": action,
        "Version": "2018-03-01",
        "Timestamp": str(NOW),
        "Nonce": "1",
        "SecretId": SECRET_ID,
        "SignatureMethod": "HmacSHA256",
        "Region": "ap-singapore",
        **common,
    }
    given = {**parameters, **{name: value for name, value in values.items() if value is not None}}
    text = signing.v1_string_to_sign(method=verb, host=HOST, uri="/", parameters=given)
    method = given.get("SignatureMethod", "")
    given.setdefault("Signature", signing.v1_signature(SECRET_KEY, method=method, string_to_sign=text))
    encoded = urlencode({name: value for name, value in given.items() if value}).encode()
    headers = {"host": HOST, "content-type": "application/x-www-form-urlencoded"}
    is_get = verb == "GET"
    return HttpRequest(
        method=verb, path="/", query=encoded if is_get else b"", headers=headers, body=b"" if is_get else encoded
    )


def response_of(gateway: Gateway, request: HttpRequest) -> dict[str, Any]:
    """The members of ``Response``."""
    whole = json.loads(gateway.answer(request).body)
    assert list(whole) == ["Response"]
    return whole["Response"]


def code_of(gateway: Gateway, request: HttpRequest) -> str:
    """The error code of the answer; "" for a success."""
    return response_of(gateway, request).get("Error", {}).get("Code", "")


def message_of(gateway: Gateway, request: HttpRequest) -> str:
    return response_of(gateway, request)["Error"]["Message"]
