"""What does this document say, and can it be believed? Pure: bytes in, findings and pictures out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from openekyc.documents.kind import DocumentKind, Parsed, Sides
from openekyc.documents.registry import kinds
from openekyc.domain.findings import Signal, Verdict
from openekyc.engines.warm import Engines
from openekyc.flows.analyses.card_portrait import cut_portrait
from openekyc.flows.analyses.card_rules import rule_on
from openekyc.flows.analyses.card_sides import ReadSide, read_side
from openekyc.flows.analyses.card_trust import back_finding, issuer_finding, legible_finding, recognise
from openekyc.flows.orders import CardCheckStatus
from openekyc.media.images import decode, encode_jpeg


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPayload:
    """What the analysis needs. ``web_kind`` (the public IDCardType) wins over nationality and card type, which may be
    AUTO. ``today`` decides what is expired and which century a two-digit year means."""

    front: bytes = field(repr=False)
    back: bytes | None = field(repr=False)
    nationality: str
    card_type: str
    web_kind: str | None
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmField:
    """One value that a person is asked to confirm: wire name, label, value as read."""

    name: str
    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardAnalysis:
    """Everything about the document except its pictures; JSON with `pydantic.TypeAdapter`.

    ``member`` and ``fields`` are the CardInfo struct and its values, ``normal_member`` and ``normal_fields`` the same
    in the NormalCardInfo family; all empty or None when the document was not recognised. ``warnings`` are the public
    numbers -9101.., ``reasons`` the WarnInfo words, ``hints`` the names of docs/capture-protocol.md. ``legible`` is
    whether every required value was read. ``expired`` is None when no last day of validity was read.
    """

    status: CardCheckStatus
    reasons: tuple[str, ...]
    warnings: tuple[int, ...]
    hints: tuple[str, ...]
    legible: bool
    expired: bool | None
    nationality: str | None
    card_type: str | None
    card_sub_type: str | None
    member: str | None
    fields: Mapping[str, str]
    normal_member: str | None
    normal_fields: Mapping[str, str]
    confirm: tuple[ConfirmField, ...]
    signals: tuple[Signal, ...]
    models: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPictures:
    """JPEG: each side straightened (None when the outline of the card was not found) and the portrait with room around
    the face (None when no face was found and its place is not known either)."""

    front: bytes | None = field(repr=False)
    back: bytes | None = field(repr=False)
    portrait: bytes | None = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysedCard:
    """What `analyse_card` answers."""

    analysis: CardAnalysis
    pictures: CardPictures


def check_picture(content: bytes) -> None:
    """Decode once, for a process without models, so that a broken picture is refused before a job is made of it.

    Raises `MediaEmpty`, `MediaTooLarge`, `MediaUndecodable`.
    """
    decode(content, about_side=1)


def analyse_card(engines: Engines, payload: CardPayload) -> AnalysedCard:
    """Read, recognise, parse and check one document.

    Raises `DocumentKindUnavailable` for an order that names no readable kind, and the media errors of its pictures.
    """
    front = read_side(engines, payload.front, kinds())
    back = None if payload.back is None else read_side(engines, payload.back, ())
    recognised = recognise(payload, front.page)
    kind = recognised.kind
    parsed, signals, portrait = Parsed(fields={}), recognised.signals, None
    if recognised.as_ordered and kind is not None:
        parsed = kind.parse(Sides(front=front.page, back=back.page if back else None, today=payload.today))
        portrait, face = cut_portrait(engines.faces, front.picture, kind.portrait)
        signals += (
            legible_finding(kind, parsed),
            back_finding(kind, parsed, given=back is not None, order=payload),
            *issuer_finding(payload, parsed),
            *kind.checks(parsed, payload.today),
            face,
        )
    signals = (*front.picture.signals, *engines.cards.inspect(front.picture), *signals)
    return AnalysedCard(
        analysis=_analysis(engines, kind, parsed, tuple(dict.fromkeys(signals)), payload.today),
        pictures=CardPictures(front=_cut(front), back=_cut(back), portrait=portrait),
    )


def _analysis(
    engines: Engines, kind: DocumentKind | None, parsed: Parsed, signals: tuple[Signal, ...], today: date
) -> CardAnalysis:
    ruling = rule_on(signals)
    fields = parsed.fields
    return CardAnalysis(
        status=ruling.status,
        reasons=ruling.reasons,
        warnings=ruling.warnings,
        hints=ruling.hints,
        legible=any(each.name == "legible" and each.verdict is Verdict.PASS for each in signals),
        expired=None if parsed.expires is None else parsed.expires < today,
        nationality=parsed.issuer or (kind.nationality if kind else None),
        card_type=kind.card_type if kind else None,
        card_sub_type=kind.card_sub_type if kind else None,
        member=kind.card_info if kind and fields else None,
        fields=dict(fields),
        normal_member=kind.normal_card_info if kind and fields else None,
        normal_fields=kind.normal(fields) if kind else {},
        confirm=_to_confirm(kind, fields),
        signals=signals,
        models=(engines.cards.model, engines.text.model, engines.faces.model),
    )


def _to_confirm(kind: DocumentKind | None, fields: Mapping[str, str]) -> tuple[ConfirmField, ...]:
    """The values a person can vouch for, also those that were not found, so that they can be filled in."""
    if kind is None or not fields:
        return ()
    return tuple(
        ConfirmField(name=each.name, label=each.label, value=fields.get(each.name, ""))
        for each in kind.fields
        if each.confirm
    )


def _cut(side: ReadSide | None) -> bytes | None:
    return encode_jpeg(side.picture.image) if side is not None and side.picture.trusted else None
