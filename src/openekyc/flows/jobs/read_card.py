"""The job that reads one card; the capture page or the poller of the card flow waits for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from openekyc.documents.registry import AUTO, kind_for_web
from openekyc.engines.warm import current_engines
from openekyc.flows.analyses.card_analysis import AnalysedCard, CardPayload, analyse_card
from openekyc.flows.card_reading import KeptReading, put_away
from openekyc.flows.issuing import House
from openekyc.flows.orders import CardCheckOrder, CardOrder, WebOrder
from openekyc.flows.results import fetched
from openekyc.flows.stored import restore, store
from openekyc.storage.records.port import (
    CardReading,
    CardState,
    Flow,
    Transaction,
    Verification,
    VerificationState,
)


def read(payload: CardPayload) -> AnalysedCard:
    """Read in this warm process."""
    return analyse_card(current_engines(), payload)


@dataclass(frozen=True, slots=True)
class ReadCard:
    """The job around `read`; its subject is the card reading's id."""

    house: House
    analyse: Callable[[CardPayload], AnalysedCard] = read
    name: str = "read_card"

    def load(self, subject: str) -> CardPayload | None:
        """The pictures and what the caller said of them; None when it has been read already."""
        found = self.house.records.read(lambda transaction: _card_and_owner(transaction, subject))
        if found is None or found.card.state is not CardState.QUEUED:
            return None
        return CardPayload(
            front=self.house.blobs.get(found.card.front_blob or ""),
            back=fetched(self.house.blobs, found.card.back_blob),
            today=self.house.clock.now().date(),
            **_expected(found.owner),
        )

    def record(self, subject: str, payload: CardPayload, result: AnalysedCard) -> None:
        """Write what was read."""
        del payload
        found = self.house.records.read(lambda transaction: _card_and_owner(transaction, subject))
        if found is not None:
            self._settle(subject, put_away(self.house.blobs, found.owner.token, result))

    def give_up(self, subject: str, reason: str) -> None:
        """The pictures cannot be analysed: rejected, never passed."""
        self._settle(subject, KeptReading(analysis=None, failure=reason))

    def _settle(self, subject: str, kept: KeptReading) -> None:
        now = self.house.clock.now()

        def work(transaction: Transaction) -> None:
            read_now = {"state": CardState.READ, "reading": store(kept)}
            found = _card_and_owner(transaction, subject)
            if not transaction.change_card(subject, [CardState.QUEUED], read_now) or found is None:
                return
            if found.owner.flow is Flow.CARD:
                finished = {"state": VerificationState.FINISHED, "finished_at": now}
                transaction.change_verification(found.owner.token, [VerificationState.ISSUED], finished)

        self.house.records.write(work)


@dataclass(frozen=True, slots=True)
class _Found:
    card: CardReading
    owner: Verification


def _card_and_owner(transaction: Transaction, card_id: str) -> _Found | None:
    card = transaction.card(card_id)
    owner = transaction.verification(card.token) if card else None
    return None if card is None or owner is None else _Found(card=card, owner=owner)


def _expected(owner: Verification) -> Mapping[str, Any]:
    """What the caller said the document is."""
    if owner.flow is Flow.CARD:
        order = restore(CardCheckOrder, owner.order)
        return {"nationality": order.nationality, "card_type": order.card_type, "web_kind": None}
    card: CardOrder | None = restore(WebOrder, owner.order).card
    if card is None:
        raise ValueError("A web process without a card step has no card to read.")
    kind = kind_for_web(card.kind)
    return {"nationality": kind.nationality or AUTO, "card_type": kind.card_type, "web_kind": card.kind}
