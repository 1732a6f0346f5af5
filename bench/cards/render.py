"""Specimen cards for tests, demonstrations and figures: seeded, marked, of people who do not exist.

    from bench.cards.render import render
    image, truth = render("hkg_id", 1, LEVELS[2])

``python -m bench.cards.render hkg_id 1 card.jpg`` writes one as a file.
"""

import sys
from pathlib import Path
from random import Random

import cv2
import numpy as np
from bench.cards import people
from bench.cards.effects import LEVELS, Effects, photographed
from bench.cards.layouts import LAYOUTS
from numpy.typing import NDArray

Picture = NDArray[np.uint8]

_VALUES = {
    "hkg_id": people.hong_kong,
    "mys_id": people.malaysia,
    "idn_ktp": people.indonesia,
    "passport": people.passport,
}
KINDS = tuple(_VALUES)
SIDES = tuple(LAYOUTS)


def render(
    side: str, seed: int, effects: Effects | None = None, *, portrait: Picture | None = None
) -> tuple[Picture, dict[str, str]]:
    """One side (`SIDES`) as RGB ``uint8``, and the wire values it carries; the back of the same seed is of the same
    person. Without effects a flat scan; ``portrait`` is pasted as the photo."""
    truth = _VALUES[side.removesuffix("_back")](Random(seed))
    card = np.asarray(LAYOUTS[side](truth, portrait).image, dtype=np.uint8)
    values = {name: value.replace("|", " ") for name, value in truth.items()}
    if effects is None:
        return card.copy(), values
    return photographed(card, effects, np.random.default_rng(seed)), values


def main(side: str, seed: str, path: str) -> None:
    """Write a photo of a specimen."""
    image, truth = render(side, int(seed), LEVELS[1])
    cv2.imwrite(path, image[..., ::-1])
    print(Path(path).resolve(), truth)


if __name__ == "__main__":
    main(*sys.argv[1:4])
