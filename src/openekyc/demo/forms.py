"""Reads the demo's forms; what does not fit is refused with a sentence before the API is asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import FormData, UploadFile

from openekyc.demo.choices import DOCUMENTS, LANGUAGES, LEVELS, WEB_CARDS, Document

LARGEST_PHOTO = 16_000_000  #: bytes; the API has its own, lower limits and its answer is shown


class FormRefused(Exception):
    """A form was filled in a way that cannot be sent on; the message says what to change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceForm:
    """A verification with a face: which card or photo it goes with, how hard it is, and how it is run."""

    card: str | None
    photo: bytes | None
    level: int
    language: str
    through_app: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentForm:
    """A document to check."""

    document: Document
    front: bytes
    back: bytes | None


async def read_face_form(form: FormData, *, needs_card: bool, needs_photo: bool) -> FaceForm:
    """The fields of the three choices that open the camera; raises `FormRefused`."""
    return FaceForm(
        card=_one_of(form, "card", WEB_CARDS) if needs_card else None,
        photo=await _photo(form, "photo") if needs_photo else None,
        level=int(_one_of(form, "level", {str(level): name for level, name in LEVELS.items()})),
        language=_one_of(form, "language", LANGUAGES),
        through_app=form.get("way") == "app",
    )


async def read_document_form(form: FormData) -> DocumentForm:
    """The fields of "check a document"; raises `FormRefused`."""
    document = DOCUMENTS[_one_of(form, "document", DOCUMENTS)]
    back = await _photo(form, "back") if document.needs_back else None
    return DocumentForm(document=document, front=await _photo(form, "front"), back=back)


def _one_of(form: FormData, name: str, offered: Mapping[str, Any]) -> str:
    value = form.get(name)
    if not isinstance(value, str) or value not in offered:
        raise FormRefused(f"Choose one of the offered values for “{name}”.")
    return value


async def _photo(form: FormData, name: str) -> bytes:
    upload = form.get(name)
    content = await upload.read() if isinstance(upload, UploadFile) else b""
    if not content:
        raise FormRefused(f"Choose a JPEG or PNG file for “{name}”.")
    if len(content) > LARGEST_PHOTO:
        raise FormRefused(f"The file for “{name}” is larger than {LARGEST_PHOTO // 1_000_000} MB.")
    return content
