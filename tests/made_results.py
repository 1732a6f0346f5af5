"""Business results as the flows give them, for tests of what is shown to callers."""

from datetime import UTC, datetime
from typing import Any

from openekyc.domain.causes import Cause
from openekyc.flows.orders import (
    AttemptResult,
    CardResult,
    DetailTier,
    FaceEvidence,
    SelfieResult,
    WebResult,
    WebSteps,
)

MADE_AT = datetime(2026, 3, 1, 12, 30, 15, 123456, tzinfo=UTC)
NO_EVIDENCE = FaceEvidence(video=None, best_frame=None)


def attempt(**changed: Any) -> AttemptResult:
    values: dict[str, Any] = {
        "id": "attempt-1",
        "made_at": MADE_AT,
        "cause": Cause.PASSED,
        "liveness_cause": Cause.PASSED,
        "compare_cause": Cause.PASSED,
        "similarity": 91.234,
        "tags": (),
    }
    return AttemptResult(**{**values, **changed})


def card_result(**changed: Any) -> CardResult:
    values: dict[str, Any] = {
        "passed": True,
        "nationality": "HKG",
        "card_type": "ID_CARD",
        "card_sub_type": "NATIONAL_ID",
        "member": "HKIDCard",
        "fields": {"EnName": "SAN, Nan"},
        "normal_member": "HKIDCard",
        "normal_fields": {"FullName": "SAN, Nan"},
        "warnings": (-9102,),
        "reasons": ("PaperCopy",),
        "read": {"EnName": "SAN, Nan"},
        "edits": (),
        "front": b"front",
        "back": b"back",
        "front_cut": b"front cut",
        "back_cut": None,
        "portrait": b"portrait",
        "request_id": "reading-1",
    }
    return CardResult(**{**values, **changed})


def web_result(**changed: Any) -> WebResult:
    values: dict[str, Any] = {
        "cause": Cause.PASSED,
        "note": "",
        "attempts": (attempt(),),
        "evidence": FaceEvidence(video=b"video", best_frame=b"frame"),
        "cards": None,
        "extra": None,
        "tier": DetailTier.BASIC,
        "steps": WebSteps.PHOTO_AND_FACE,
    }
    return WebResult(**{**values, **changed})


def selfie_result(**changed: Any) -> SelfieResult:
    values: dict[str, Any] = {
        "cause": Cause.PASSED,
        "note": "",
        "attempts": (attempt(),),
        "evidence": FaceEvidence(video=b"video", best_frame=b"frame"),
        "extra": None,
        "tier": DetailTier.BASIC,
    }
    return SelfieResult(**{**values, **changed})
