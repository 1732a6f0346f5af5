"""One HTTP request and the API call read from it: form, common values, claim of identity, parameters."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpRequest:
    """What came over the network. Header names are lower-case; ``query`` is exactly as sent, without the ``?``."""

    method: str
    path: str
    query: bytes
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Tc3Claim:
    """The parts of a TC3 ``Authorization`` header."""

    secret_id: str
    date: str
    service: str
    signed_headers: tuple[str, ...]
    signature: str


@dataclass(frozen=True, slots=True, kw_only=True)
class V1Claim:
    """Identity and signature given as parameters; ``signed`` are all parameters as decoded."""

    secret_id: str
    method: str
    signature: str
    signed: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonValues:
    """What every call carries beside its parameters; empty text where the client left it out.

    ``timestamp`` is Unix seconds as the client wrote them, because that text is signed.
    """

    action: str
    version: str
    timestamp: str
    region: str
    token: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call as read, not yet believed. Exactly one of ``members`` (a JSON object), ``flat`` (``Name.0`` texts) is set;
    neither when the body is of a kind that no action takes. ``claim`` is None when no identity could be read."""

    common: CommonValues
    claim: Tc3Claim | V1Claim | None
    members: Mapping[str, Any] | None = None
    flat: Mapping[str, str] | None = None
