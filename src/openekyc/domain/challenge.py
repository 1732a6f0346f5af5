"""What the server asks of the person in front of the camera, and what the page says it saw.

Times in a challenge are the server's; times in a client log are the page's own ``performance.now()`` milliseconds and
are never trusted by themselves: the liveness engine fits them to the time stamps inside the recording.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum


class Action(StrEnum):
    """A movement the person is asked for; the values are the public ActionList names."""

    BLINK = "blink"
    MOUTH = "mouth"
    NOD = "nod"
    SHAKE = "shake"


class LivenessLevel(IntEnum):
    """How hard the liveness check is; the values are the public SecurityLevel numbers."""

    SILENT = 1
    ACTION = 2
    REFLECTION = 3
    ACTION_AND_REFLECTION = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengeStep:
    """One action, how long the face must be quiet before it is asked for, and how long the person then has.

    ``quiet_s`` is random per attempt (seconds), so that a recording cannot know when the prompt comes.
    """

    action: Action
    quiet_s: float
    window_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """The single-use task of one attempt: ``level`` as it is really run, steps in order (none when silent)."""

    nonce: str
    level: LivenessLevel
    requested_level: LivenessLevel
    steps: tuple[ChallengeStep, ...]
    record_s: float  #: shortest recording that can hold the whole challenge, seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerTimes:
    """When, by the server's clock, an attempt began, its prompts were handed out, and its recording arrived."""

    began_at: datetime
    revealed: Sequence[datetime]
    uploaded_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptLog:
    """When the page showed step ``index`` and when it moved on; page milliseconds."""

    index: int
    shown_ms: float
    left_ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameLog:
    """One camera frame as `requestVideoFrameCallback` reported it: capture moment (page ms) and media time (s)."""

    capture_ms: float
    media_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientLog:
    """The page's account of one recording; an aid for aligning clocks and a target for plausibility checks."""

    recorder_started_ms: float
    recorder_stopped_ms: float
    prompts: Sequence[PromptLog] = field(default=())
    frames: Sequence[FrameLog] = field(default=())
    mime_type: str = ""
    camera_label: str = ""
    user_agent: str = ""
