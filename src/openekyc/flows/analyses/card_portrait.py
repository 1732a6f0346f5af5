"""The photo of the person on a card, cut out for the comparison with a selfie."""

from openekyc.domain.findings import Signal, Verdict
from openekyc.domain.text import Box
from openekyc.engines.cards.port import CardPicture
from openekyc.engines.faces.port import Faces, UnusableFace
from openekyc.media.images import Image, encode_jpeg

_MARGIN = 0.45  #: of the face's size on every side: hair, chin and ears belong to a face picture


def cut_portrait(faces: Faces, card: CardPicture, printed: Box) -> tuple[bytes | None, Signal]:
    """The largest face of the card (smaller ones are ghost prints) as JPEG; where none is found, the place where such
    cards have their photo. The signal's value is the distance between the eyes in pixels; it is inconclusive where
    a comparison would refuse the portrait, so that the card is photographed again while there still is one."""
    found = faces.detect(card.image)
    if found:
        face = found[0]
        left, top, right, bottom = face.box
        across, down = _MARGIN * (right - left), _MARGIN * (bottom - top)
        cut = _cut(card.image, left - across, top - down, right + across, bottom + down)
        problem = _problem(faces, cut)
        seen = Signal(
            name="portrait",
            verdict=Verdict.INCONCLUSIVE if problem else Verdict.PASS,
            value=round(face.eye_distance, 1),
            unit="px between the eyes",
            detail=problem,
            model=face.model,
        )
        return encode_jpeg(cut), seen
    height, width = card.image.shape[:2]
    missing = Signal(name="portrait", verdict=Verdict.FAIL, detail="No face on the card.", model=faces.model)
    if not card.trusted or height > width:
        return None, missing
    place = _cut(card.image, printed.left * width, printed.top * height, printed.right * width, printed.bottom * height)
    return encode_jpeg(place), missing


def _problem(faces: Faces, portrait: Image) -> str:
    """Why the portrait cannot be compared with, "" when it can."""
    try:
        faces.single(portrait)
    except UnusableFace as unusable:
        return str(unusable)
    return ""


def _cut(image: Image, left: float, top: float, right: float, bottom: float) -> Image:
    height, width = image.shape[:2]
    rows = slice(max(0, round(top)), min(height, round(bottom)))
    columns = slice(max(0, round(left)), min(width, round(right)))
    return image[rows, columns].copy()
