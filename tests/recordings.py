"""Small recordings made in memory, as a browser's recorder would: no audio, times of one's choosing."""

import io
from collections.abc import Sequence
from fractions import Fraction

import av
import numpy as np


def record(
    times_ms: Sequence[int] | None = None,
    *,
    size: tuple[int, int] = (64, 48),
    codec: str = "libvpx",
    container: str = "webm",
    pictures: Sequence[np.ndarray] | None = None,
    tracks: int = 1,
) -> bytes:
    """A recording with a frame at each of ``times_ms`` (default: ten at 30 a second), grey getting brighter."""
    times = list(times_ms) if times_ms is not None else [round(i * 1000 / 30) for i in range(10)]
    width, height = size
    memory = io.BytesIO()
    with av.open(memory, "w", format=container) as out:
        streams = [out.add_stream(codec, rate=1000) for _ in range(tracks)]
        for stream in streams:
            stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
            stream.time_base = Fraction(1, 1000)
            stream.codec_context.time_base = Fraction(1, 1000)
            if codec == "libx264":
                stream.codec_context.options = {"tune": "zerolatency", "preset": "ultrafast"}
        for stream in streams:
            for number, time in enumerate(times):
                picture = (
                    np.full((height, width, 3), 8 * number % 256, np.uint8) if pictures is None else pictures[number]
                )
                frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
                frame.pts, frame.time_base = time, Fraction(1, 1000)
                out.mux(stream.encode(frame))
            out.mux(stream.encode())
    return memory.getvalue()


def turned(mp4: bytes) -> bytes:
    """The same MP4 with a display matrix that turns it a quarter clockwise, as phones write it."""
    head = mp4.index(b"tkhd")
    matrix = head + 4 + 4 + 36
    turn = (0, 0x10000, 0, -0x10000, 0, 0, 0, 0, 0x40000000)
    return mp4[:matrix] + b"".join(n.to_bytes(4, "big", signed=True) for n in turn) + mp4[matrix + 36 :]
