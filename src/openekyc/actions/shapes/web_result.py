"""The parts of a web result: one entry per attempt, one per card."""

import json

from openekyc.actions.shapes.card_info import CardInfo, NormalCardInfo, card_info, normal_card_info
from openekyc.actions.shapes.images import base64_text
from openekyc.actions.shapes.result_codes import Outcome, web_outcome, web_tags
from openekyc.flows.orders import AttemptResult, CardResult, DetailTier, WebSteps
from openekyc.wire.struct import Struct


class VerificationDetail(Struct):
    """One liveness and comparison attempt. ``ReqTimestamp`` is Unix milliseconds."""

    ErrorCode: int | None
    ErrorMsg: str | None
    LivenessErrorCode: int | None
    LivenessErrorMsg: str | None
    CompareErrorCode: int | None
    CompareErrorMsg: str | None
    ReqTimestamp: int | None
    Similarity: float | None
    Seq: str | None
    LivenessInfoTag: list[str] | None


class OCRResult(Struct):
    """One card as read."""

    IsPass: bool | None
    CardImageBase64: str | None
    CardInfo: CardInfo | None
    NormalCardInfo: NormalCardInfo | None
    RequestId: str | None
    CardCutImageBase64: str | None
    CardBackCutImageBase64: str | None
    WarnCardInfos: list[int] | None
    OriginalCardInfo: str | None
    HeadImageBase64: str | None
    CardBackImageBase64: str | None


def verification_detail(attempt: AttemptResult, tier: DetailTier) -> VerificationDetail:
    """An attempt in public codes. Where nothing was compared CompareErrorCode is null and Similarity 0, as in the
    newest public example of a liveness-only process."""
    whole = web_outcome(attempt.cause, note=attempt.note)
    liveness = web_outcome(attempt.liveness_cause)
    compare = None if attempt.compare_cause is None else web_outcome(attempt.compare_cause)
    return VerificationDetail(
        ErrorCode=whole.code,
        ErrorMsg=whole.sentence,
        LivenessErrorCode=liveness.code,
        LivenessErrorMsg=liveness.sentence,
        CompareErrorCode=_code(compare),
        CompareErrorMsg=_sentence(compare),
        ReqTimestamp=int(attempt.made_at.timestamp() * 1000),
        Similarity=0.0 if attempt.similarity is None else round(attempt.similarity, 2),
        Seq=attempt.id,
        LivenessInfoTag=web_tags(attempt.tags) if tier is DetailTier.PLUS else None,
    )


def ocr_result(card: CardResult, steps: WebSteps | None) -> OCRResult:
    """A card in public form: what the person confirmed, and the machine's reading where that differs.

    A process with only the card step gets the raw reading instead of the unified names.
    """
    only_card = steps is WebSteps.CARD
    return OCRResult(
        IsPass=card.passed,
        CardImageBase64=base64_text(card.front),
        CardInfo=card_info(card.member, card.fields),
        NormalCardInfo=None if only_card else normal_card_info(card.normal_member, card.normal_fields),
        RequestId=card.request_id,
        CardCutImageBase64=base64_text(card.front_cut),
        CardBackCutImageBase64=base64_text(card.back_cut),
        WarnCardInfos=list(card.warnings),
        OriginalCardInfo=json.dumps(dict(card.read), ensure_ascii=False) if only_card or card.edits else None,
        HeadImageBase64=base64_text(card.portrait),
        CardBackImageBase64=base64_text(card.back),
    )


def _code(outcome: Outcome | None) -> int | None:
    return None if outcome is None else outcome.code


def _sentence(outcome: Outcome | None) -> str | None:
    return None if outcome is None else outcome.sentence
