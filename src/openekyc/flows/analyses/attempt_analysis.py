"""Is this a live person who did what was asked, and the person of the picture? Pure: bytes in, judgement out."""

from dataclasses import dataclass, replace

from openekyc.domain.causes import Cause
from openekyc.domain.challenge import Challenge, ClientLog
from openekyc.engines.faces.port import Faces, QualityProblem, Template, UnusableFace
from openekyc.engines.liveness.port import Assessment, Decision
from openekyc.engines.warm import Engines, current_engines
from openekyc.flows.judgement import Judgement
from openekyc.media.images import decode, encode_jpeg


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """What the analysis needs: the video, what was asked, what the page logged, and the picture to compare with."""

    video: bytes
    challenge: Challenge
    client_log: ClientLog
    reference: bytes | None
    pass_mark: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The judgement and the best picture of the face (JPEG), if there was one."""

    judgement: Judgement
    best_frame: bytes | None


def judge(recording: Recording) -> Judged:
    """Judge in this warm process."""
    return judge_with(current_engines(), recording)


def judge_with(engines: Engines, recording: Recording) -> Judged:
    """Liveness first; the comparison only for a live person, so that a photo never learns how alike it is."""
    assessment = engines.liveness.assess(
        recording.video, challenge=recording.challenge, client_log=recording.client_log
    )
    judgement = Judgement(
        cause=assessment.cause,
        liveness_cause=assessment.cause,
        tags=tuple(tag.value for tag in assessment.tags),
        signals=assessment.signals,
        note=_level_note(recording.challenge),
        models=(assessment.model,),
    )
    if assessment.decision is Decision.LIVE and recording.reference is not None:
        judgement = _compared(engines.faces, assessment, recording, judgement)
    best = assessment.best_frames[0].image if assessment.best_frames else None
    return Judged(judgement=judgement, best_frame=None if best is None else encode_jpeg(best))


def _compared(faces: Faces, assessment: Assessment, recording: Recording, judgement: Judgement) -> Judgement:
    reference = _reference_template(faces, recording.reference or b"")
    if isinstance(reference, Cause):
        return replace(judgement, cause=reference, compare_cause=reference)
    if not assessment.best_frames:
        return replace(judgement, cause=Cause.COMPARISON_FAILED, compare_cause=Cause.COMPARISON_FAILED)
    selfie = faces.enrol([(frame.image, frame.face) for frame in assessment.best_frames])
    similarity = faces.compare(selfie, reference)
    cause = Cause.PASSED if similarity.score >= recording.pass_mark else Cause.NOT_SAME_PERSON
    return replace(
        judgement,
        cause=cause,
        compare_cause=cause,
        similarity=round(similarity.score, 2),
        models=(*judgement.models, f"{similarity.model} {similarity.calibration}"),
    )


def _reference_template(faces: Faces, picture: bytes) -> Template | Cause:
    image = decode(picture)
    try:
        return faces.enrol([(image, faces.single(image))])
    except UnusableFace as unusable:
        return {
            QualityProblem.NO_FACE: Cause.REFERENCE_NO_FACE,
            QualityProblem.SEVERAL_FACES: Cause.REFERENCE_SEVERAL_FACES,
        }.get(unusable.problem, Cause.REFERENCE_POOR)


def _level_note(challenge: Challenge) -> str:
    if challenge.requested_level == challenge.level:
        return ""
    return (
        f"Security level {challenge.requested_level} was asked for; this server ran level {challenge.level} "
        "(prompted actions) in its place."
    )
