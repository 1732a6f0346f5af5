"""Choosing the pictures of the person that are compared and kept: frontal, sharp, eyes open, bright, spread in time."""

from collections.abc import Sequence

import numpy as np

from openekyc.engines.liveness.port import FaceFrame
from openekyc.engines.liveness.track import Span
from openekyc.engines.liveness.watching import Candidate, picture_quality
from openekyc.settings import LivenessSettings

_MOST = 10
_LEAST = 5
_WITNESSES = 5
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
    return tuple(map(_framed, chosen))


def choose_witnesses(candidates: Sequence[Candidate], span: Span) -> tuple[FaceFrame, ...]:
    """The best frame of every fifth of ``span``, in order of time; fewer where nobody was seen.

    They show who was there all along: the best frames of the whole may all come from one stretch of it.
    """
    part_s = (span.end_s - span.start_s) / _WITNESSES
    parts: dict[int, Candidate] = {}
    for candidate in within(candidates, span):
        part = min(int((candidate.time_s - span.start_s) / part_s), _WITNESSES - 1) if part_s else 0
        if part not in parts or picture_quality(candidate) > picture_quality(parts[part]):
            parts[part] = candidate
    return tuple(_framed(parts[part]) for part in sorted(parts))


def within(candidates: Sequence[Candidate], span: Span) -> tuple[Candidate, ...]:
    """Those seen in ``span``."""
    return tuple(candidate for candidate in candidates if span.start_s <= candidate.time_s <= span.end_s)


def _framed(candidate: Candidate) -> FaceFrame:
    return FaceFrame(image=candidate.image, face=candidate.face, time_s=candidate.time_s)
