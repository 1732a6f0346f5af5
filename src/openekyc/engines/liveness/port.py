"""The liveness room: does this recording show a live person who did what this challenge asked?"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from openekyc.domain.causes import Cause
from openekyc.domain.challenge import Challenge, ClientLog, ServerTimes
from openekyc.domain.findings import Signal
from openekyc.engines.faces.port import Face, Image


class Decision(StrEnum):
    """The answer for one recording; a retry is never a pass."""

    LIVE = "live"
    RETRY = "retry"
    SPOOF = "spoof"


class Tag(StrEnum):
    """What kind of trouble was seen; the public LivenessInfoTag tables are made from these."""

    EYES_CLOSED = "eyes_closed"
    ACTION_MISSING = "action_missing"
    RECAPTURED = "recaptured"
    SYNTHETIC = "synthetic"
    REFLECTION_FAILED = "reflection_failed"
    ANOTHER_PERSON = "another_person"
    QUALITY_LOW = "quality_low"
    DISTANCE_WRONG = "distance_wrong"
    OCCLUDED = "occluded"


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceFrame:
    """A frame worth comparing: the upright RGB picture, the face in it, and its time in the recording (s)."""

    image: Image
    face: Face
    time_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoFacts:
    """What the container and decoder said about the recording."""

    container: str
    codec: str
    width: int
    height: int
    duration_s: float
    frames: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The decision with everything it rests on.

    ``best_frames`` are the 5-10 best pictures of the face, best first; empty when there is no usable one.
    ``witnesses`` are pictures of whoever was seen during the task, spread over it in order of time, for telling whether
    it was one person throughout. ``signals`` holds every check that ran, whatever it answered.
    """

    decision: Decision
    cause: Cause
    tags: tuple[Tag, ...]
    signals: tuple[Signal, ...]
    best_frames: tuple[FaceFrame, ...]
    video: VideoFacts | None
    model: str
    witnesses: tuple[FaceFrame, ...] = ()


class Liveness(Protocol):
    """What the flows ask of a liveness engine."""

    model: str

    def assess(
        self,
        recording: bytes,
        *,
        challenge: Challenge,
        client_log: ClientLog,
        server_times: ServerTimes | None = None,
    ) -> Assessment:
        """Judge one recording; hostile or broken input is a decision with a cause, never an exception.

        With ``server_times`` the page's account must fit the server's.
        """
        ...
