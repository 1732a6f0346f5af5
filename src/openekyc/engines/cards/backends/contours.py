"""Finding cards by their outline, with classical image processing: no model, about 0.1 s a photo."""

from dataclasses import replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from openekyc.domain.findings import Signal, Verdict
from openekyc.engines.cards.finding import Found, find_card
from openekyc.engines.cards.measures import chroma_spread, glare, sharpness
from openekyc.engines.cards.port import CardPicture
from openekyc.engines.cards.rectifying import native_width, rectified
from openekyc.settings import Settings

Pixels = NDArray[Any]  #: what OpenCV returns; RGB or grey as each function says
_WHOLE_SIDE = 1280  #: pixels of the longer side when the whole photo is read
_QUARTER = 90
_NEARLY = 2.0  #: degrees from a quarter turn that are taken for one


class Contours:
    """The finder; thresholds come from the settings."""

    model = "contours/1"

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def rectify(self, photo: Pixels) -> CardPicture:
        """The card laid flat where its outline can be trusted, else the photo."""
        found = find_card(photo)
        if found is None or not self._trusts(found):
            detail = "No outline of a card." if found is None else "No outline that can be trusted."
            score = None if found is None else round(found.score, 3)
            return self._photo(photo, Verdict.INCONCLUSIVE, score, detail)
        signals = (
            self._outline(Verdict.PASS, round(found.score, 3), "Four sides found."),
            self._width(native_width(found.corners)),
            self._border(found),
        )
        corners = tuple((float(x), float(y)) for x, y in found.corners)
        image = rectified(photo, found.corners)
        return CardPicture(image=image, corners=corners, trusted=True, signals=signals, model=self.model)

    def whole(self, photo: Pixels) -> CardPicture:
        """The photo, at most 1280 pixels wide or high."""
        return self._photo(photo, Verdict.INCONCLUSIVE, None, "What was cut out was not the card.")

    def turn(self, card: CardPicture, degrees: float) -> CardPicture:
        """Quarter turns exactly, other angles about the centre with the corners kept."""
        quarters = round(degrees / _QUARTER)
        if abs(degrees - quarters * _QUARTER) <= _NEARLY:
            return replace(card, image=np.ascontiguousarray(np.rot90(card.image, quarters)))
        return replace(card, image=_turned(card.image, degrees))

    def inspect(self, card: CardPicture) -> tuple[Signal, ...]:
        """Blur, glare and lack of colour of a trusted card; of a photo with a table in it none can be told."""
        carried = tuple(each for each in card.signals if each.name == "border")
        if not card.trusted:
            return (*carried, *(self._not_made(name) for name in ("blur", "glare", "photocopy", "recapture")))
        settings = self._settings
        return (
            *carried,
            self._at_least("blur", sharpness(card.image), settings.card_least_sharpness, "fine/coarse contrast"),
            self._at_most("glare", glare(card.image), settings.card_most_glare, "share of the card"),
            self._at_least("photocopy", chroma_spread(card.image), settings.card_least_chroma, "LAB units"),
            self._not_made("recapture"),
        )

    def _trusts(self, found: Found) -> bool:
        settings = self._settings
        return (
            found.score >= settings.card_least_outline
            and found.support >= settings.card_least_side
            and found.margin > settings.card_least_margin
        )

    def _photo(self, photo: Pixels, verdict: Verdict, score: float | None, detail: str) -> CardPicture:
        scale = min(1.0, _WHOLE_SIDE / max(photo.shape[:2]))
        height, width = (max(1, round(side * scale)) for side in photo.shape[:2])
        image: Pixels = cv2.resize(photo, (width, height), interpolation=cv2.INTER_AREA)
        width = Signal(name="too_small", verdict=Verdict.INCONCLUSIVE, detail="The card's size is not known.")
        if max(photo.shape[:2]) < self._settings.card_least_width:
            width = self._width(float(max(photo.shape[:2])))
        signals = (self._outline(verdict, score, detail), width, self._not_made("border"))
        return CardPicture(image=image, corners=None, trusted=False, signals=signals, model=self.model)

    def _outline(self, verdict: Verdict, score: float | None, detail: str) -> Signal:
        threshold = self._settings.card_least_outline
        return Signal(
            name="outline", verdict=verdict, value=score, threshold=threshold, detail=detail, model=self.model
        )

    def _border(self, found: Found) -> Signal:
        return self._at_least("border", found.support, self._settings.card_whole_side, "share of the worst side seen")

    def _width(self, pixels: float) -> Signal:
        return self._at_least("too_small", pixels, self._settings.card_least_width, "px")

    def _at_least(self, name: str, value: float, threshold: float, unit: str) -> Signal:
        return self._measured(name, value, threshold, unit, holds=value >= threshold)

    def _at_most(self, name: str, value: float | None, threshold: float, unit: str) -> Signal:
        if value is None:
            return self._not_made(name)
        return self._measured(name, value, threshold, unit, holds=value <= threshold)

    def _measured(self, name: str, value: float, threshold: float, unit: str, *, holds: bool) -> Signal:
        verdict = Verdict.PASS if holds else Verdict.FAIL
        return Signal(
            name=name, verdict=verdict, value=round(value, 4), threshold=threshold, unit=unit, model=self.model
        )

    def _not_made(self, name: str) -> Signal:
        return Signal(name=name, verdict=Verdict.INCONCLUSIVE, detail="Not measured on this picture.", model=self.model)


def _turned(image: Pixels, degrees: float) -> Pixels:
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    cosine, sine = abs(matrix[0, 0]), abs(matrix[0, 1])
    across, down = round(width * cosine + height * sine), round(width * sine + height * cosine)
    matrix[:, 2] += ((across - width) / 2, (down - height) / 2)
    return cv2.warpAffine(image, matrix, (across, down), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
