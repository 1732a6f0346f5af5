"""What clients of the capture protocol send as JSON."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from openekyc.domain.challenge import ClientLog, FrameLog, PromptLog

_Time = Annotated[float, Field(ge=0, le=1e12)]  # of a page's clock, which starts at 0; the end is 30 years later


class Body(BaseModel):
    """Strict: a member that is not known is refused by name, and so is a number that JSON cannot give back."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class ConsentBody(Body):
    """The person's answer to the consent text of that version."""

    version: str = Field(max_length=64)
    accepted: bool


class EditsBody(Body):
    """Fields that the person changed on the confirmation screen: name to value."""

    edits: Mapping[str, str] = Field(max_length=64)


class PromptBody(Body):
    """When the page showed a prompt and when it moved on."""

    index: int = Field(ge=0, le=16)
    shown_ms: _Time
    left_ms: _Time


class FrameBody(Body):
    """One camera frame."""

    capture_ms: _Time
    media_s: _Time


class LogBody(Body):
    """The client log: page milliseconds, media seconds."""

    recorder_started_ms: _Time
    recorder_stopped_ms: _Time
    prompts: tuple[PromptBody, ...] = Field(default=(), max_length=16)
    frames: tuple[FrameBody, ...] = Field(default=(), max_length=2_000)
    mime_type: str = Field(default="", max_length=200)
    camera_label: str = Field(default="", max_length=200)


def client_log(body: LogBody, user_agent: str) -> ClientLog:
    """The log in the words of the business."""
    return ClientLog(
        recorder_started_ms=body.recorder_started_ms,
        recorder_stopped_ms=body.recorder_stopped_ms,
        prompts=tuple(
            PromptLog(index=prompt.index, shown_ms=prompt.shown_ms, left_ms=prompt.left_ms) for prompt in body.prompts
        ),
        frames=tuple(FrameLog(capture_ms=frame.capture_ms, media_s=frame.media_s) for frame in body.frames),
        mime_type=body.mime_type,
        camera_label=body.camera_label,
        user_agent=user_agent[:300],
    )
