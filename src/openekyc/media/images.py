"""Opening pictures from strangers safely: sniff, bound, then decode to upright RGB.

Only JPEG and PNG are opened. Nothing is allocated for pixels before the header has said how many there are.
Formats: https://www.w3.org/TR/png-3/ and ITU-T T.81; orientation: Exif 3.0, tag 0x0112.
"""

import struct
from dataclasses import dataclass
from io import BytesIO

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pillow

from openekyc.domain.errors import MediaEmpty, MediaTooLarge, MediaUndecodable
from openekyc.media.sniffing import PictureFormat, picture_format

Image = NDArray[np.uint8]

# The public specification: pictures up to 8 MB (web page and photo), sides up to 8000 pixels.
MAX_BYTES = 8 * 1024 * 1024
MAX_SIDE = 8000

_SMALLEST_FILE = 67  #: bytes of a PNG of one pixel, the shortest complete file of the two formats
_ORIENTATION_TAG = 0x0112
_DAMAGE = (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, struct.error)
_FRAME_HEADERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_MOST_SEGMENTS = 1024  #: before the frame header; colour profiles and previews need a few dozen
_TURNED_BY_A_QUARTER = (5, 6, 7, 8)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageHeader:
    """What the first bytes say; ``width`` and ``height`` in pixels of the upright picture."""

    format: PictureFormat
    width: int
    height: int


def probe(content: bytes, *, max_bytes: int = MAX_BYTES) -> ImageHeader:
    """Format and size without decoding pixels.

    Raises `MediaEmpty`, `MediaTooLarge` (bytes or pixels), `MediaUndecodable`.
    """
    with _open(content, max_bytes) as picture:
        width, height = picture.size
        if _orientation(picture) in _TURNED_BY_A_QUARTER:
            width, height = height, width
        return ImageHeader(format=picture_format(content), width=width, height=height)


def decode(content: bytes, *, max_bytes: int = MAX_BYTES, about_side: int | None = None) -> Image:
    """The upright picture, RGB ``uint8`` of shape (height, width, 3); transparency is laid on white.

    ``about_side`` lets a large JPEG be decoded at a half, quarter or eighth of its size as long as its longer side
    stays at least that many pixels: it saves most of the time and memory of photos no step reads at full size.
    Raises `MediaEmpty`, `MediaTooLarge`, `MediaUndecodable` (a truncated file included).
    """
    with _open(content, max_bytes) as picture:
        orientation = _orientation(picture)
        if about_side is not None:
            _draft(picture, about_side)
        try:
            picture.load()
            upright = _rgb(picture)
        except _DAMAGE as damage:
            raise MediaUndecodable("The image is damaged or not complete.") from damage
    return _turned(np.asarray(upright, dtype=np.uint8), orientation)


def encode_jpeg(image: Image, *, quality: int = 90) -> bytes:
    """A baseline JPEG of an RGB picture, without any metadata; ``quality`` 1..100."""
    if not image.size:
        raise ValueError(f"An image of shape {image.shape} has no pixels to write.")
    _, encoded = cv2.imencode(".jpg", cv2.cvtColor(image, cv2.COLOR_RGB2BGR), (cv2.IMWRITE_JPEG_QUALITY, quality))
    return encoded.tobytes()


def _open(content: bytes, max_bytes: int) -> Pillow.Image:
    if not content:
        raise MediaEmpty("The image is empty.")
    if len(content) > max_bytes:
        raise MediaTooLarge(f"The image has {len(content)} bytes; {max_bytes} are allowed.")
    kind = picture_format(content)
    if len(content) < _SMALLEST_FILE:
        raise MediaEmpty("The file is too short to hold an image.")
    try:
        width, height = _png_size(content) if kind is PictureFormat.PNG else _jpeg_size(content)
        if max(width, height) > MAX_SIDE:
            raise MediaTooLarge(f"The image has {width}x{height} pixels; {MAX_SIDE}x{MAX_SIDE} are allowed.")
        picture = Pillow.open(BytesIO(content), formats=(kind.value,))
    except _DAMAGE as damage:
        raise MediaUndecodable("The image's header cannot be read.") from damage
    if picture.size != (width, height):  # two readers of one header that disagree: made to deceive one of them
        picture.close()
        raise MediaUndecodable("The image's header contradicts itself.")
    return picture


def _png_size(content: bytes) -> tuple[int, int]:
    length, name, width, height = struct.unpack(">I4sII", content[8:24])
    if (length, name) != (13, b"IHDR"):
        raise ValueError("the first chunk of a PNG must be IHDR")
    return width, height


def _jpeg_size(content: bytes) -> tuple[int, int]:
    """Walk the segments up to the frame header (SOF), whose sixth to ninth bytes are height and width."""
    at = 2
    for _ in range(_MOST_SEGMENTS):
        marker, code, length = struct.unpack(">BBH", content[at : at + 4])
        if marker != 0xFF:  # noqa: PLR2004 - every JPEG marker begins so
            raise ValueError("a JPEG marker was expected")
        if code == 0xFF:  # noqa: PLR2004 - fill byte before a marker
            at += 1
            continue
        if code in _FRAME_HEADERS:
            _, height, width = struct.unpack(">BHH", content[at + 4 : at + 9])
            return width, height
        at += 2 + length
    raise ValueError("a JPEG frame header was expected")


def _orientation(picture: Pillow.Image) -> int:
    """The EXIF orientation 1..8; 1 when there is none or the EXIF block is damaged."""
    try:
        value = picture.getexif().get(_ORIENTATION_TAG, 1)
    except _DAMAGE:
        return 1
    return value if value in range(1, 9) else 1


def _draft(picture: Pillow.Image, about_side: int) -> None:
    longer = max(picture.size)
    if longer > about_side:
        width, height = picture.size
        shrunk = (max(1, width * about_side // longer), max(1, height * about_side // longer))
        picture.draft("RGB", shrunk)


def _rgb(picture: Pillow.Image) -> Pillow.Image:
    if picture.mode.startswith("I;16") or picture.mode == "I":  # 16-bit grey PNG: Pillow would clip, not scale
        return Pillow.fromarray((np.asarray(picture, dtype=np.uint32) >> 8).astype(np.uint8)).convert("RGB")
    if picture.has_transparency_data:
        with_alpha = picture.convert("RGBA")
        white = Pillow.new("RGBA", with_alpha.size, (255, 255, 255, 255))
        return Pillow.alpha_composite(white, with_alpha).convert("RGB")
    return picture.convert("RGB")


def _turned(image: Image, orientation: int) -> Image:
    """Undo the EXIF orientation: mirror first where it says so, then quarter turns."""
    if orientation in (2, 5, 4, 7):
        image = image[:, ::-1]
    quarter_turns = {1: 0, 2: 0, 3: 2, 4: 2, 5: 1, 6: 3, 7: 3, 8: 1}[orientation]
    return np.ascontiguousarray(np.rot90(image, quarter_turns))
