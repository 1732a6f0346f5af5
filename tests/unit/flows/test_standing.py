"""Where a process stands follows from its rows and the clock alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from openekyc.domain.causes import Cause
from openekyc.domain.challenge import Action, Challenge, ChallengeStep, LivenessLevel
from openekyc.flows.orders import CardOrder, FaceOrder, PageOrder, WebOrder, WebSteps
from openekyc.flows.plan import plan_of
from openekyc.flows.standing import UPLOAD_ALLOWANCE_S, Process, Stage, final_cause, overdue, stage_of
from openekyc.flows.stored import store
from openekyc.storage.records.port import (
    Attempt,
    AttemptState,
    CardReading,
    CardState,
    Flow,
    Verification,
    VerificationState,
)

ISSUED = datetime(2026, 11, 20, 12, tzinfo=UTC)
SOON = ISSUED + timedelta(minutes=1)
LATE = ISSUED + timedelta(minutes=10, seconds=1)
CHALLENGE = store(
    Challenge(
        nonce="0",
        level=LivenessLevel.ACTION,
        requested_level=LivenessLevel.ACTION,
        steps=(ChallengeStep(action=Action.BLINK, quiet_s=1.0, window_s=4.0),),
        record_s=3.2,
    )
)


def process(*, steps=WebSteps.CARD_AND_FACE, skip_consent=False, attempts=(), cards=(), **changes):
    order = WebOrder(
        redirect_url="https://shop.example/back",
        steps=steps,
        page=PageOrder(skip_consent=skip_consent),
        face=FaceOrder(level=LivenessLevel.ACTION, attempts=2, attempt_s=45, may_downgrade=True),
        card=CardOrder(kind="HKIDCard") if steps is WebSteps.CARD_AND_FACE else None,
    )
    verification = Verification(
        token="T",
        account="a",
        flow=Flow.WEB,
        state=VerificationState.OPENED,
        order=store(order),
        created_at=ISSUED,
        run_until=ISSUED + timedelta(minutes=10),
        readable_until=ISSUED + timedelta(days=3),
        opened_at=ISSUED,
    )
    verification = replace(verification, **changes)
    return Process(verification=verification, attempts=attempts, cards=cards, plan=plan_of(verification))


def attempt(state, number=1):
    return Attempt(id=f"a{number}", token="T", number=number, state=state, challenge=CHALLENGE, created_at=ISSUED)


def card(state):
    return CardReading(id="c", token="T", state=state, created_at=ISSUED)


def test_consent_comes_before_everything_else():
    assert stage_of(process(), SOON) is Stage.CONSENT


def test_consent_is_not_asked_for_twice_or_when_the_caller_skips_it():
    assert stage_of(process(consented_at=ISSUED), SOON) is Stage.CARD
    assert stage_of(process(skip_consent=True), SOON) is Stage.CARD


@pytest.mark.parametrize(
    ("state", "stage"),
    [
        (CardState.COLLECTING, Stage.CARD),
        (CardState.QUEUED, Stage.CARD_READING),
        (CardState.READ, Stage.CARD_CONFIRM),
        (CardState.CONFIRMED, Stage.FACE),
    ],
)
def test_the_card_is_collected_read_and_confirmed_before_the_face(state, stage):
    assert stage_of(process(skip_consent=True, cards=(card(state),)), SOON) is stage


def test_a_queued_recording_is_being_judged():
    waiting = process(steps=WebSteps.LIVENESS, skip_consent=True, attempts=(attempt(AttemptState.QUEUED),))
    assert stage_of(waiting, SOON) is Stage.JUDGING


def test_every_drawn_challenge_counts_as_an_attempt():
    begun = (attempt(AttemptState.ABANDONED), attempt(AttemptState.JUDGED, 2))
    assert process(attempts=begun).attempts_left == 0


def test_a_process_that_nobody_opened_ends_as_never_opened():
    assert final_cause(process(opened_at=None, state=VerificationState.ISSUED), LATE) is Cause.NEVER_OPENED


def test_a_process_that_was_opened_and_left_lying_ends_as_timed_out():
    assert final_cause(process(), LATE) is Cause.TIMED_OUT


def test_the_clock_does_not_end_a_process_whose_recording_is_being_judged():
    waiting = process(attempts=(attempt(AttemptState.QUEUED),))
    assert final_cause(waiting, LATE) is None


def test_the_last_moment_still_counts():
    assert final_cause(process(), ISSUED + timedelta(minutes=10)) is None


def test_a_finished_process_stays_as_it_ended():
    passed = process(state=VerificationState.FINISHED, cause="passed")
    assert final_cause(passed, LATE) is Cause.PASSED
    assert stage_of(passed, SOON) is Stage.FINISHED


@pytest.mark.parametrize(
    ("revealed_s", "attempt_s", "latest_s"),
    [((), 45, 45.0), ((20.0,), 0, 25.0), ((20.0,), 45, 25.0), ((44.0,), 45, 45.0)],
)
def test_a_recording_comes_too_late_long_after_its_last_prompt_or_its_own_time(revealed_s, attempt_s, latest_s):
    order = FaceOrder(level=LivenessLevel.ACTION, attempts=2, attempt_s=attempt_s, may_downgrade=True)
    shown = replace(
        attempt(AttemptState.CHALLENGED), revealed=[ISSUED + timedelta(seconds=second) for second in revealed_s]
    )
    last = ISSUED + timedelta(seconds=latest_s + UPLOAD_ALLOWANCE_S)
    assert not overdue(shown, order, last)
    assert overdue(shown, order, last + timedelta(seconds=0.1))


def test_silent_recordings_have_no_prompt_and_come_soon_after_their_attempt_began():
    order = FaceOrder(level=LivenessLevel.SILENT, attempts=2, attempt_s=0, may_downgrade=True)
    silent = replace(attempt(AttemptState.CHALLENGED), challenge={**CHALLENGE, "steps": []})
    last = ISSUED + timedelta(seconds=3.2 + UPLOAD_ALLOWANCE_S)
    assert not overdue(silent, order, last)
    assert overdue(silent, order, last + timedelta(seconds=0.1))
