"""Where a process stands at a moment: derived from its rows and the clock, never stored twice."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from openekyc.domain.causes import Cause
from openekyc.domain.challenge import Challenge
from openekyc.flows.judgement import Judgement
from openekyc.flows.orders import FaceOrder
from openekyc.flows.plan import Plan, plan_of
from openekyc.flows.stored import restore
from openekyc.storage.records.port import (
    Attempt,
    AttemptState,
    CardReading,
    CardState,
    Transaction,
    Verification,
    VerificationState,
)

OPEN = (AttemptState.CHALLENGED, AttemptState.UPLOADED)
"""States in which a recording may still be handed in."""

UPLOAD_ALLOWANCE_S = 120
"""How long after its last prompt, or after the time for one attempt, a recording may still arrive over a slow network.
"""


class Stage(StrEnum):
    """What the process waits for; the names are the capture protocol's."""

    CONSENT = "consent"
    CARD = "card"
    CARD_READING = "card_reading"
    CARD_CONFIRM = "card_confirm"
    FACE = "face"
    JUDGING = "judging"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """One web or selfie verification with everything that happened in it."""

    verification: Verification
    attempts: tuple[Attempt, ...]
    cards: tuple[CardReading, ...]
    plan: Plan

    @property
    def card(self) -> CardReading | None:
        """The reading in hand: the last one begun."""
        return self.cards[-1] if self.cards else None

    @property
    def working(self) -> bool:
        """Whether a job is under way, so that the clock alone must not end the process."""
        return any(attempt.state is AttemptState.QUEUED for attempt in self.attempts) or any(
            card.state is CardState.QUEUED for card in self.cards
        )

    @property
    def judged(self) -> tuple[Attempt, ...]:
        """The attempts that have a judgement, oldest first."""
        return tuple(attempt for attempt in self.attempts if attempt.state is AttemptState.JUDGED)

    @property
    def attempts_left(self) -> int:
        """How many challenges may still be drawn."""
        return max(0, self.plan.face.attempts - len(self.attempts)) if self.plan.face else 0


def read_process(transaction: Transaction, verification: Verification) -> Process:
    """Everything about one web or selfie verification, from one snapshot."""
    return Process(
        verification=verification,
        attempts=transaction.attempts(verification.token),
        cards=transaction.cards(verification.token),
        plan=plan_of(verification),
    )


def final_cause(process: Process, now: datetime) -> Cause | None:
    """How the process ended; None while it has not."""
    verification = process.verification
    if verification.state is VerificationState.FINISHED:
        return Cause(verification.cause or Cause.TIMED_OUT)
    if process.working:
        return None
    if used_up(process, now):
        return last_cause(process)
    if now <= verification.run_until:
        return None
    return Cause.TIMED_OUT if verification.opened_at else Cause.NEVER_OPENED


def used_up(process: Process, now: datetime) -> bool:
    """Whether every attempt has been drawn and none of them can still be handed in."""
    order = process.plan.face
    if order is None or process.attempts_left:
        return False
    return not any(attempt.state in OPEN and not overdue(attempt, order, now) for attempt in process.attempts)


def overdue(attempt: Attempt, order: FaceOrder, now: datetime) -> bool:
    """Whether the recording of an attempt comes too late: after its own time, or long after its last prompt."""
    ends = [_performed_by(attempt)]
    if order.attempt_s:
        ends.append(attempt.created_at + timedelta(seconds=order.attempt_s))
    return any(end is not None and now > end + timedelta(seconds=UPLOAD_ALLOWANCE_S) for end in ends)


def _performed_by(attempt: Attempt) -> datetime | None:
    """When a person who takes all the time there is has done the task; None while not all of it has been told."""
    challenge = restore(Challenge, attempt.challenge)
    if len(attempt.revealed) < len(challenge.steps):
        return None
    if not challenge.steps:
        return attempt.created_at + timedelta(seconds=challenge.record_s)
    return attempt.revealed[-1] + timedelta(seconds=challenge.steps[-1].quiet_s + challenge.steps[-1].window_s)


def last_cause(process: Process) -> Cause:
    """How a process with no attempt left ended: as its last judged one, if any was seen to its end."""
    if not process.judged:
        return Cause.ATTEMPTS_USED_UP
    return restore(Judgement, process.judged[-1].judgement or {}).cause


def stage_of(process: Process, now: datetime) -> Stage:
    """What the process waits for now."""
    if final_cause(process, now) is not None:
        return Stage.FINISHED
    if not process.plan.page.skip_consent and process.verification.consented_at is None:
        return Stage.CONSENT
    card_stage = _card_stage(process)
    if card_stage is not None:
        return card_stage
    return Stage.JUDGING if process.working else Stage.FACE


def _card_stage(process: Process) -> Stage | None:
    if process.plan.card is None:
        return None
    if process.card is None:
        return Stage.CARD
    return {
        CardState.COLLECTING: Stage.CARD,
        CardState.QUEUED: Stage.CARD_READING,
        CardState.READ: Stage.CARD_CONFIRM,
        CardState.CONFIRMED: None,
    }[process.card.state]
