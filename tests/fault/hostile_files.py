"""Files that an attacker, a broken camera or a clumsy integrator sends, made in memory."""

import io
import struct
import zlib
from functools import cache

import numpy as np
from PIL import Image
from skimage import data

from fault.doors import moving_face, still
from recordings import record

PHOTO_LIMIT = 8 * 2**20
RECORDING_LIMIT = 16 * 2**20


def padded(content: bytes, size: int) -> bytes:
    return content + bytes(size - len(content))


@cache
def png_bomb(side: int = 20_000) -> bytes:
    """A true PNG of 1.2 MB that would be 1.2 GB of pixels."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    packer = zlib.compressobj(9)
    lines = b"".join(packer.compress(bytes(side * 3 + 1)) for _ in range(side)) + packer.flush()
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


def gif() -> bytes:
    file = io.BytesIO()
    Image.new("P", (640, 480)).save(file, "GIF")
    return file.getvalue()


def pictures() -> dict[str, bytes]:
    return {
        "over the limit": padded(still(), PHOTO_LIMIT + 1),
        "cut short": still()[: len(still()) // 2],
        "bomb": png_bomb(),
        "gif": gif(),
        "nothing": b"",
        "text": b"This is text in a file named front.jpg. " * 50,
    }


def times(seconds: float, *, apart_ms: int = 66) -> list[int]:
    return list(range(0, round(seconds * 1000), apart_ms))


@cache
def without_a_face() -> bytes:
    noise = np.random.default_rng(1)
    frames = [noise.integers(0, 255, (240, 320, 3), np.uint8) for _ in times(3)]
    return record(times(3), size=(320, 240), pictures=frames)


@cache
def with_two_faces() -> bytes:
    face = data.astronaut()[:256, 100:356]
    return record(times(4), size=(512, 256), pictures=[np.hstack([face, face])] * len(times(4)))


def recordings_refused_at_the_door() -> dict[str, bytes]:
    return {
        "over the limit": padded(moving_face(), RECORDING_LIMIT + 1),
        "nothing": b"",
        "text": b"This is text in a file named video.webm. " * 100,
        "a picture": still() * 40,
    }


def recordings_judged() -> dict[str, bytes]:
    """They look like recordings, so they are taken; what they are shows only when they are opened."""
    return {
        "one frame": padded(record([0], size=(320, 240), pictures=[np.zeros((240, 320, 3), np.uint8)]), 5_000),
        "ten minutes": record(times(600, apart_ms=500)),
        "no face": without_a_face(),
        "two faces": with_two_faces(),
        "cut short": moving_face()[:20_000],
        "damaged": moving_face()[:500] + bytes(range(256)) * 400,
    }
