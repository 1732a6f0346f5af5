"""Why a verification, an attempt or a part of one ended as it did, in our own words.

The public codes are tables over these names (`actions/shapes/result_codes.py`), the sentences a person reads on the
capture page are dictionaries over them (`web/capture/texts`). Nothing below the actions knows a public code.
"""

from enum import StrEnum


class Cause(StrEnum):
    """The one reason that decided; ``PASSED`` is the only good one."""

    PASSED = "passed"

    # The recording and the person in it
    VIDEO_MISSING = "video_missing"
    VIDEO_UNREADABLE = "video_unreadable"
    VIDEO_TOO_SHORT = "video_too_short"
    NO_FACE = "no_face"
    FACE_LOST = "face_lost"
    SEVERAL_FACES = "several_faces"
    FACE_TOO_FAR = "face_too_far"
    FACE_BLURRED = "face_blurred"
    TOO_DARK = "too_dark"
    TOO_BRIGHT = "too_bright"
    SPOOF_SUSPECTED = "spoof_suspected"
    ACTION_MISSING = "action_missing"
    LIVENESS_INCONCLUSIVE = "liveness_inconclusive"
    LIVENESS_ENGINE_FAILED = "liveness_engine_failed"

    # The comparison with the card's portrait or the given photo
    NOT_SAME_PERSON = "not_same_person"
    REFERENCE_NO_FACE = "reference_no_face"
    REFERENCE_SEVERAL_FACES = "reference_several_faces"
    REFERENCE_POOR = "reference_poor"
    COMPARISON_FAILED = "comparison_failed"

    # The process as a whole
    NEVER_OPENED = "never_opened"
    TIMED_OUT = "timed_out"
    LEFT = "left"
    CONSENT_DECLINED = "consent_declined"
    ATTEMPTS_USED_UP = "attempts_used_up"
