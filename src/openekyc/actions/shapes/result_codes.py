"""Our causes in public codes and sentences: one table per flow, and the two LivenessInfoTag tables.

The sentence says the precise reason even where several causes share a code. Sources: the result code pages of the
web flow, GetFaceIdResultIntl, and the announcement of the unified codes of 2026-03-10.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from openekyc.domain.causes import Cause
from openekyc.engines.liveness.port import Tag

SELFIE_NOT_FINISHED = "-999"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A public code with its sentence."""

    code: int
    sentence: str


SENTENCES = {
    Cause.PASSED: "Success",
    Cause.VIDEO_MISSING: "No recording was received.",
    Cause.VIDEO_UNREADABLE: "The recording cannot be read.",
    Cause.VIDEO_TOO_SHORT: "The recording is too short.",
    Cause.NO_FACE: "No face was found in the recording.",
    Cause.FACE_LOST: "The face left the picture during the recording.",
    Cause.SEVERAL_FACES: "More than one face is in the recording.",
    Cause.FACE_TOO_FAR: "The face is too far from the camera.",
    Cause.FACE_BLURRED: "The face in the recording is not sharp enough.",
    Cause.TOO_DARK: "The face is too dark.",
    Cause.TOO_BRIGHT: "The face is too bright.",
    Cause.SPOOF_SUSPECTED: "The recording is suspected not to show a live person.",
    Cause.ACTION_MISSING: "A requested action was not seen.",
    Cause.LIVENESS_INCONCLUSIVE: "It could not be determined that the person is live.",
    Cause.LIVENESS_ENGINE_FAILED: "The liveness check could not be carried out.",
    Cause.NOT_SAME_PERSON: "The similarity is below the pass mark.",
    Cause.REFERENCE_NO_FACE: "No whole face was found in the photo to compare with.",
    Cause.REFERENCE_SEVERAL_FACES: "More than one face is in the photo to compare with.",
    Cause.REFERENCE_POOR: "The photo to compare with is too small or not sharp enough.",
    Cause.COMPARISON_FAILED: "The comparison could not be carried out.",
    Cause.NEVER_OPENED: "The process was not started in time.",
    Cause.TIMED_OUT: "The process was not finished in time.",
    Cause.LEFT: "The user left the process.",
    Cause.CONSENT_DECLINED: "The user declined consent.",
    Cause.ATTEMPTS_USED_UP: "No attempts are left.",
}

_WEB = {
    Cause.PASSED: 0,
    Cause.VIDEO_MISSING: 202,
    Cause.VIDEO_UNREADABLE: 1001,
    Cause.VIDEO_TOO_SHORT: 1303,
    Cause.NO_FACE: 1004,
    Cause.FACE_LOST: 1004,
    Cause.SEVERAL_FACES: 2012,
    Cause.FACE_TOO_FAR: 2014,
    Cause.FACE_BLURRED: 2014,
    Cause.TOO_DARK: 1201,
    Cause.TOO_BRIGHT: 1201,
    Cause.SPOOF_SUSPECTED: 1002,
    Cause.ACTION_MISSING: 1005,
    Cause.LIVENESS_INCONCLUSIVE: 1005,
    Cause.LIVENESS_ENGINE_FAILED: 1001,
    Cause.NOT_SAME_PERSON: 2016,
    Cause.REFERENCE_NO_FACE: 2013,
    Cause.REFERENCE_SEVERAL_FACES: 2012,
    Cause.REFERENCE_POOR: 2014,
    Cause.COMPARISON_FAILED: 2015,
    Cause.NEVER_OPENED: 15,
    Cause.TIMED_OUT: 1409,
    Cause.LEFT: 1410,
    Cause.CONSENT_DECLINED: 1410,  # the table has no code of its own for it; the sentence tells them apart
    Cause.ATTEMPTS_USED_UP: 16,
}

# In force from 2026-03-10. Causes that are not here ended without a result, which this flow calls -999.
_SELFIE_NEWEST = {
    Cause.PASSED: 0,
    Cause.VIDEO_MISSING: 1001,
    Cause.VIDEO_UNREADABLE: 1001,
    Cause.VIDEO_TOO_SHORT: 1001,
    Cause.NO_FACE: 1004,
    Cause.FACE_LOST: 1004,
    Cause.SEVERAL_FACES: 2012,
    Cause.FACE_TOO_FAR: 2014,
    Cause.FACE_BLURRED: 2014,
    Cause.TOO_DARK: 1201,
    Cause.TOO_BRIGHT: 1201,
    Cause.SPOOF_SUSPECTED: 1002,
    Cause.ACTION_MISSING: 1005,
    Cause.LIVENESS_INCONCLUSIVE: 1005,
    Cause.LIVENESS_ENGINE_FAILED: 1001,
    Cause.NOT_SAME_PERSON: 2016,
    Cause.REFERENCE_NO_FACE: 2013,
    Cause.REFERENCE_SEVERAL_FACES: 2012,
    Cause.REFERENCE_POOR: 2014,
    Cause.COMPARISON_FAILED: 2015,
    Cause.ATTEMPTS_USED_UP: 1005,
}
_SELFIE_OF_SPECIFICATION = {1002: 1004, 1005: 1004, 1201: 2014, 2017: 2013}  # newer code: what it was before

_WEB_TAGS = {
    Tag.EYES_CLOSED: "01",
    Tag.ACTION_MISSING: "02",
    Tag.RECAPTURED: "03",
    Tag.SYNTHETIC: "04",
    Tag.REFLECTION_FAILED: "07",
    Tag.ANOTHER_PERSON: "08",
    Tag.QUALITY_LOW: "09",
    Tag.DISTANCE_WRONG: "10",
    Tag.OCCLUDED: "14",
}
_SELFIE_TAGS = {
    Tag.EYES_CLOSED: "01",
    Tag.ACTION_MISSING: "02",
    Tag.RECAPTURED: "03",
    Tag.SYNTHETIC: "05",
    Tag.REFLECTION_FAILED: "09",
    Tag.ANOTHER_PERSON: "10",
    Tag.QUALITY_LOW: "11",
    Tag.DISTANCE_WRONG: "12",
    Tag.OCCLUDED: "10",
}


def web_outcome(cause: Cause, *, note: str = "") -> Outcome:
    """ErrorCode and ErrorMsg of the web flow; the note, if any, follows the sentence."""
    return Outcome(_WEB[cause], _with_note(SENTENCES[cause], note))


def selfie_outcome(cause: Cause | None, *, note: str = "", newest: bool) -> tuple[str, str]:
    """Result and Description of the selfie flow, a code as text; ``newest`` chooses the table of 2026-03-10."""
    if cause is None:
        return SELFIE_NOT_FINISHED, _with_note("The process is not finished.", note)
    code = _SELFIE_NEWEST.get(cause)
    if code is None:
        return SELFIE_NOT_FINISHED, _with_note(SENTENCES[cause], note)
    if not newest:
        code = _SELFIE_OF_SPECIFICATION.get(code, code)
    return str(code), _with_note(SENTENCES[cause], note)


def web_tags(names: Iterable[str]) -> list[str]:
    """LivenessInfoTag of the web flow, without repeats, from the names of `Tag`."""
    return sorted({_WEB_TAGS[Tag(name)] for name in names})


def selfie_tags(names: Iterable[str]) -> list[str]:
    """LivenessInfoTag of the selfie flow, without repeats, from the names of `Tag`."""
    return sorted({_SELFIE_TAGS[Tag(name)] for name in names})


def _with_note(sentence: str, note: str) -> str:
    return f"{sentence} {note}".strip() if note else sentence
