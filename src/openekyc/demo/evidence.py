"""Finds the pictures and recordings inside an API answer, and shortens them where the raw answer is printed."""

import binascii
from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

LONG = 200  #: characters from which a text is shortened in print

_LABELS = {
    "BestFrameBase64": "Best frame",
    "BestFrame": "Best frame",
    "VideoBase64": "Recording",
    "Video": "Recording",
    "CardImageBase64": "Card, front",
    "CardBackImageBase64": "Card, back",
    "CardCutImageBase64": "Card, front, cut out",
    "CardBackCutImageBase64": "Card, back, cut out",
    "HeadImageBase64": "Portrait on the card",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One picture or recording; ``path`` is its place in the answer, e.g. ``OCRResult.0.CardImageBase64``."""

    path: str
    label: str
    mime: str
    content: bytes

    @property
    def is_video(self) -> bool:
        """Whether it plays."""
        return self.mime.startswith("video/")


def evidence_in(answer: Mapping[str, Any]) -> list[Evidence]:
    """All pictures and recordings of known formats, in the answer's order."""
    return [found for path, text in _long_texts(answer, ()) if (found := _open(path, text))]


def shortened(value: Any) -> Any:
    """The answer with every long text cut, and how long it is."""
    if isinstance(value, Mapping):
        return {name: shortened(member) for name, member in value.items()}
    if isinstance(value, list):
        return [shortened(member) for member in value]
    if isinstance(value, str) and len(value) > LONG:
        return f"{value[:48]}… ({len(value):,} characters)"
    return value


def _long_texts(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, str) and len(value) > LONG:
        yield path, value
    if isinstance(value, Mapping):
        for name, member in value.items():
            yield from _long_texts(member, (*path, str(name)))
    if isinstance(value, Sequence) and not isinstance(value, str):
        for index, member in enumerate(value):
            yield from _long_texts(member, (*path, str(index)))


def _open(path: tuple[str, ...], text: str) -> Evidence | None:
    try:
        content = b64decode(text, validate=True)
    except binascii.Error:
        return None
    mime = _mime(content)
    if not mime:
        return None
    return Evidence(path=".".join(path), label=_LABELS.get(path[-1], path[-1]), mime=mime, content=content)


def _mime(content: bytes) -> str | None:
    """What the first bytes say; the browser is told not to guess further."""
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\x1a\x45\xdf\xa3"):
        return "video/webm"
    if content[4:8] == b"ftyp":
        return "video/mp4"
    return None
