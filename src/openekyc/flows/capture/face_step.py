"""The face step: draw a challenge, reveal it prompt by prompt, take the recording, hand it to be judged."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import SystemRandom
from uuid import uuid4

from openekyc.domain.challenge import Challenge, ChallengeStep, ClientLog, LivenessLevel
from openekyc.domain.errors import AttemptsUsedUp, MediaTooLarge, StepOutOfOrder
from openekyc.flows.capture.guest import NO_ATTEMPT_LEFT, Guests
from openekyc.flows.capture.session import Session
from openekyc.flows.challenges import LEAD_IN_S, draw_challenge
from openekyc.flows.issuing import keeping
from openekyc.flows.orders import FaceOrder
from openekyc.flows.standing import OPEN, Process, Stage, overdue
from openekyc.flows.stored import restore, store
from openekyc.media.sniffing import require_recording
from openekyc.settings import Settings
from openekyc.storage.records.port import Attempt, AttemptState, Transaction

PATIENCE_S = 0.5
"""No prompt may be answered faster than this; a client that hurries is not showing prompts to a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A fresh attempt as the client learns of it: how many prompts will come, not which."""

    attempt: str
    level: int
    steps: int
    lead_in_s: float
    attempt_s: int
    notice: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revealed:
    """One prompt, told just in time."""

    index: int
    action: str
    quiet_s: float
    window_s: float
    last: bool


@dataclass(frozen=True, slots=True)
class FaceSteps:
    """Face attempts of all processes."""

    guests: Guests

    def begin(self, token: str) -> Begun:
        """Draw a challenge and count an attempt; raises `AttemptsUsedUp` and as `Guests.step`."""
        challenge_for = _Drawing(self.guests.house.settings)
        self.guests.house.admit()

        def work(transaction: Transaction, process: Process, now: datetime) -> Begun:
            order = _face_order(process)
            if process.attempts_left == 0:  # the last one is still under way, perhaps in another window
                raise AttemptsUsedUp(NO_ATTEMPT_LEFT)
            _abandon_open(transaction, process)
            challenge = challenge_for.order(order)
            attempt = Attempt(
                id=uuid4().hex,
                token=token,
                number=len(process.attempts) + 1,
                state=AttemptState.CHALLENGED,
                challenge=store(challenge),
                created_at=now,
            )
            transaction.add_attempt(attempt)
            return _begun(attempt, challenge, order)

        return self.guests.step(token, [Stage.FACE], work)

    def reveal(self, token: str, attempt_id: str) -> Revealed:
        """The next prompt of the attempt, stamped with the server's time.

        Raises `StepOutOfOrder` when all are revealed, when asked faster than a person can follow, and as `Guests.step`.
        """

        def work(transaction: Transaction, process: Process, now: datetime) -> Revealed:
            attempt = _open_attempt(process, attempt_id, [AttemptState.CHALLENGED])
            challenge = restore(Challenge, attempt.challenge)
            index = len(attempt.revealed)
            if index >= len(challenge.steps):
                raise StepOutOfOrder("All prompts of this attempt have been shown; upload the recording.")
            _require_patience(attempt, challenge, now)
            transaction.change_attempt(attempt_id, [AttemptState.CHALLENGED], {"revealed": [*attempt.revealed, now]})
            return _revealed(challenge.steps[index], index=index, last=index + 1 == len(challenge.steps))

        return self.guests.step(token, [Stage.FACE], work)

    def upload(self, token: str, attempt_id: str, recording: bytes) -> None:
        """Store the recording; repeating the same bytes is fine.

        Raises `MediaEmpty`, `MediaTooLarge`, `MediaUndecodable`, and as `Guests.step`.
        """
        house = self.guests.house
        if len(recording) > house.settings.recording_bytes:
            raise MediaTooLarge(f"A recording may hold {house.settings.recording_bytes} bytes at most.")
        require_recording(recording)
        _open_attempt(self.guests.look(token, [Stage.FACE]), attempt_id, OPEN)
        with keeping(house.blobs, token) as kept:
            key = kept(f"video-{attempt_id}-{uuid4().hex}", recording)

            def work(transaction: Transaction, process: Process, now: datetime) -> str | None:
                attempt = _open_attempt(process, attempt_id, OPEN)
                _require_in_time(attempt, _face_order(process), now)
                changes = {"state": AttemptState.UPLOADED, "video_blob": key, "uploaded_at": attempt.uploaded_at or now}
                transaction.change_attempt(attempt_id, OPEN, changes)
                return attempt.video_blob

            replaced = self.guests.step(token, [Stage.FACE], work)
        if replaced is not None:
            house.blobs.delete(replaced)

    def submit(self, token: str, attempt_id: str, client_log: ClientLog) -> Session:
        """Hand the uploaded recording to be judged; once this returns it will be, whatever happens to the server."""
        self.guests.house.admit()

        def work(transaction: Transaction, process: Process, _now: datetime) -> None:
            attempt = _open_attempt(process, attempt_id, [AttemptState.UPLOADED])
            if len(attempt.revealed) < len(restore(Challenge, attempt.challenge).steps):
                raise StepOutOfOrder("Not all prompts of this attempt have been shown.")
            changes = {"state": AttemptState.QUEUED, "client_log": store(client_log)}
            transaction.change_attempt(attempt_id, [AttemptState.UPLOADED], changes)
            transaction.enqueue("judge_attempt", attempt_id)

        self.guests.step(token, [Stage.FACE], work)
        return self.guests.session(token)


@dataclass(frozen=True, slots=True)
class _Drawing:
    """Which level is really run, and a challenge for it."""

    settings: Settings

    def order(self, order: FaceOrder) -> Challenge:
        silent = order.level is LivenessLevel.SILENT and self.settings.silent_liveness_without_model
        level = LivenessLevel.SILENT if silent else LivenessLevel.ACTION
        return replace(draw_challenge(level, order.actions, SystemRandom()), requested_level=order.level)


def _face_order(process: Process) -> FaceOrder:
    if process.plan.face is None:
        raise StepOutOfOrder("This process has no face step.")
    return process.plan.face


def _abandon_open(transaction: Transaction, process: Process) -> None:
    for attempt in process.attempts:
        if attempt.state in OPEN:
            transaction.change_attempt(attempt.id, OPEN, {"state": AttemptState.ABANDONED})


def _open_attempt(process: Process, attempt_id: str, states: Sequence[AttemptState]) -> Attempt:
    for attempt in process.attempts:
        if attempt.id == attempt_id and attempt.state in states:
            return attempt
    raise StepOutOfOrder("There is no such attempt under way; begin a new one.")


def _require_patience(attempt: Attempt, challenge: Challenge, now: datetime) -> None:
    if attempt.revealed:
        before = challenge.steps[len(attempt.revealed) - 1]
        earliest = attempt.revealed[-1] + timedelta(seconds=before.quiet_s + PATIENCE_S)
    else:
        earliest = attempt.created_at
    if now < earliest:
        raise StepOutOfOrder("The prompt before this one was shown too short a time for a person to follow.")


def _require_in_time(attempt: Attempt, order: FaceOrder, now: datetime) -> None:
    if overdue(attempt, order, now):
        raise StepOutOfOrder("This attempt took too long; begin a new one.")


def _begun(attempt: Attempt, challenge: Challenge, order: FaceOrder) -> Begun:
    return Begun(
        attempt=attempt.id,
        level=int(challenge.level),
        steps=len(challenge.steps),
        lead_in_s=LEAD_IN_S if challenge.steps else challenge.record_s,
        attempt_s=order.attempt_s,
        notice=None if challenge.level == challenge.requested_level else "level_changed",
    )


def _revealed(step: ChallengeStep, *, index: int, last: bool) -> Revealed:
    return Revealed(index=index, action=step.action.value, quiet_s=step.quiet_s, window_s=step.window_s, last=last)
