"""Choosing the pictures of the person that are compared and kept: frontal, sharp, eyes open, bright, spread in time."""

from collections.abc import Sequence

import numpy as np

from openekyc.engines.liveness.port import FaceFrame
from openekyc.engines.liveness.watching import Candidate, picture_quality
from openekyc.settings import LivenessSettings

_MOST = 10
_LEAST = 5
_USUAL_PERCENTILE = 70
_OPEN_SHARE = 0.75  # of the person's usual opening of the eyes


def choose_frames(candidates: Sequence[Candidate], settings: LivenessSettings) -> tuple[FaceFrame, ...]:
    """Up to ten, best first; below five good ones the next best fill up. Empty without any candidate.

    Candidates come at most one from each stretch of time, so any choice is spread.
    """
    if not candidates:
        return ()
    usual = float(np.percentile([candidate.openness for candidate in candidates], _USUAL_PERCENTILE))
    ranked = sorted(candidates, key=picture_quality, reverse=True)
    good = [
        candidate
        for candidate in ranked
        if candidate.openness >= _OPEN_SHARE * usual
        and abs(candidate.face.yaw) <= settings.best_frame_yaw_deg
        and candidate.face.sharpness >= settings.least_sharpness
    ][:_MOST]
    chosen = good + [candidate for candidate in ranked if candidate not in good][: max(0, _LEAST - len(good))]
    return tuple(FaceFrame(image=frame.image, face=frame.face, time_s=frame.time_s) for frame in chosen)
