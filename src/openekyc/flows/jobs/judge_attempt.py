"""The job that judges one uploaded attempt and ends the process where the judgement does."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from openekyc.domain.causes import Cause
from openekyc.domain.challenge import Challenge, ClientLog, ServerTimes
from openekyc.flows.analyses.attempt_analysis import Judged, Recording, judge
from openekyc.flows.issuing import House, keep
from openekyc.flows.judgement import UNUSABLE_REFERENCE, Judgement
from openekyc.flows.results import fetched
from openekyc.flows.standing import Process, read_process
from openekyc.flows.stored import restore, store
from openekyc.storage.records.port import Attempt, AttemptState, Transaction, VerificationState


@dataclass(frozen=True, slots=True)
class JudgeAttempt:
    """The job around `judge`; its subject is the attempt's id."""

    house: House
    analyse: Callable[[Recording], Judged] = judge
    name: str = "judge_attempt"

    def load(self, subject: str) -> Recording | None:
        """The recording and its challenge; None when it has been judged already."""
        found = self.house.records.read(lambda transaction: _attempt_and_process(transaction, subject))
        if found is None or found.attempt.state is not AttemptState.QUEUED:
            return None
        attempt, process = found.attempt, found.process
        return Recording(
            video=self.house.blobs.get(attempt.video_blob or ""),
            challenge=restore(Challenge, attempt.challenge),
            client_log=restore(ClientLog, attempt.client_log or {}),
            server_times=ServerTimes(
                began_at=attempt.created_at, revealed=tuple(attempt.revealed), uploaded_at=attempt.uploaded_at
            ),
            compares=process.plan.compares,
            reference=fetched(self.house.blobs, process.verification.reference_blob) if process.plan.compares else None,
            pass_mark=self.house.settings.pass_mark,
            agreement_mark=self.house.settings.agreement_mark,
        )

    def record(self, subject: str, payload: Recording, result: Judged) -> None:
        """Write the judgement, and the end of the process where this attempt ends it."""
        del payload
        found = self.house.records.read(lambda transaction: _attempt_and_process(transaction, subject))
        if found is None:
            return
        best_frame = None
        if result.best_frame is not None:
            best_frame = keep(self.house.blobs, found.attempt.token, "best-frame", result.best_frame)
        self._settle(subject, result.judgement, best_frame)

    def give_up(self, subject: str, reason: str) -> None:
        """The recording cannot be analysed: it fails closed, and the person may try again."""
        judgement = Judgement(
            cause=Cause.LIVENESS_ENGINE_FAILED,
            liveness_cause=Cause.LIVENESS_ENGINE_FAILED,
            note=f"The recording could not be analysed ({reason}).",
        )
        self._settle(subject, judgement, None)

    def _settle(self, subject: str, judgement: Judgement, best_frame: str | None) -> None:
        now = self.house.clock.now()

        def work(transaction: Transaction) -> None:
            changed = transaction.change_attempt(
                subject,
                [AttemptState.QUEUED],
                {
                    "state": AttemptState.JUDGED,
                    "judgement": store(judgement),
                    "judged_at": now,
                    "best_frame_blob": best_frame,
                },
            )
            found = _attempt_and_process(transaction, subject)
            if not changed or found is None:
                return
            cause = _end_of(found.process, judgement, now)
            if cause is not None:
                transaction.change_verification(
                    found.attempt.token,
                    [VerificationState.ISSUED, VerificationState.OPENED],
                    {"state": VerificationState.FINISHED, "finished_at": now, "cause": cause.value},
                )

        self.house.records.write(work)


@dataclass(frozen=True, slots=True)
class _Found:
    attempt: Attempt
    process: Process


def _attempt_and_process(transaction: Transaction, attempt_id: str) -> _Found | None:
    attempt = transaction.attempt(attempt_id)
    verification = transaction.verification(attempt.token) if attempt else None
    if attempt is None or verification is None:
        return None
    return _Found(attempt=attempt, process=read_process(transaction, verification))


def _end_of(process: Process, judgement: Judgement, now: datetime) -> Cause | None:
    """How this judgement ends the process, if it does."""
    hopeless = judgement.cause in UNUSABLE_REFERENCE  # another recording cannot mend the picture to compare with
    if judgement.cause is Cause.PASSED or hopeless or process.attempts_left == 0:
        return judgement.cause
    return Cause.TIMED_OUT if now > process.verification.run_until else None
