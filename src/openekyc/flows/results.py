"""Reading results: what the rows say, in the shapes that the actions pack for the wire."""

from openekyc.flows.judgement import Judgement
from openekyc.flows.orders import AttemptResult, FaceEvidence
from openekyc.flows.standing import Process
from openekyc.flows.stored import restore
from openekyc.storage.blobs.port import Blobs
from openekyc.storage.records.port import Attempt


def attempt_results(process: Process) -> tuple[AttemptResult, ...]:
    """The judged attempts, oldest first."""
    return tuple(_attempt_result(attempt) for attempt in process.judged)


def _attempt_result(attempt: Attempt) -> AttemptResult:
    judgement = judgement_of(attempt)
    return AttemptResult(
        id=attempt.id,
        made_at=attempt.created_at,
        cause=judgement.cause,
        liveness_cause=judgement.liveness_cause,
        compare_cause=judgement.compare_cause,
        similarity=judgement.similarity,
        tags=judgement.tags,
        note=judgement.note,
    )


def judgement_of(attempt: Attempt) -> Judgement:
    """The stored judgement of a judged attempt."""
    if attempt.judgement is None:
        raise ValueError(f"Attempt {attempt.id} has not been judged.")
    return restore(Judgement, attempt.judgement)


def last_note(process: Process) -> str:
    """The note of the attempt that decided, for the result's text."""
    return judgement_of(process.judged[-1]).note if process.judged else ""


def evidence_of(process: Process, blobs: Blobs) -> FaceEvidence:
    """Recording and best frame of the last judged attempt."""
    if not process.judged:
        return FaceEvidence(video=None, best_frame=None)
    last = process.judged[-1]
    return FaceEvidence(video=fetched(blobs, last.video_blob), best_frame=fetched(blobs, last.best_frame_blob))


def fetched(blobs: Blobs, key: str | None) -> bytes | None:
    """The file under the key, or None where the row names none."""
    return None if key is None else blobs.get(key)
