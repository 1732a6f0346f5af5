"""The credentials room: SecretId -> account and SecretKey, the keys sealed so that a stolen database cannot sign."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from openekyc.domain.sensitive import Sensitive


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """A key as the verifier needs it. ``session_token`` is set for temporary keys; it must come with each call."""

    secret_id: str
    account: str
    secret_key: Sensitive[str]
    created_at: datetime
    revoked_at: datetime | None = None
    expires_at: datetime | None = None
    session_token: Sensitive[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialSummary:
    """A key as `keys list` shows it: everything but the secrets."""

    secret_id: str
    account: str
    created_at: datetime
    revoked_at: datetime | None
    expires_at: datetime | None
    temporary: bool


class Credentials(Protocol):
    """The store of API keys."""

    def create(self, account: str, *, lifetime_s: int | None = None) -> Credential:
        """A new key for the account (made when unknown); with a lifetime it is temporary and has a session token.
        The secrets in the answer are shown this once."""
        ...

    def find(self, secret_id: str) -> Credential | None:
        """The key, revoked or not; None when it was never issued."""
        ...

    def summaries(self) -> tuple[CredentialSummary, ...]:
        """All keys, oldest first."""
        ...

    def revoke(self, secret_id: str) -> bool:
        """Switch the key off for good; False when there is no such key."""
        ...
