"""The SQL of one transaction, the same for every database."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, insert, select, update
from sqlalchemy.exc import IntegrityError

from openekyc.storage.records.port import (
    Attempt,
    AttemptState,
    CardReading,
    CardState,
    RowRefused,
    Verification,
    VerificationState,
)
from openekyc.storage.records.tables import account_quotas, accounts, attempts, cards, jobs, verifications


class SqlTransaction:
    """Fulfils the records room's `Transaction` on one open connection; ``enqueued`` tells whether a job was."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now
        self.enqueued = False

    def add_verification(self, verification: Verification) -> None:
        self._add(verifications, verification)

    def verification(self, token: str) -> Verification | None:
        rows = self._find(verifications, verifications.c.token == token)
        return Verification(**rows[0]) if rows else None

    def change_verification(
        self, token: str, expected: Sequence[VerificationState], changes: Mapping[str, Any]
    ) -> bool:
        return self._change(verifications, verifications.c.token == token, expected, changes)

    def add_attempt(self, attempt: Attempt) -> None:
        self._add(attempts, attempt)

    def attempt(self, attempt_id: str) -> Attempt | None:
        rows = self._find(attempts, attempts.c.id == attempt_id)
        return Attempt(**rows[0]) if rows else None

    def attempts(self, token: str) -> tuple[Attempt, ...]:
        rows = self._find(attempts, attempts.c.token == token, attempts.c.number)
        return tuple(Attempt(**row) for row in rows)

    def change_attempt(self, attempt_id: str, expected: Sequence[AttemptState], changes: Mapping[str, Any]) -> bool:
        return self._change(attempts, attempts.c.id == attempt_id, expected, changes)

    def add_card(self, card: CardReading) -> None:
        self._add(cards, card)

    def card(self, card_id: str) -> CardReading | None:
        rows = self._find(cards, cards.c.id == card_id)
        return CardReading(**rows[0]) if rows else None

    def cards(self, token: str) -> tuple[CardReading, ...]:
        rows = self._find(cards, cards.c.token == token, cards.c.created_at, cards.c.id)
        return tuple(CardReading(**row) for row in rows)

    def change_card(self, card_id: str, expected: Sequence[CardState], changes: Mapping[str, Any]) -> bool:
        return self._change(cards, cards.c.id == card_id, expected, changes)

    def enqueue(self, job: str, subject: str) -> None:
        self._connection.execute(insert(jobs), {"name": job, "subject": subject, "enqueued_at": self._now})
        self.enqueued = True

    def account_state(self, account: str) -> str | None:
        return self._connection.execute(select(accounts.c.state).where(accounts.c.name == account)).scalar()

    def use_quota(self, account: str, action: str) -> bool:
        quota = (account_quotas.c.account == account) & (account_quotas.c.action == action)
        counted = self._connection.execute(
            update(account_quotas)
            .where(quota, account_quotas.c.used < account_quotas.c.allowed)
            .values(used=account_quotas.c.used + 1)
        )
        if counted.rowcount:
            return True
        return self._connection.execute(select(account_quotas.c.allowed).where(quota)).first() is None

    def _add(self, table: Table, record: Verification | Attempt | CardReading) -> None:
        row = {member.name: getattr(record, member.name) for member in fields(record)}
        try:
            self._connection.execute(insert(table), row)
        except IntegrityError as error:
            raise RowRefused(f"A row of {table.name} is there already, or what it belongs to is not.") from error

    def _find(self, table: Table, which: ColumnElement[bool], *order: ColumnElement[Any]) -> Sequence[RowMapping]:
        return self._connection.execute(select(table).where(which).order_by(*order)).mappings().all()

    def _change(
        self, table: Table, which: ColumnElement[bool], expected: Sequence[str], changes: Mapping[str, Any]
    ) -> bool:
        changed = self._connection.execute(
            update(table).where(which, table.c.state.in_(expected)).values(dict(changes))
        )
        return bool(changed.rowcount)
