"""What one verification asks of the person: a card, a face, both; the same for the web and the selfie flow."""

from dataclasses import dataclass

from openekyc.flows.orders import CardOrder, FaceOrder, PageOrder, SelfieOrder, WebOrder, WebSteps
from openekyc.flows.stored import restore
from openekyc.storage.records.port import Flow, Verification

CONSENT_VERSION = "2026-11"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The steps in the order the page takes them; a step that is None does not happen."""

    page: PageOrder
    card: CardOrder | None
    face: FaceOrder | None
    compares: bool
    compares_with_card: bool
    redirect_url: str | None


def plan_of(verification: Verification) -> Plan:
    """The plan behind a web or selfie token; raises ValueError for a card check, which nobody walks through."""
    if verification.flow is Flow.WEB:
        return _web_plan(restore(WebOrder, verification.order))
    if verification.flow is Flow.SELFIE:
        return _selfie_plan(restore(SelfieOrder, verification.order))
    raise ValueError("A card check has no steps for a person.")


def _web_plan(order: WebOrder) -> Plan:
    return Plan(
        page=order.page,
        card=order.card,
        face=order.face,
        compares=order.steps in {WebSteps.CARD_AND_FACE, WebSteps.PHOTO_AND_FACE},
        compares_with_card=order.steps is WebSteps.CARD_AND_FACE,
        redirect_url=order.redirect_url,
    )


def _selfie_plan(order: SelfieOrder) -> Plan:
    return Plan(
        page=PageOrder(),
        card=None,
        face=order.face,
        compares=order.compare,
        compares_with_card=False,
        redirect_url=None,
    )
