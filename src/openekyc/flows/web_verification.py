"""The web flow, seen from the server that orders it: a token and a page address out, a result back."""

from dataclasses import dataclass

from openekyc.documents.registry import kind_for_web
from openekyc.domain.errors import ContradictingOrder
from openekyc.domain.tokens import issue_token
from openekyc.flows.card_results import card_results
from openekyc.flows.issuing import House, issue, require_service
from openekyc.flows.looking_up import owned
from openekyc.flows.orders import Ticket, WebOrder, WebResult, WebSteps
from openekyc.flows.results import attempt_results, evidence_of, last_note
from openekyc.flows.standing import Process, final_cause, read_process
from openekyc.flows.stored import restore, store
from openekyc.storage.records.port import Flow, Transaction

ACTION = "ApplyWebVerificationBizTokenIntl"


@dataclass(frozen=True, slots=True)
class WebFlow:
    """Web verifications of all accounts."""

    house: House

    def apply(self, account: str, order: WebOrder, photo: bytes | None) -> Ticket:
        """Start one; see `flows.port.WebVerifications`."""
        self.house.admit()
        require_service(self.house, account)
        if order.card is not None:
            kind_for_web(order.card.kind)
        if order.steps is WebSteps.PHOTO_AND_FACE and photo is None:
            raise ContradictingOrder("CheckMode 2 needs CompareImageBase64, the photo to compare with.")
        if photo is not None:
            self.house.check_picture(photo)
        verification = issue(
            self.house,
            token=issue_token(),
            account=account,
            flow=Flow.WEB,
            action=ACTION,
            order=store(order),
            lifetime_s=self.house.settings.result_lifetime_s,
            reference=photo,
        )
        return Ticket(
            token=verification.token,
            url=f"{self.house.settings.public_url.rstrip('/')}/verify?token={verification.token}",
        )

    def result(self, account: str, token: str) -> WebResult:
        """Read one; see `flows.port.WebVerifications`."""
        now = self.house.clock.now()

        def work(transaction: Transaction) -> Process:
            found = owned(transaction, token, account=account, flow=Flow.WEB, now=now)
            return read_process(transaction, found)

        process = self.house.records.read(work)
        order = restore(WebOrder, process.verification.order)
        return WebResult(
            cause=final_cause(process, now),
            note=last_note(process),
            attempts=attempt_results(process),
            evidence=evidence_of(process, self.house.blobs),
            cards=card_results(process, self.house.blobs) if order.card else None,
            extra=order.extra,
            tier=order.tier,
            steps=order.steps,
        )
