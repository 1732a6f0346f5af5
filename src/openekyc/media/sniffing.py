"""What a file really is, by its first bytes; cheap enough for the process that serves requests."""

from enum import StrEnum

from openekyc.domain.errors import MediaEmpty, MediaUndecodable

MAGIC_BYTES = 8
"""So many first bytes tell every format apart that is accepted here."""

_JPEG = b"\xff\xd8\xff"
_PNG = b"\x89PNG\r\n\x1a\n"
_GIFS = (b"GIF87a", b"GIF89a")
_MATROSKA = b"\x1a\x45\xdf\xa3"
_SMALLEST_RECORDING = 1024


class PictureFormat(StrEnum):
    """The accepted formats of pictures, by their content."""

    JPEG = "JPEG"
    PNG = "PNG"


class RecordingContainer(StrEnum):
    """The accepted containers of recordings: ``webm`` also for plain Matroska, ``mp4`` also for QuickTime."""

    WEBM = "webm"
    MP4 = "mp4"


def picture_format(content: bytes) -> PictureFormat:
    """The format, whatever the name or content type said; raises `MediaUndecodable`."""
    if content.startswith(_JPEG):
        return PictureFormat.JPEG
    if content.startswith(_PNG):
        return PictureFormat.PNG
    if content.startswith(_GIFS):
        raise MediaUndecodable("The picture is a GIF; send a JPEG or PNG.")
    raise MediaUndecodable("Send the picture as JPEG or PNG.")


def recording_container(content: bytes) -> RecordingContainer:
    """The container, whatever the name or content type said; raises `MediaUndecodable`."""
    if content.startswith(_MATROSKA):
        return RecordingContainer.WEBM
    if content[4:8] == b"ftyp":
        return RecordingContainer.MP4
    raise MediaUndecodable("Send the recording as WebM, Matroska, MP4 or QuickTime.")


def require_picture(content: bytes) -> None:
    """Refuse at the door what is neither JPEG nor PNG; raises `MediaEmpty`, `MediaUndecodable`."""
    if not content:
        raise MediaEmpty("The picture is empty. Take it again.")
    picture_format(content)


def require_recording(content: bytes) -> None:
    """Refuse at the door what cannot be a recording; raises `MediaEmpty`, `MediaUndecodable`."""
    if len(content) < _SMALLEST_RECORDING:
        raise MediaEmpty("The recording holds next to nothing. Record again.")
    recording_container(content)
