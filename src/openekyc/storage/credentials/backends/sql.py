"""API keys and accounts in the database of the records, the secrets sealed under the master key."""

import re
import secrets
import string
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, select, update

from openekyc.domain.clock import Clock, SystemClock
from openekyc.domain.errors import ValueOutOfRange
from openekyc.domain.sensitive import Sensitive
from openekyc.settings import Settings
from openekyc.storage.credentials.port import AccountState, AccountSummary, Credential, CredentialSummary, Quota
from openekyc.storage.credentials.sealing import FILE_NAME, Seal
from openekyc.storage.database import Database, open_database
from openekyc.storage.records.tables import account_quotas, accounts, credentials

_REMEMBERED_S = 1.0  # a revoked key may still sign for so long; an unknown one is asked for each time
_ALPHANUMERIC = string.ascii_letters + string.digits
_ACCOUNT_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,127}")


def sql_credentials(settings: Settings) -> "SqlCredentials":
    """The keys in the database that the settings name; nothing is opened before its first use."""
    return SqlCredentials(open_database(settings), Seal(settings.data_dir / FILE_NAME))


class SqlCredentials:
    """Fulfils `Credentials` and `Accounts` of the port. Safe to use from many threads."""

    def __init__(
        self,
        database: Database,
        seal: Seal,
        clock: Clock | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._seal = seal
        self._clock = clock or SystemClock()
        self._monotonic = monotonic
        self._preparing = threading.Lock()
        self._prepared = False
        self._remembered: dict[str, tuple[float, Credential]] = {}

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def create(self, account: str, *, lifetime_s: int | None = None) -> Credential:
        now = self._clock.now()
        temporary = lifetime_s is not None
        credential = Credential(
            secret_id="AKID" + _random(32),
            account=_checked(account),
            secret_key=Sensitive(_random(40)),
            created_at=now,
            expires_at=now + timedelta(seconds=lifetime_s) if temporary else None,
            session_token=Sensitive(_random(64)) if temporary else None,
        )
        row = self._sealed(credential)
        self._ready().write(lambda connection: _insert(connection, row, now))
        return credential

    def find(self, secret_id: str) -> Credential | None:
        now = self._monotonic()
        seen_at, remembered = self._remembered.get(secret_id, (now - _REMEMBERED_S, None))
        if remembered is not None and now - seen_at < _REMEMBERED_S:
            return remembered
        query = select(credentials).where(credentials.c.secret_id == secret_id)
        row = self._ready().read(lambda connection: connection.execute(query).mappings().first())
        if row is None:
            return None
        found = self._opened(row)
        self._remembered[secret_id] = (now, found)
        return found

    def summaries(self) -> tuple[CredentialSummary, ...]:
        query = select(credentials).order_by(credentials.c.created_at, credentials.c.secret_id)
        rows = self._ready().read(lambda connection: connection.execute(query).mappings().all())
        return tuple(
            CredentialSummary(
                secret_id=row["secret_id"],
                account=row["account"],
                created_at=row["created_at"],
                revoked_at=row["revoked_at"],
                expires_at=row["expires_at"],
                temporary=row["sealed_session_token"] is not None,
            )
            for row in rows
        )

    def revoke(self, secret_id: str) -> bool:
        now = self._clock.now()
        known = self._ready().write(lambda connection: _revoke(connection, secret_id, now))
        self._remembered.pop(secret_id, None)
        return known

    def set_state(self, account: str, state: AccountState) -> None:
        now = self._clock.now()
        self._ready().write(lambda connection: _put_account(connection, _checked(account), now, state=state))

    def set_quota(self, account: str, action: str, allowed: int | None) -> None:
        if allowed is not None and allowed < 0:
            raise ValueOutOfRange(f"The quota of {action} must not be negative.")
        now = self._clock.now()
        self._ready().write(lambda connection: _put_quota(connection, _checked(account), action, allowed, now))

    def account_summaries(self) -> tuple[AccountSummary, ...]:
        return self._ready().read(_account_summaries)

    def _ready(self) -> Database:
        with self._preparing:
            if not self._prepared:
                self._database.prepare()
                self._prepared = True
        return self._database

    def _sealed(self, credential: Credential) -> dict[str, Any]:
        token = credential.session_token
        key_name, token_name = _purposes(credential.secret_id)
        return {
            "secret_id": credential.secret_id,
            "account": credential.account,
            "sealed_secret": self._seal.close_text(credential.secret_key.reveal(), bound_to=key_name),
            "sealed_session_token": None
            if token is None
            else self._seal.close_text(token.reveal(), bound_to=token_name),
            "created_at": credential.created_at,
            "expires_at": credential.expires_at,
        }

    def _opened(self, row: Any) -> Credential:
        key_name, token_name = _purposes(row["secret_id"])
        sealed_token = row["sealed_session_token"]
        return Credential(
            secret_id=row["secret_id"],
            account=row["account"],
            secret_key=Sensitive(self._seal.open_text(row["sealed_secret"], bound_to=key_name)),
            created_at=row["created_at"],
            revoked_at=row["revoked_at"],
            expires_at=row["expires_at"],
            session_token=None
            if sealed_token is None
            else Sensitive(self._seal.open_text(sealed_token, bound_to=token_name)),
        )


def _random(length: int) -> str:
    return "".join(secrets.choice(_ALPHANUMERIC) for _ in range(length))


def _purposes(secret_id: str) -> tuple[str, str]:
    """What the SecretKey and the session token of a key are bound to."""
    return f"{secret_id}/secret-key", f"{secret_id}/session-token"


def _checked(account: str) -> str:
    if _ACCOUNT_NAME.fullmatch(account) is None:
        raise ValueOutOfRange("An account's name has 1 to 128 letters, digits, dots, dashes, underscores or @.")
    return account


def _insert(connection: Connection, row: dict[str, Any], now: datetime) -> None:
    _put_account(connection, row["account"], now, state=None)
    connection.execute(insert(credentials).values(row))


def _revoke(connection: Connection, secret_id: str, now: datetime) -> bool:
    known = connection.execute(select(credentials.c.secret_id).where(credentials.c.secret_id == secret_id)).first()
    still_on = (credentials.c.secret_id == secret_id) & credentials.c.revoked_at.is_(None)
    connection.execute(update(credentials).where(still_on).values(revoked_at=now))
    return known is not None


def _put_account(connection: Connection, name: str, now: datetime, *, state: AccountState | None) -> None:
    """Make the account when it is unknown; give it the state when one is named."""
    if connection.execute(select(accounts.c.name).where(accounts.c.name == name)).first() is None:
        values = {"name": name, "state": AccountState.ACTIVE.value, "created_at": now}
        connection.execute(insert(accounts).values(values))
    if state is not None:
        connection.execute(update(accounts).where(accounts.c.name == name).values(state=state.value))


def _put_quota(connection: Connection, account: str, action: str, allowed: int | None, now: datetime) -> None:
    """A quota counts from now on; None takes it away."""
    _put_account(connection, account, now, state=None)
    row = (account_quotas.c.account == account) & (account_quotas.c.action == action)
    connection.execute(account_quotas.delete().where(row))
    if allowed is not None:
        values = {"account": account, "action": action, "allowed": allowed, "used": 0}
        connection.execute(insert(account_quotas).values(values))


def _account_summaries(connection: Connection) -> tuple[AccountSummary, ...]:
    quotas: dict[str, list[Quota]] = {}
    for row in connection.execute(select(account_quotas).order_by(account_quotas.c.action)).mappings():
        quota = Quota(action=row["action"], allowed=row["allowed"], used=row["used"])
        quotas.setdefault(row["account"], []).append(quota)
    rows = connection.execute(select(accounts).order_by(accounts.c.created_at, accounts.c.name)).mappings()
    return tuple(
        AccountSummary(
            name=row["name"],
            state=AccountState(row["state"]),
            created_at=row["created_at"],
            quotas=tuple(quotas.get(row["name"], ())),
        )
        for row in rows
    )
