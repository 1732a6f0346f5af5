"""Opening an untrusted recording safely: sniffed by its first bytes, bounded before decoding, upright.

Only the containers and codecs that browsers record are opened, each by its name, so that a file cannot choose a demuxer
that follows references to other files. Times are the container's own (PTS), in seconds from the first frame: recordings
made by MediaRecorder have a variable frame rate and, as WebM, no duration.
"""

import io
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

import av
import av.container
import av.error
import numpy as np
from numpy.typing import NDArray

from openekyc.domain.errors import MediaEmpty, MediaTooLarge, MediaUndecodable
from openekyc.media.sniffing import RecordingContainer, recording_container

ACCEPTED_CODECS = frozenset({"h264", "hevc", "vp8", "vp9", "av1"})
_QUARTER_TURN = 90
_DEMUXERS = {RecordingContainer.WEBM: "matroska", RecordingContainer.MP4: "mov"}


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoLimits:
    """The largest recording that is opened at all; ``pixels`` are of one frame."""

    size: int
    duration_s: float
    frames: int
    pixels: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoHeader:
    """What the container says without decoding: ``times_s`` of all frames in order of showing, first one 0.

    ``width`` and ``height`` are as coded, before turning upright.
    """

    container: str
    codec: str
    width: int
    height: int
    times_s: tuple[float, ...]

    @property
    def duration_s(self) -> float:
        """From the first frame to the last."""
        return self.times_s[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoFrame:
    """An upright RGB picture of shape (height, width, 3), ``uint8``, and its time in the recording."""

    image: NDArray[np.uint8]
    time_s: float


class Video:
    """A recording that keeps within its limits; `frames` decodes it, as often as called."""

    def __init__(self, recording: bytes, limits: VideoLimits) -> None:
        """Read the container and the times of all frames without decoding any.

        Raises `MediaEmpty`, `MediaTooLarge`, `MediaUndecodable`.
        """
        if not recording:
            raise MediaEmpty("The recording is empty.")
        if len(recording) > limits.size:
            raise MediaTooLarge(f"The recording is larger than {limits.size} bytes.")
        self._recording = recording
        self._limits = limits
        self.header = _read_header(recording, limits)

    def frames(self) -> Iterator[VideoFrame]:
        """Every frame in order, turned upright; raises `MediaUndecodable`, `MediaTooLarge` where the damage is met."""
        start: float | None = None
        with _opened(self._recording, self._limits) as container:
            stream = container.streams.video[0]
            for decoded, frame in enumerate(container.decode(stream)):
                if decoded >= self._limits.frames or frame.width * frame.height > self._limits.pixels:
                    raise MediaTooLarge("The recording holds more or larger frames than its container says.")
                if (frame.width, frame.height) != (self.header.width, self.header.height):
                    raise MediaUndecodable("The recording changes its size midway.")
                if frame.pts is None:
                    raise MediaUndecodable("The recording has frames without a time.")
                start = frame.time if start is None else start
                yield VideoFrame(image=_upright(frame), time_s=frame.time - start)


def _read_header(recording: bytes, limits: VideoLimits) -> VideoHeader:
    with _opened(recording, limits) as container:
        stream = container.streams.video[0]
        context = stream.codec_context
        if context.width * context.height > limits.pixels:
            raise MediaTooLarge(f"A frame has more than {limits.pixels} pixels.")
        ticks: list[int] = []
        for packet in container.demux(stream):
            if packet.size == 0:  # the flush packet at the end
                continue
            if packet.pts is None:
                raise MediaUndecodable("The recording has frames without a time.")
            ticks.append(packet.pts)
            if len(ticks) > limits.frames:
                raise MediaTooLarge(f"The recording has more than {limits.frames} frames.")
        if not ticks or stream.time_base is None:
            raise MediaUndecodable("The recording has no frame.")
        first = min(ticks)
        header = VideoHeader(
            container=recording_container(recording),
            codec=context.name,
            width=context.width,
            height=context.height,
            times_s=tuple(float((tick - first) * stream.time_base) for tick in sorted(ticks)),
        )
    if header.duration_s > limits.duration_s:
        raise MediaTooLarge(f"The recording is longer than {limits.duration_s:g} s.")
    return header


@contextmanager
def _opened(recording: bytes, limits: VideoLimits) -> Generator[av.container.InputContainer]:
    demuxer = _DEMUXERS[recording_container(recording)]
    # The decoder itself refuses larger frames, also those that the container's header does not admit to.
    bounds = {"max_pixels": str(limits.pixels), "threads": "1"}
    try:
        with av.open(
            io.BytesIO(recording), mode="r", format=demuxer, options=bounds, metadata_errors="replace"
        ) as container:
            if len(container.streams.video) != 1:
                raise MediaUndecodable("The recording must hold exactly one picture track.")
            context = cast("av.VideoCodecContext | None", container.streams.video[0].codec_context)
            if context is None or context.name not in ACCEPTED_CODECS:
                raise MediaUndecodable(f"Record with one of: {', '.join(sorted(ACCEPTED_CODECS))}.")
            yield container
    except av.error.FFmpegError as error:
        raise MediaUndecodable("The recording is damaged or incomplete.") from error


def _upright(frame: av.VideoFrame) -> NDArray[np.uint8]:
    image = cast("NDArray[np.uint8]", frame.to_ndarray(format="rgb24"))
    turns = round(cast("Any", frame).rotation / _QUARTER_TURN) % 4  # counter-clockwise, as numpy counts
    return image if turns == 0 else np.ascontiguousarray(np.rot90(image, turns))
