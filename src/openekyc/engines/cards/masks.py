"""Guesses of which pixels belong to the card: four independent views, because no single one works on every table."""

from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[Any]  #: what OpenCV returns; RGB or grey as each function says

_FRAME = 0.04  #: of the shorter side: the outer frame of a photo is taken for background
_BACKGROUND_COLOURS = 3
_ROUNDS = 8
_CLOSING = 0.012  #: of the longer side: joins broken outlines without joining the card to its neighbours


def card_masks(small: Pixels) -> Iterator[Pixels]:
    """Binary masks (0 or 255) of an RGB picture: unlike the frame's colours, inside edges, by light, by saturation."""
    blurred = cv2.GaussianBlur(small, (5, 5), 0)
    lab = cv2.cvtColor(blurred, cv2.COLOR_RGB2LAB)
    yield _closed(_unlike_background(lab))
    yield _edges(blurred)
    saturation = cv2.cvtColor(blurred, cv2.COLOR_RGB2HSV)[..., 1]
    for plane in (lab[..., 0], saturation):
        _, split = cv2.threshold(plane, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
        yield _closed(split)
        yield _closed(cv2.bitwise_not(split))


def _unlike_background(lab: Pixels) -> Pixels:
    """Distance of every pixel to the nearest of three colours of the frame, in spreads of that colour, split in two."""
    height, width = lab.shape[:2]
    band = max(2, round(_FRAME * min(height, width)))
    frame = np.concatenate(
        [
            lab[:band].reshape(-1, 3),
            lab[-band:].reshape(-1, 3),
            lab[:, :band].reshape(-1, 3),
            lab[:, -band:].reshape(-1, 3),
        ]
    ).astype(np.float32)
    frame = frame[:: max(1, len(frame) // 4000)]
    stop = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, _ROUNDS, 1.0)
    cv2.setRNGSeed(1)  # k-means starts from random points; the same photo must give the same card
    _, nearest, colours = cv2.kmeans(
        frame, _BACKGROUND_COLOURS, np.empty((len(frame), 1), np.int32), stop, 2, cv2.KMEANS_PP_CENTERS
    )
    distance = np.full((height, width), np.inf, dtype=np.float32)
    for index, colour in enumerate(colours):
        members = frame[nearest.ravel() == index]
        spread = np.maximum(members.std(axis=0), (6.0, 3.0, 3.0)).astype(np.float32)
        distance = np.minimum(distance, np.linalg.norm((lab - colour) / spread, axis=2))
    scaled = np.clip(distance * 20, 0, 255).astype(np.uint8)
    _, mask = cv2.threshold(scaled, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return mask


def _edges(blurred: Pixels) -> Pixels:
    grey = cv2.cvtColor(blurred, cv2.COLOR_RGB2GRAY)
    strong, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    edges = cv2.dilate(cv2.Canny(grey, strong * 0.3, strong * 0.7), np.ones((3, 3), np.uint8))
    outlines, _ = cv2.findContours(_closed(edges), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    return cv2.drawContours(np.zeros_like(grey), outlines, -1, 255, cv2.FILLED)


def _closed(mask: Pixels) -> Pixels:
    size = max(3, round(_CLOSING * max(mask.shape)) | 1)
    brush = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    return cv2.morphologyEx(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, brush), cv2.MORPH_OPEN, brush)
