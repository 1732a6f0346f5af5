"""What a file really is, by its first bytes; cheap enough for the process that serves requests."""

from openekyc.domain.errors import MediaEmpty, MediaUndecodable

_MATROSKA = b"\x1a\x45\xdf\xa3"
_SMALLEST_RECORDING = 1024


def require_recording(content: bytes) -> None:
    """Refuse at the door what cannot be a recording; raises `MediaEmpty`, `MediaUndecodable`."""
    if len(content) < _SMALLEST_RECORDING:
        raise MediaEmpty("The recording holds next to nothing. Record again.")
    if content[:4] != _MATROSKA and content[4:8] != b"ftyp":
        raise MediaUndecodable("Send the recording as WebM, Matroska, MP4 or QuickTime.")


def require_picture(content: bytes) -> None:
    """Refuse at the door what is neither JPEG nor PNG; raises `MediaEmpty`, `MediaUndecodable`."""
    if not content:
        raise MediaEmpty("The picture is empty. Take it again.")
    if content[:3] != b"\xff\xd8\xff" and content[:8] != b"\x89PNG\r\n\x1a\n":
        raise MediaUndecodable("Send the picture as JPEG or PNG.")
