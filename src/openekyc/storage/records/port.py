"""The records room: verifications, attempts and card readings, in transactions.

All moments are UTC. JSON columns hold plain JSON values; the flows give them types.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol, TypeVar

T = TypeVar("T")
Json = Mapping[str, Any]


class RowRefused(Exception):
    """A row with that key is there already, or what the new row belongs to is not."""


class Flow(StrEnum):
    """Which business a verification belongs to."""

    WEB = "web"
    SELFIE = "selfie"
    CARD = "card"


class VerificationState(StrEnum):
    """Where a verification stands; ``FINISHED`` never changes again."""

    ISSUED = "issued"
    OPENED = "opened"
    FINISHED = "finished"


class AttemptState(StrEnum):
    """Where one liveness attempt stands."""

    CHALLENGED = "challenged"
    UPLOADED = "uploaded"
    QUEUED = "queued"
    JUDGED = "judged"
    ABANDONED = "abandoned"


class CardState(StrEnum):
    """Where the reading of one card stands."""

    COLLECTING = "collecting"
    QUEUED = "queued"
    READ = "read"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """One process behind one token.

    ``order`` is what the caller asked for, ``cause`` the final word once ``FINISHED``, ``reference_blob`` the key of
    the picture the face is compared with (given photo or the card's portrait).
    """

    token: str
    account: str
    flow: Flow
    state: VerificationState
    order: Json
    created_at: datetime
    run_until: datetime
    readable_until: datetime
    opened_at: datetime | None = None
    consented_at: datetime | None = None
    consent_version: str | None = None
    finished_at: datetime | None = None
    cause: str | None = None
    reference_blob: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One liveness attempt: the single-use challenge, the recording, the judgement."""

    id: str
    token: str
    number: int
    state: AttemptState
    challenge: Json
    created_at: datetime
    revealed: Sequence[datetime] = ()
    client_log: Json | None = None
    video_blob: str | None = None
    uploaded_at: datetime | None = None
    best_frame_blob: str | None = None
    judgement: Json | None = None
    judged_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CardReading:
    """One reading of one card, front and perhaps back; ``reading`` is what the machine read, ``edits`` what the
    person changed on the confirmation screen."""

    id: str
    token: str
    state: CardState
    created_at: datetime
    front_blob: str | None = None
    back_blob: str | None = None
    reading: Json | None = None
    edits: Json | None = None


class Transaction(Protocol):
    """One atomic set of reads and writes. Lookups return None when there is no such row.

    ``change_*`` update only the named columns and only where the row is still in ``expected``; they return whether a
    row changed, so that repeating a step is harmless.
    """

    def add_verification(self, verification: Verification) -> None: ...
    def verification(self, token: str) -> Verification | None: ...
    def change_verification(
        self, token: str, expected: Sequence[VerificationState], changes: Mapping[str, Any]
    ) -> bool: ...

    def add_attempt(self, attempt: Attempt) -> None: ...
    def attempt(self, attempt_id: str) -> Attempt | None: ...
    def attempts(self, token: str) -> tuple[Attempt, ...]:
        """All attempts of a verification, oldest first."""
        ...

    def change_attempt(self, attempt_id: str, expected: Sequence[AttemptState], changes: Mapping[str, Any]) -> bool: ...

    def add_card(self, card: CardReading) -> None: ...
    def card(self, card_id: str) -> CardReading | None: ...
    def cards(self, token: str) -> tuple[CardReading, ...]:
        """All card readings of a verification, oldest first."""
        ...

    def change_card(self, card_id: str, expected: Sequence[CardState], changes: Mapping[str, Any]) -> bool: ...

    def enqueue(self, job: str, subject: str) -> None:
        """Put a job in this same transaction: it runs once the transaction is committed, and only then."""
        ...

    def account_state(self, account: str) -> str | None:
        """``active``, ``activating``, ``not-activated``, ``activate-error`` or ``arrears``; None for an unknown one."""
        ...

    def use_quota(self, account: str, action: str) -> bool:
        """Count one use of the action; False (and nothing counted) when the account's quota is used up."""
        ...


class Records(Protocol):
    """A database. Functions given to it may be called again after a conflict, so they must have no other effect.

    Raises `openekyc.domain.errors.StorageUnavailable` when nothing can be kept or read; nothing was then kept.
    """

    def prepare(self) -> None:
        """Make what is missing and bring the tables up to date; once per start, before anything else.

        Raises `SchemaTooNew` when a newer version of the program wrote them.
        """
        ...

    def close(self) -> None:
        """Finish what was given, then let go of the files; more work is refused."""
        ...

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Run the work in one transaction and return its value after the commit is durable."""
        ...

    def read(self, work: Callable[[Transaction], T]) -> T:
        """Run the work against one consistent snapshot; it must not write."""
        ...
