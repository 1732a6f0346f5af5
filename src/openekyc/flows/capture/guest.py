"""The guest's door: finds the process behind a token, opens it, and holds every step to its place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from openekyc.domain.causes import Cause
from openekyc.domain.errors import AttemptsUsedUp, ProcessExpired, ProcessFinished, StepOutOfOrder, ValueOutOfRange
from openekyc.flows.capture.session import Session, session_of
from openekyc.flows.issuing import House
from openekyc.flows.looking_up import carried
from openekyc.flows.plan import CONSENT_VERSION
from openekyc.flows.standing import Process, Stage, final_cause, read_process, stage_of
from openekyc.storage.records.port import Flow, Transaction, VerificationState

T = TypeVar("T")
WALKED = (Flow.WEB, Flow.SELFIE)
RUNNING = (VerificationState.ISSUED, VerificationState.OPENED)

NO_ATTEMPT_LEFT = "No attempt is left. Ask the site that sent you for a new verification."
_EXPLANATIONS = {
    Stage.CONSENT: "The consent comes first.",
    Stage.CARD: "The card comes first: upload its pictures and have it read.",
    Stage.CARD_READING: "The card is being read; wait for it.",
    Stage.CARD_CONFIRM: "The card has not been confirmed yet.",
    Stage.FACE: "The process waits for a face attempt.",
    Stage.JUDGING: "The recording is being judged; wait for it.",
}


@dataclass(frozen=True, slots=True)
class Guests:
    """Steps that belong to no single part of the page: the session itself, consent, leaving."""

    house: House

    def session(self, token: str) -> Session:
        """What to show now; the first look opens the process. Raises `TokenIllegal`."""
        now = self.house.clock.now()
        process = self.house.records.read(lambda transaction: find(transaction, token, now))
        if process.verification.state is VerificationState.ISSUED and final_cause(process, now) is None:
            process = self.house.records.write(lambda transaction: _open(transaction, token, now))
        return session_of(process, now)

    def consent(self, token: str, *, version: str, accepted: bool) -> Session:
        """Record the person's answer to that version of the text; declining ends the process."""
        if version != CONSENT_VERSION:
            raise ValueOutOfRange(f"version must be {CONSENT_VERSION}, the text that the session names.")

        def work(transaction: Transaction, process: Process, now: datetime) -> None:
            if not accepted:
                finish(transaction, process, Cause.CONSENT_DECLINED, now)
                return
            changes = {"consented_at": now, "consent_version": version}
            transaction.change_verification(token, RUNNING, changes)

        self.step(token, [Stage.CONSENT], work)
        return self.session(token)

    def leave(self, token: str) -> None:
        """The person gives up; a process that has ended already stays as it is."""

        def work(transaction: Transaction, process: Process, now: datetime) -> None:
            finish(transaction, process, Cause.LEFT, now)

        self.step(token, [stage for stage in Stage if stage not in {Stage.JUDGING, Stage.FINISHED}], work)

    def step(self, token: str, expected: Sequence[Stage], work: Callable[[Transaction, Process, datetime], T]) -> T:
        """Do the work in one transaction if the process is at one of the expected stages.

        Raises `TokenIllegal`, `ProcessFinished`, `ProcessExpired`, `StepOutOfOrder`.
        """
        now = self.house.clock.now()

        def guarded(transaction: Transaction) -> T:
            process = find(transaction, token, now)
            require_stage(process, expected, now)
            return work(transaction, process, now)

        return self.house.records.write(guarded)

    def look(self, token: str, expected: Sequence[Stage]) -> Process:
        """The process if it is at one of the expected stages; raises as `step`. For checks before costly uploads."""
        now = self.house.clock.now()
        process = self.house.records.read(lambda transaction: find(transaction, token, now))
        require_stage(process, expected, now)
        return process


def find(transaction: Transaction, token: str, now: datetime) -> Process:
    """The process that the person carries the token of; raises `TokenIllegal`."""
    return read_process(transaction, carried(transaction, token, flows=WALKED, now=now))


def finish(transaction: Transaction, process: Process, cause: Cause, now: datetime) -> None:
    """End the process unless it has ended already."""
    transaction.change_verification(
        process.verification.token,
        RUNNING,
        {"state": VerificationState.FINISHED, "finished_at": now, "cause": cause.value},
    )


def require_stage(process: Process, expected: Sequence[Stage], now: datetime) -> None:
    """Raise the reason why the process cannot take this step now."""
    stage = stage_of(process, now)
    if stage in expected:
        return
    if stage is not Stage.FINISHED:
        raise StepOutOfOrder(_EXPLANATIONS[stage])
    if final_cause(process, now) not in {Cause.TIMED_OUT, Cause.NEVER_OPENED}:
        if process.verification.state is not VerificationState.FINISHED:
            raise AttemptsUsedUp(NO_ATTEMPT_LEFT)
        raise ProcessFinished("This verification has already ended.")
    raise ProcessExpired("The time to run this verification is over. Ask the site that sent you for a new link.")


def _open(transaction: Transaction, token: str, now: datetime) -> Process:
    process = find(transaction, token, now)
    opened = {"state": VerificationState.OPENED, "opened_at": now}
    if not transaction.change_verification(token, [VerificationState.ISSUED], opened):
        return process
    return replace(process, verification=replace(process.verification, state=VerificationState.OPENED, opened_at=now))
