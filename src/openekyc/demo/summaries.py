"""Turns an answer of the API into what the result page shows; adds nothing that the API did not say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from openekyc.demo.choices import Flow
from openekyc.demo.evidence import LONG

Answer = Mapping[str, Any]


class Tone(StrEnum):
    """How the headline looks."""

    PASSED = "passed"
    WARNING = "warning"
    FAILED = "failed"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One row of VerificationDetailList; a code of None means that this part was not done."""

    seq: str
    made_at: str
    outcome: str
    liveness: str
    comparison: str
    similarity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardSummary:
    """One document as read: the struct's name, its fields in the API's words, warnings."""

    title: str
    passed: bool | None
    fields: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The result page's upper half."""

    tone: Tone
    headline: str
    sentence: str
    facts: tuple[tuple[str, str], ...] = ()
    attempts: tuple[Attempt, ...] = ()
    cards: tuple[CardSummary, ...] = ()


def is_finished(flow: Flow, answer: Answer) -> bool:
    """Whether the process behind the answer has ended."""
    match flow:
        case Flow.WEB:
            return answer.get("ErrorCode") is not None
        case Flow.SELFIE:
            return answer.get("Result") != "-999"
        case Flow.CARD:
            return answer.get("Status") != "PROCESSING"


def summarise(flow: Flow, answer: Answer) -> Summary:
    """The result page's upper half for one flow."""
    match flow:
        case Flow.WEB:
            return _web(answer)
        case Flow.SELFIE:
            return _selfie(answer)
        case Flow.CARD:
            return _card(answer)


def _web(answer: Answer) -> Summary:
    code = answer.get("ErrorCode")
    return Summary(
        tone=_tone(finished=code is not None, passed=code == 0),
        headline=_headline(finished=code is not None, passed=code == 0),
        sentence=_code_and_text(code, answer.get("ErrorMsg")),
        facts=_facts(answer, "Extra", "RequestId"),
        attempts=tuple(_attempt(detail) for detail in answer.get("VerificationDetailList") or ()),
        cards=tuple(_web_card(card) for card in answer.get("OCRResult") or ()),
    )


def _selfie(answer: Answer) -> Summary:
    finished, passed = is_finished(Flow.SELFIE, answer), answer.get("Result") == "0"
    return Summary(
        tone=_tone(finished=finished, passed=passed),
        headline=_headline(finished=finished, passed=passed),
        sentence=_code_and_text(answer.get("Result"), answer.get("Description")),
        facts=_facts(answer, "Similarity", "Extra", "DeviceInfoLevel", "RequestId"),
    )


def _card(answer: Answer) -> Summary:
    status = str(answer.get("Status"))
    reasons = tuple(map(str, answer.get("WarnInfo") or ()))
    headlines = {
        "PASSED": (Tone.PASSED, "Document accepted"),
        "WARNING": (Tone.WARNING, "Read, with warnings"),
        "REJECTED": (Tone.FAILED, "Document rejected"),
    }
    tone, headline = headlines.get(status, (Tone.OPEN, "Still reading"))
    return Summary(
        tone=tone,
        headline=headline,
        sentence=" · ".join((status, *reasons)),
        facts=_facts(answer, "Nationality", "CardType", "CardSubType", "RequestId"),
        cards=_members(answer.get("CardInfo"), passed=None, warnings=()),
    )


def _attempt(detail: Answer) -> Attempt:
    moment = detail.get("ReqTimestamp")
    return Attempt(
        seq=str(detail.get("Seq") or ""),
        made_at=f"{datetime.fromtimestamp(moment / 1000, tz=UTC):%H:%M:%S} UTC" if moment else "",
        outcome=_code_and_text(detail.get("ErrorCode"), detail.get("ErrorMsg")),
        liveness=_code_and_text(detail.get("LivenessErrorCode"), detail.get("LivenessErrorMsg")),
        comparison=_code_and_text(detail.get("CompareErrorCode"), detail.get("CompareErrorMsg")),
        similarity="" if detail.get("Similarity") is None else str(detail["Similarity"]),
    )


def _web_card(card: Answer) -> CardSummary:
    warnings = tuple(map(str, card.get("WarnCardInfos") or ()))
    passed = card.get("IsPass")
    read = _members(card.get("CardInfo"), passed=passed, warnings=warnings)
    return read[0] if read else CardSummary(title="Card", passed=passed, fields=(), warnings=warnings)


def _members(cards: Answer | None, *, passed: bool | None, warnings: tuple[str, ...]) -> tuple[CardSummary, ...]:
    """The filled structs of a CardInfo; the API fills one."""
    filled = {name: fields for name, fields in (cards or {}).items() if fields}
    return tuple(
        CardSummary(title=name, passed=passed, fields=_facts(fields, *fields), warnings=warnings)
        for name, fields in filled.items()
    )


def _facts(answer: Answer, *names: str) -> tuple[tuple[str, str], ...]:
    """Names and values that are there and short enough to be text rather than a picture."""
    present = ((name, answer.get(name)) for name in names)
    return tuple((name, str(value)) for name, value in present if value not in (None, "") and len(str(value)) <= LONG)


def _code_and_text(code: object, text: object) -> str:
    """``1004 · Face blurred``; nothing when the part was not done."""
    return "" if code is None else " · ".join(str(part) for part in (code, text) if part not in (None, ""))


def _tone(*, finished: bool, passed: bool) -> Tone:
    if not finished:
        return Tone.OPEN
    return Tone.PASSED if passed else Tone.FAILED


def _headline(*, finished: bool, passed: bool) -> str:
    if not finished:
        return "Not finished yet"
    return "Verified" if passed else "Not verified"
