"""The cards room: find the card in a photo, straighten it, and measure how trustworthy the picture is."""

from dataclasses import dataclass
from typing import Protocol

from openekyc.domain.findings import Signal
from openekyc.engines.faces.port import Image


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPicture:
    """A card cut out of a photo.

    ``image`` is RGB, rectified to 1100 px width when ``trusted`` (four sides found), else the photo itself, made
    smaller. ``corners`` are the card's corners in the photo, clockwise from top left, pixels, shape (4, 2); None when
    not found.
    """

    image: Image
    corners: tuple[tuple[float, float], ...] | None
    trusted: bool
    signals: tuple[Signal, ...]
    model: str


class Cards(Protocol):
    """What the flows ask of a card finder."""

    model: str

    def rectify(self, photo: Image) -> CardPicture:
        """The card, straight; its up-side is not yet known (the reader tells, see `turn`)."""
        ...

    def whole(self, photo: Image) -> CardPicture:
        """The photo as it is, not trusted: for when what `rectify` cut out turns out not to be the card."""
        ...

    def turn(self, card: CardPicture, degrees: float) -> CardPicture:
        """The same picture turned so that print which slopes by ``degrees`` (clockwise) runs level."""
        ...

    def inspect(self, card: CardPicture) -> tuple[Signal, ...]:
        """Warning measures of the straight card: border, photocopy, recapture, glare, blur (named by warning).

        A measure that was not made answers inconclusive.
        """
        ...
