"""The selfie flow, seen from the server that orders it: a token for an app out, a result back."""

from dataclasses import dataclass

from openekyc.domain.errors import ContradictingOrder
from openekyc.domain.tokens import issue_token
from openekyc.flows.issuing import House, issue, require_service
from openekyc.flows.looking_up import owned
from openekyc.flows.orders import SelfieOrder, SelfieResult, Ticket
from openekyc.flows.results import attempt_results, evidence_of, last_note
from openekyc.flows.standing import Process, final_cause, read_process
from openekyc.flows.stored import restore, store
from openekyc.storage.records.port import Flow, Transaction

ACTION = "GetFaceIdTokenIntl"


@dataclass(frozen=True, slots=True)
class SelfieFlow:
    """Selfie verifications of all accounts."""

    house: House

    def apply(self, account: str, order: SelfieOrder, photo: bytes | None) -> Ticket:
        """Start one; see `flows.port.SelfieVerifications`."""
        self.house.admit()
        require_service(self.house, account)
        if order.compare and photo is None:
            raise ContradictingOrder("CheckMode compare needs Image, the photo to compare with.")
        if photo is not None:
            self.house.check_picture(photo)
        verification = issue(
            self.house,
            token=issue_token(),
            account=account,
            flow=Flow.SELFIE,
            action=ACTION,
            order=store(order),
            lifetime_s=self.house.settings.selfie_result_lifetime_s,
            reference=photo if order.compare else None,
        )
        return Ticket(token=verification.token, url="")

    def result(self, account: str, token: str) -> SelfieResult:
        """Read one; see `flows.port.SelfieVerifications`."""
        now = self.house.clock.now()

        def work(transaction: Transaction) -> Process:
            found = owned(transaction, token, account=account, flow=Flow.SELFIE, now=now)
            return read_process(transaction, found)

        process = self.house.records.read(work)
        order = restore(SelfieOrder, process.verification.order)
        return SelfieResult(
            cause=final_cause(process, now),
            note=last_note(process),
            attempts=attempt_results(process),
            evidence=evidence_of(process, self.house.blobs),
            extra=order.extra,
            tier=order.tier,
        )
