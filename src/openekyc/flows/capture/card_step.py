"""The card step: take the pictures, have them read, show what was read, let the person confirm or correct it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from openekyc.domain.causes import Cause
from openekyc.domain.errors import AttemptsUsedUp, MediaTooLarge, StepOutOfOrder, ValueOutOfRange
from openekyc.flows.capture.card_sheet import must_retake, sheet_of, sides_of
from openekyc.flows.capture.guest import RUNNING, Guests, finish
from openekyc.flows.capture.session import Session
from openekyc.flows.card_reading import KeptReading
from openekyc.flows.issuing import keeping
from openekyc.flows.standing import Process, Stage
from openekyc.flows.stored import restore
from openekyc.media.sniffing import require_picture
from openekyc.storage.records.port import CardReading, CardState, Transaction

EDIT_LENGTH = 300


@dataclass(frozen=True, slots=True)
class CardSteps:
    """Card steps of all processes."""

    guests: Guests

    def upload(self, token: str, side: str, picture: bytes) -> None:
        """Store one side; uploading again replaces it until it is read.

        Raises `MediaEmpty`, `MediaTooLarge`, `MediaUndecodable`, `ValueOutOfRange`, and as `Guests.step`.
        """
        house = self.guests.house
        if len(picture) > house.settings.card_picture_bytes:
            raise MediaTooLarge(f"A card picture may hold {house.settings.card_picture_bytes} bytes at most.")
        require_picture(picture)
        process = self.guests.look(token, [Stage.CARD])
        if side not in sides_of(process.plan):
            raise ValueOutOfRange(f"This card has no side {side!r} to photograph.")
        house.check_picture(picture)
        with keeping(house.blobs, token) as kept:
            key = kept(f"card-{side}-{uuid4().hex}", picture)

            def work(transaction: Transaction, process: Process, now: datetime) -> str | None:
                card = _collecting(transaction, process, now)
                transaction.change_card(card.id, [CardState.COLLECTING], {f"{side}_blob": key})
                return _blob(card, side)

            replaced = self.guests.step(token, [Stage.CARD], work)
        if replaced is not None:
            house.blobs.delete(replaced)

    def read(self, token: str) -> Session:
        """Have the uploaded sides read; raises `StepOutOfOrder` while one is missing, and as `Guests.step`."""
        self.guests.house.admit()

        def work(transaction: Transaction, process: Process, _now: datetime) -> None:
            card = process.card
            missing = [side for side in sides_of(process.plan) if card is None or not _blob(card, side)]
            if card is None or missing:
                raise StepOutOfOrder(f"Upload the card's {' and '.join(missing)} first.")
            transaction.change_card(card.id, [CardState.COLLECTING], {"state": CardState.QUEUED})
            transaction.enqueue("read_card", card.id)

        self.guests.step(token, [Stage.CARD], work)
        return self.guests.session(token)

    def retake(self, token: str) -> Session:
        """Throw this reading away and photograph the card again; raises `AttemptsUsedUp` and as `Guests.step`.

        Asking for one reading too many ends the process unless the last one can be confirmed.
        """
        most = self.guests.house.settings.card_readings

        def work(transaction: Transaction, process: Process, now: datetime) -> bool:
            if len(process.cards) < most:
                _add_card(transaction, process, now)
                return True
            if not _confirmable(process):
                finish(transaction, process, Cause.ATTEMPTS_USED_UP, now)
            return False

        if not self.guests.step(token, [Stage.CARD_CONFIRM], work):
            raise AttemptsUsedUp(f"The card has been read {most} times, which is as often as it may be.")
        return self.guests.session(token)

    def confirm(self, token: str, edits: Mapping[str, str]) -> Session:
        """Accept the reading, with the person's corrections beside what the machine read.

        Raises `ValueOutOfRange` for a field that was not read, `StepOutOfOrder` when the card must be taken again.
        """

        def work(transaction: Transaction, process: Process, now: datetime) -> None:
            card = process.card
            if card is None or card.reading is None:
                raise StepOutOfOrder("The card has not been read yet.")
            kept = restore(KeptReading, card.reading)
            if must_retake(process.plan, kept):
                raise StepOutOfOrder("This picture of the card cannot be accepted; take it again.")
            _require_known({field.name for field in sheet_of(process.plan, kept).fields}, edits)
            transaction.change_card(card.id, [CardState.READ], {"state": CardState.CONFIRMED, "edits": dict(edits)})
            if process.plan.compares_with_card:
                transaction.change_verification(token, RUNNING, {"reference_blob": kept.portrait})
            if process.plan.face is None:
                finish(transaction, process, Cause.PASSED, now)

        self.guests.step(token, [Stage.CARD_CONFIRM], work)
        return self.guests.session(token)


def _collecting(transaction: Transaction, process: Process, now: datetime) -> CardReading:
    card = process.card
    if card is not None and card.state is CardState.COLLECTING:
        return card
    return _add_card(transaction, process, now)


def _confirmable(process: Process) -> bool:
    card = process.card
    if card is None or card.reading is None:
        return False
    return not must_retake(process.plan, restore(KeptReading, card.reading))


def _add_card(transaction: Transaction, process: Process, now: datetime) -> CardReading:
    card = CardReading(
        id=f"{len(process.cards):04d}{uuid4().hex}",  # sorts by age, also within one tick of the clock
        token=process.verification.token,
        state=CardState.COLLECTING,
        created_at=now,
    )
    transaction.add_card(card)
    return card


def _blob(card: CardReading, side: str) -> str | None:
    return card.front_blob if side == "front" else card.back_blob


def _require_known(known: set[str], edits: Mapping[str, str]) -> None:
    for name, value in edits.items():
        if name not in known:
            raise ValueOutOfRange(f"edits.{name}: this card has no such field.")
        if len(value) > EDIT_LENGTH:
            raise ValueOutOfRange(f"edits.{name}: at most {EDIT_LENGTH} characters.")
