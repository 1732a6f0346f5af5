"""Is this a live person who did what was asked, and the person of the picture? Pure: bytes in, judgement out."""

from dataclasses import dataclass, replace
from math import isfinite

from openekyc.domain.causes import Cause
from openekyc.domain.challenge import Challenge, ClientLog, ServerTimes
from openekyc.domain.findings import Signal, Verdict
from openekyc.engines.faces.port import Faces, QualityProblem, Template, UnusableFace
from openekyc.engines.liveness.port import Assessment, Decision, Tag
from openekyc.engines.warm import Engines, current_engines
from openekyc.flows.judgement import Judgement
from openekyc.media.images import decode, encode_jpeg

_COMPARED_FRAMES = 5  # of the best; each costs 30 ms, and so does each witness


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """What the analysis needs: the video, what was asked, what page and server noted, and the picture to compare with.

    ``compares`` tells whether there must be one; ``pass_mark`` and ``agreement_mark`` are similarities, 0..100.
    """

    video: bytes
    challenge: Challenge
    client_log: ClientLog
    server_times: ServerTimes
    compares: bool
    reference: bytes | None
    pass_mark: float
    agreement_mark: float


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
        recording.video,
        challenge=recording.challenge,
        client_log=recording.client_log,
        server_times=recording.server_times,
    )
    judgement = Judgement(
        cause=assessment.cause,
        liveness_cause=assessment.cause,
        tags=tuple(tag.value for tag in assessment.tags),
        signals=assessment.signals,
        note=_level_note(recording.challenge),
        models=(assessment.model,),
    )
    if assessment.decision is Decision.LIVE:
        judgement = _of_one_person(engines.faces, assessment, recording, judgement)
    if judgement.cause is Cause.PASSED and recording.compares:
        judgement = _compared(engines.faces, assessment, recording, judgement)
    best = assessment.best_frames[0].image if assessment.best_frames else None
    return Judged(judgement=judgement, best_frame=None if best is None else encode_jpeg(best))


def _of_one_person(faces: Faces, assessment: Assessment, recording: Recording, judgement: Judgement) -> Judgement:
    """The face that is compared must be the one that did the task: all who were seen must be like the best picture."""
    compared = (*assessment.best_frames[:_COMPARED_FRAMES], *assessment.witnesses)
    pictures = {frame.time_s: (frame.image, frame.face) for frame in compared}  # one may be both
    templates = [faces.enrol([picture]) for picture in pictures.values()]
    scores = [faces.compare(templates[0], other).score for other in templates[1:]]
    least = min(scores) if assessment.best_frames and scores and all(map(isfinite, scores)) else None
    signal = Signal(
        name="one_person",
        verdict=_agreement(least, recording.agreement_mark),
        value=least,
        threshold=recording.agreement_mark,
        unit="similarity",
        detail=f"{len(scores)} pictures of the recording against its best",
        model=faces.model,
    )
    judgement = replace(judgement, signals=(*judgement.signals, signal))
    if signal.verdict is Verdict.PASS:
        return judgement
    if signal.verdict is Verdict.INCONCLUSIVE:
        return replace(judgement, cause=Cause.LIVENESS_INCONCLUSIVE, liveness_cause=Cause.LIVENESS_INCONCLUSIVE)
    return replace(
        judgement,
        cause=Cause.SPOOF_SUSPECTED,
        liveness_cause=Cause.SPOOF_SUSPECTED,
        tags=(*judgement.tags, Tag.ANOTHER_PERSON.value),
    )


def _agreement(least: float | None, mark: float) -> Verdict:
    if least is None:
        return Verdict.INCONCLUSIVE
    return Verdict.PASS if least >= mark else Verdict.FAIL


def _compared(faces: Faces, assessment: Assessment, recording: Recording, judgement: Judgement) -> Judgement:
    if recording.reference is None:
        return replace(judgement, cause=Cause.COMPARISON_FAILED, compare_cause=Cause.COMPARISON_FAILED)
    reference = _reference_template(faces, recording.reference)
    if isinstance(reference, Cause):
        return replace(judgement, cause=reference, compare_cause=reference)
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
