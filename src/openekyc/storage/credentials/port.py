"""The credentials room: SecretId -> account and SecretKey, the keys sealed so that a stolen database cannot sign."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
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


class AccountState(StrEnum):
    """Whether the service is on for an account."""

    ACTIVE = "active"
    ACTIVATING = "activating"
    NOT_ACTIVATED = "not-activated"
    ACTIVATE_ERROR = "activate-error"  #: switching it on went wrong
    ARREARS = "arrears"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """How often an account may call an action in all, and how often it has."""

    action: str
    allowed: int
    used: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountSummary:
    """An account as `accounts list` shows it; an action without a quota is not limited."""

    name: str
    state: AccountState
    created_at: datetime
    quotas: tuple[Quota, ...]


class Accounts(Protocol):
    """The accounts behind the keys, for the operator; the flows read them in their own transactions."""

    def set_state(self, account: str, state: AccountState) -> None:
        """Switch the service of an account (made when unknown); raises `ValueOutOfRange` for a bad name."""
        ...

    def set_quota(self, account: str, action: str, allowed: int | None) -> None:
        """Allow that many calls of an action from now on; None takes the limit away."""
        ...

    def account_summaries(self) -> tuple[AccountSummary, ...]:
        """All accounts, oldest first."""
        ...
