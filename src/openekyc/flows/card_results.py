"""What was read from cards, in the shape that results carry: the machine's reading, and what a person changed."""

from collections.abc import Mapping

from openekyc.documents.registry import kinds
from openekyc.flows.analyses.card_analysis import CardAnalysis
from openekyc.flows.card_acceptance import stopping_hints
from openekyc.flows.card_reading import KeptReading
from openekyc.flows.orders import CardOrder, CardResult, FieldEdit
from openekyc.flows.results import fetched
from openekyc.flows.standing import Process
from openekyc.flows.stored import restore
from openekyc.storage.blobs.port import Blobs
from openekyc.storage.records.port import CardReading, CardState


def card_results(process: Process, blobs: Blobs) -> tuple[CardResult, ...]:
    """The card of a web process: the last one that was read, empty before that."""
    order = process.plan.card
    read = [card for card in process.cards if card.reading is not None]
    if order is None or not read:
        return ()
    kept = restore(KeptReading, read[-1].reading or {})
    return (card_result(read[-1], kept, blobs, order),)


def card_result(card: CardReading, kept: KeptReading, blobs: Blobs, order: CardOrder | None = None) -> CardResult:
    """One reading with its pictures; ``order`` is that of the web page, which decides what stops the flow."""
    analysis = kept.analysis
    read = analysis.fields if analysis else {}
    confirmed = {**read, **(card.edits or {})}
    accepted = card.state is CardState.CONFIRMED if order else analysis is not None and not analysis.reasons
    return CardResult(
        passed=accepted and (order is None or not stopping_hints(order, kept)),
        nationality=analysis.nationality if analysis else None,
        card_type=analysis.card_type if analysis else None,
        card_sub_type=analysis.card_sub_type if analysis else None,
        member=analysis.member if analysis else None,
        fields=confirmed,
        normal_member=analysis.normal_member if analysis else None,
        normal_fields=_normal(analysis, confirmed) if analysis else {},
        warnings=analysis.warnings if analysis else (),
        reasons=analysis.reasons if analysis else (),
        read=read,
        edits=tuple(
            FieldEdit(name=name, read=read.get(name, ""), confirmed=value)
            for name, value in confirmed.items()
            if value != read.get(name, "")
        ),
        front=fetched(blobs, card.front_blob),
        back=fetched(blobs, card.back_blob),
        front_cut=fetched(blobs, kept.front_cut),
        back_cut=fetched(blobs, kept.back_cut),
        portrait=fetched(blobs, kept.portrait),
        request_id=card.id,
    )


def _normal(analysis: CardAnalysis, fields: Mapping[str, str]) -> Mapping[str, str]:
    """The values under the unified names of the second wire family."""
    kind = next((kind for kind in kinds() if kind.card_info == analysis.member), None)
    return kind.normal(fields) if kind else analysis.normal_fields
