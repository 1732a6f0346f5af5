"""The card flow: pictures of a document in, a token out; the reading is polled for."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import uuid4

from openekyc.documents.registry import kind_for
from openekyc.domain.errors import DocumentSideMissing
from openekyc.domain.tokens import issue_token
from openekyc.flows.card_reading import KeptReading
from openekyc.flows.card_results import card_result
from openekyc.flows.issuing import House, issue, keeping, require_service
from openekyc.flows.looking_up import owned
from openekyc.flows.orders import CardCheckOrder, CardCheckResult, CardCheckStatus, ImageSource, Ticket
from openekyc.flows.stored import restore, store
from openekyc.storage.records.port import CardReading, CardState, Flow, Transaction

ACTION = "ApplyCardVerification"


@dataclass(frozen=True, slots=True)
class CardFlow:
    """Document checks of all accounts; ``fetch`` gives the picture at a URL, as `media.downloads.Downloads.fetch`."""

    house: House
    fetch: Callable[[str], bytes]

    def apply(self, account: str, order: CardCheckOrder) -> Ticket:
        """Start one; see `flows.port.CardVerifications`."""
        self.house.admit()
        require_service(self.house, account)
        kind = kind_for(order.nationality, order.card_type)
        if kind is not None and kind.back_required and order.back is None:
            raise DocumentSideMissing(f"{kind.title} needs its back too: give ImageBase64Back or ImageUrlBack.")
        front = self._picture(order.front)
        back = None if order.back is None else self._picture(order.back)
        # Rows name the pictures by key; the order keeps only what was said of them.
        said = replace(order, front=ImageSource(), back=None)

        token = issue_token()
        with keeping(self.house.blobs, token) as kept:
            card = CardReading(
                id=uuid4().hex,
                token=token,
                state=CardState.QUEUED,
                created_at=self.house.clock.now(),
                front_blob=kept("card-front", front),
                back_blob=None if back is None else kept("card-back", back),
            )

            def with_card(transaction: Transaction) -> None:
                transaction.add_card(card)
                transaction.enqueue("read_card", card.id)

            issue(
                self.house,
                token=token,
                account=account,
                flow=Flow.CARD,
                action=ACTION,
                order=store(said),
                lifetime_s=self.house.settings.result_lifetime_s,
                also=with_card,
            )
        return Ticket(token=token, url="")

    def result(self, account: str, token: str) -> CardCheckResult:
        """Read one; see `flows.port.CardVerifications`."""
        now = self.house.clock.now()

        def work(transaction: Transaction) -> CardReading:
            found = owned(transaction, token, account=account, flow=Flow.CARD, now=now)
            return transaction.cards(found.token)[-1]

        card = self.house.records.read(work)
        if card.reading is None:
            return CardCheckResult(token=token, status=CardCheckStatus.PROCESSING, reasons=(), card=None)
        kept = restore(KeptReading, card.reading)
        if kept.analysis is None:
            return CardCheckResult(token=token, status=CardCheckStatus.REJECTED, reasons=("OtherWarning",), card=None)
        return CardCheckResult(
            token=token,
            status=CardCheckStatus(kept.analysis.status),
            reasons=tuple(kept.analysis.reasons),
            card=card_result(card, kept, self.house.blobs),
        )

    def _picture(self, source: ImageSource) -> bytes:
        picture = source.content if source.url is None else self.fetch(source.url)
        self.house.check_picture(picture or b"")
        return picture or b""
