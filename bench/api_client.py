"""A light client for measuring: presigned calls on a kept connection, so that what is measured is the server."""

import hashlib
import http.client
import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from openekyc.wire.signing import CanonicalParts, canonical_request, tc3_key, tc3_signature, tc3_string_to_sign


@dataclass(frozen=True, kw_only=True)
class Call:
    """One signed request, ready to be sent."""

    body: bytes
    headers: dict[str, str]


def sign(secret_id: str, secret_key: str, *, host: str, action: str, parameters: dict[str, Any]) -> Call:
    """A TC3 request as the SDKs make it; good for 300 s."""
    body = json.dumps(parameters).encode()
    timestamp = str(int(time.time()))
    date = f"{datetime.fromtimestamp(int(timestamp), tz=UTC):%Y-%m-%d}"
    signed = (("content-type", "application/json"), ("host", host))
    parts = CanonicalParts(
        method="POST", uri="/", query=b"", headers=signed, payload_sha256=hashlib.sha256(body).hexdigest()
    )
    to_sign = tc3_string_to_sign(timestamp=timestamp, date=date, service="faceid", canonical=canonical_request(parts))
    signature = tc3_signature(tc3_key(secret_key, date=date, service="faceid"), to_sign)
    scope = f"{secret_id}/{date}/faceid/tc3_request"
    return Call(
        body=body,
        headers={
            "Content-Type": "application/json",
            "Host": host,
            "X-TC-Action": action,
            "X-TC-Version": "2018-03-01",
            "X-TC-Timestamp": timestamp,
            "X-TC-Region": "ap-singapore",
            "Authorization": f"TC3-HMAC-SHA256 Credential={scope}, SignedHeaders=content-type;host, "
            f"Signature={signature}",
        },
    )


class Connection:
    """One kept connection."""

    def __init__(self, host: str) -> None:
        self._connection = http.client.HTTPConnection(host, timeout=60)

    def send(self, call: Call) -> bytes:
        """The raw answer."""
        return self.ask("POST", "/", call.body, call.headers)

    def ask(self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> bytes:
        """The raw answer to any request; an error status ends the measurement."""
        self._connection.request(method, path, body, headers or {})
        answer = self._connection.getresponse()
        content = answer.read()
        if answer.status >= http.client.BAD_REQUEST:
            raise SystemExit(f"{method} {path}: {answer.status} {content[:400].decode()}")
        return content

    def call(self, secret_id: str, secret_key: str, action: str, **parameters: Any) -> dict[str, Any]:
        """One action; a refusal ends the measurement."""
        host = f"{self._connection.host}:{self._connection.port}"
        signed = sign(secret_id, secret_key, host=host, action=action, parameters=parameters)
        answer = json.loads(self.send(signed))["Response"]
        if "Error" in answer:
            raise SystemExit(f"{action}: {answer['Error']}")
        return answer
