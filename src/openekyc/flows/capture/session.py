"""The session: what the page shows now. Opening it starts the process; it never tells a score or a threshold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from openekyc.domain.causes import Cause
from openekyc.flows.capture.card_sheet import CardSheet, sheet_of, sides_of
from openekyc.flows.card_reading import KeptReading
from openekyc.flows.orders import PageOrder
from openekyc.flows.plan import CONSENT_VERSION
from openekyc.flows.redirects import with_token
from openekyc.flows.results import judgement_of
from openekyc.flows.standing import Process, Stage, final_cause, stage_of
from openekyc.flows.stored import restore


@dataclass(frozen=True, slots=True, kw_only=True)
class CardStep:
    """The card step: which kind, which sides to photograph, and what was read once it was."""

    kind: str
    sides: Sequence[str]
    reading: CardSheet | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceStep:
    """The face step; ``last`` is why the last judged attempt did not pass."""

    level: int
    attempts_left: int
    attempt_s: int
    last: Mapping[str, str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How the process ended, and where the browser goes from here (web flow only)."""

    passed: bool
    cause: Cause
    redirect_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Everything a client needs to draw its next screen."""

    stage: Stage
    flow: str
    expires_in_s: int
    page: PageOrder
    consent: Mapping[str, str | bool]
    card: CardStep | None
    face: FaceStep | None
    result: Outcome | None


def session_of(process: Process, now: datetime) -> Session:
    """The session at this moment."""
    verification = process.verification
    return Session(
        stage=stage_of(process, now),
        flow=verification.flow.value,
        expires_in_s=max(0, int((verification.run_until - now).total_seconds())),
        page=process.plan.page,
        consent={"version": CONSENT_VERSION, "required": not process.plan.page.skip_consent},
        card=_card_step(process),
        face=_face_step(process),
        result=_outcome(process, now),
    )


def _card_step(process: Process) -> CardStep | None:
    order = process.plan.card
    if order is None:
        return None
    reading = process.card.reading if process.card else None
    return CardStep(
        kind=order.kind,
        sides=sides_of(process.plan),
        reading=None if reading is None else sheet_of(process.plan, restore(KeptReading, reading)),
    )


def _face_step(process: Process) -> FaceStep | None:
    order = process.plan.face
    if order is None:
        return None
    last = judgement_of(process.judged[-1]).cause if process.judged else Cause.PASSED
    return FaceStep(
        level=int(order.level),
        attempts_left=process.attempts_left,
        attempt_s=order.attempt_s,
        last=None if last is Cause.PASSED else {"cause": last.value},
    )


def _outcome(process: Process, now: datetime) -> Outcome | None:
    cause = final_cause(process, now)
    if cause is None:
        return None
    target = process.plan.redirect_url
    return Outcome(
        passed=cause is Cause.PASSED,
        cause=cause,
        redirect_url=None if target is None else with_token(target, process.verification.token),
    )
