"""The three signature methods, as pure functions over what a client sent.

TC3-HMAC-SHA256 is "Signature v3" of the public documentation; HmacSHA1 and HmacSHA256 are the older "Signature"
whose common values travel as parameters ("v1" here).
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

TC3 = "TC3-HMAC-SHA256"
HMAC_SHA256 = "HmacSHA256"

_SCHEME_AND_PATH = re.compile(r"https?://([^/]*).*", re.IGNORECASE)
_PORT = re.compile(r":[0-9]+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class CanonicalParts:
    """What goes into a TC3 canonical request. ``headers`` are (lower-case name, value) in the order they were signed;
    ``payload_sha256`` is lower-case hex."""

    method: str
    uri: str
    query: bytes
    headers: Sequence[tuple[str, str]]
    payload_sha256: str


def canonical_request(parts: CanonicalParts) -> bytes:
    """The text whose hash is signed. Bytes, because a query or header is signed as sent, never re-encoded."""
    block = "".join(f"{name}:{value}\n" for name, value in parts.headers)
    names = ";".join(name for name, _ in parts.headers)
    head = f"{parts.method}\n{parts.uri}\n".encode()
    tail = f"\n{block}\n{names}\n{parts.payload_sha256}".encode("latin-1")
    return head + parts.query + tail


def tc3_string_to_sign(*, timestamp: str, date: str, service: str, canonical: bytes) -> str:
    """The four lines that the TC3 key signs."""
    return f"{TC3}\n{timestamp}\n{date}/{service}/tc3_request\n{hashlib.sha256(canonical).hexdigest()}"


def tc3_key(secret_key: str, *, date: str, service: str) -> bytes:
    """The signing key of one day and service."""
    day = _hmac(f"TC3{secret_key}".encode(), date)
    return _hmac(_hmac(day, service), "tc3_request")


def tc3_signature(key: bytes, string_to_sign: str) -> str:
    """Lower-case hex."""
    return _hmac(key, string_to_sign).hex()


def v1_string_to_sign(*, method: str, host: str, uri: str, parameters: Mapping[str, str]) -> str:
    """The sorted, decoded parameters behind method, host and path; the signature itself is left out."""
    ordered = sorted((name.encode(), name, value) for name, value in parameters.items() if name != "Signature")
    return f"{method}{host}{uri}?" + "&".join(f"{name}={value}" for _, name, value in ordered)


def v1_signature(secret_key: str, *, method: str, string_to_sign: str) -> str:
    """Base64 with padding. ``method`` is ``HmacSHA256``; anything else means HMAC-SHA1, as the documentation says."""
    algorithm = hashlib.sha256 if method == HMAC_SHA256 else hashlib.sha1
    return base64.b64encode(hmac.new(secret_key.encode(), string_to_sign.encode(), algorithm).digest()).decode()


def host_candidates(sent: str, public_hosts: Iterable[str]) -> tuple[str, ...]:
    """The host names a client may have signed, likeliest first, without repeats.

    As sent; lower-cased; without scheme and path (endpoints given as ``http://...``); without the port (the Node SDK
    signs so); then the configured public names, for proxies and gateways that rewrite Host.
    """
    bare = _SCHEME_AND_PATH.sub(r"\1", sent)
    names = [sent, sent.lower(), bare, _PORT.sub("", bare)]
    for name in public_hosts:
        names += [name, _PORT.sub("", name)]
    return tuple(dict.fromkeys(names))


def same(left: str, right: str) -> bool:
    """Whether two secrets or signatures are equal, in a time that does not depend on where they differ."""
    return hmac.compare_digest(left.encode(), right.encode())


def _hmac(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode("latin-1"), hashlib.sha256).digest()
