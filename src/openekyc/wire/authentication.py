"""Who is calling: the claim of a call checked against the stored key, in the documented order of failures."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product

from openekyc.domain.clock import Clock
from openekyc.storage.credentials.port import Credential, Credentials
from openekyc.wire import signing
from openekyc.wire.errors import Code, Refusal
from openekyc.wire.request import Call, HttpRequest, Tc3Claim, V1Claim

CLOCK_WINDOW_S = 300
_SECRET_ID = re.compile(r"AKID[0-9A-Za-z_-]{12,124}")
_UNSIGNED = "UNSIGNED-PAYLOAD"


@dataclass(frozen=True, slots=True, kw_only=True)
class Authenticator:
    """Checks claims. ``public_hosts`` are further names that clients may have signed instead of the Host they sent."""

    credentials: Credentials
    clock: Clock
    public_hosts: tuple[str, ...] = ()

    def authenticate(self, request: HttpRequest, call: Call) -> Credential:
        """The key that signed this call; raises `Refusal` with the AuthFailure code that fits."""
        claim = call.claim
        if claim is None:
            raise Refusal(Code.AUTHORIZATION_UNREADABLE, "The Authorization header is missing or cannot be read.")
        credential = self._credential(claim.secret_id)
        now = self.clock.now()
        self._refuse_stale(call.common.timestamp, now)
        if not self._signed_by(credential, request, call, claim):
            raise Refusal(
                Code.SIGNATURE_WRONG,
                "The signature does not match. Check the SecretKey, and that no proxy changes the request or its Host.",
            )
        _refuse_wrong_token(credential, call.common.token, now)
        return credential

    def _credential(self, secret_id: str) -> Credential:
        if _SECRET_ID.fullmatch(secret_id) is None:
            raise Refusal(Code.SECRET_ID_MALFORMED, "The SecretId is not of the right form.")
        credential = self.credentials.find(secret_id)
        if credential is None or credential.revoked_at is not None:
            raise Refusal(Code.SECRET_ID_UNKNOWN, "The SecretId does not exist or has been revoked.")
        return credential

    def _refuse_stale(self, timestamp: str, now: datetime) -> None:
        if abs(now.timestamp() - int(timestamp)) > CLOCK_WINDOW_S:
            raise Refusal(
                Code.SIGNATURE_EXPIRED,
                f"The timestamp differs from the server's time by more than {CLOCK_WINDOW_S} s. Set the clock.",
            )

    def _signed_by(self, credential: Credential, request: HttpRequest, call: Call, claim: Tc3Claim | V1Claim) -> bool:
        if isinstance(claim, V1Claim):
            wanted = self._v1_signatures(credential, request, claim)
        else:
            wanted = self._tc3_signatures(credential, request, claim, call.common.timestamp)
        return any(signing.same(claim.signature, candidate) for candidate in wanted)

    def _v1_signatures(self, credential: Credential, request: HttpRequest, claim: V1Claim) -> Iterator[str]:
        for uri, host in product(_uris(request), self._hosts(request.headers)):
            text = signing.v1_string_to_sign(method=request.method, host=host, uri=uri, parameters=claim.signed)
            yield signing.v1_signature(credential.secret_key.reveal(), method=claim.method, string_to_sign=text)

    def _tc3_signatures(
        self, credential: Credential, request: HttpRequest, claim: Tc3Claim, timestamp: str
    ) -> Iterator[str]:
        if claim.date != datetime.fromtimestamp(int(timestamp), UTC).strftime("%Y-%m-%d"):
            return
        key = signing.tc3_key(credential.secret_key.reveal(), date=claim.date, service=claim.service)
        for canonical in self._canonical_requests(request, claim):
            text = signing.tc3_string_to_sign(
                timestamp=timestamp, date=claim.date, service=claim.service, canonical=canonical
            )
            yield signing.tc3_signature(key, text)

    def _canonical_requests(self, request: HttpRequest, claim: Tc3Claim) -> Iterator[bytes]:
        payload = _payload_sha256(request)
        for uri, host in product(_uris(request), self._hosts(request.headers)):
            for headers in _header_forms(claim.signed_headers, {**request.headers, "host": host}):
                parts = signing.CanonicalParts(
                    method=request.method,
                    uri=uri,
                    query=request.query if request.method == "GET" else b"",
                    headers=headers,
                    payload_sha256=payload,
                )
                yield signing.canonical_request(parts)

    def _hosts(self, headers: Mapping[str, str]) -> Iterable[str]:
        return signing.host_candidates(headers.get("host", ""), self.public_hosts)


def _uris(request: HttpRequest) -> tuple[str, ...]:
    return tuple(dict.fromkeys(("/", request.path)))


def _payload_sha256(request: HttpRequest) -> str:
    if request.headers.get("x-tc-content-sha256") == _UNSIGNED:
        return hashlib.sha256(_UNSIGNED.encode()).hexdigest()
    return hashlib.sha256(b"" if request.method == "GET" else request.body).hexdigest()


def _header_forms(names: tuple[str, ...], values: Mapping[str, str]) -> Iterator[tuple[tuple[str, str], ...]]:
    """The signed headers as sent, as the SDKs sign them; then trimmed and lower-cased, as the documentation says."""
    sent = tuple((name, values.get(name, "")) for name in names)
    documented = tuple((name, value if name == "host" else value.strip().lower()) for name, value in sent)
    yield sent
    if documented != sent:
        yield documented


def _refuse_wrong_token(credential: Credential, token: str, now: datetime) -> None:
    expected = "" if credential.session_token is None else credential.session_token.reveal()
    if not signing.same(token, expected):
        raise Refusal(Code.TOKEN_WRONG, "The temporary token is missing, wrong, or does not belong to this key.")
    if credential.expires_at is not None and now >= credential.expires_at:
        raise Refusal(Code.TOKEN_WRONG, "The temporary key is over; request a new one.")
