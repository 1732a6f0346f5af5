"""Images as base64 texts, both ways."""

import pybase64

from openekyc.domain.errors import MediaEmpty, MediaTooLarge, MediaUndecodable


def image_bytes(text: str, *, name: str, longest: int) -> bytes:
    """The bytes behind a parameter; ``longest`` counts base64 characters.

    Raises `MediaTooLarge`, `MediaEmpty` or `MediaUndecodable`, each naming the parameter.
    """
    if len(text) > longest:
        raise MediaTooLarge(f"`{name}` is larger than {longest // 2**20} MB as base64.")
    try:
        content = pybase64.b64decode(text, validate=True)
    except ValueError:
        raise MediaUndecodable(f"`{name}` is not base64. Send plain base64 without a `data:` head.") from None
    if not content:
        raise MediaEmpty(f"`{name}` is empty.")
    return content


def base64_text(content: bytes | None) -> str | None:
    """Plain base64; None stays None."""
    return None if content is None else pybase64.b64encode_as_string(content)
