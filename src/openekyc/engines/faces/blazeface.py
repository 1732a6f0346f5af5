"""BlazeFace-256: where are faces in this picture? Boxes and six key points (MediaPipe, https://arxiv.org/abs/1907.05047).

Finds every face from 64 pixels in 960 x 1280 up, .90 of those of 51 pixels (measured); nothing much smaller.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import onnxruntime
from numpy.typing import NDArray

from openekyc.engines.faces.port import Image
from openekyc.engines.weights.session import infer

_SIZE = 256
_GRIDS = ((16, 2), (8, 6))  # cells a side, anchors a cell, in the order of the network's outputs
_OVERLAP = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection:
    """A face found: box (left, top, right, bottom) and points in pixels of the picture, score 0..1.

    ``points`` of shape (6, 2): right eye, left eye (the person's), nose tip, mouth, right ear, left ear.
    """

    box: tuple[float, float, float, float]
    points: NDArray[np.float32]
    score: float


class BlazeFace:
    """The detector over an opened ``blazeface`` model."""

    def __init__(self, session: onnxruntime.InferenceSession, *, least_score: float) -> None:
        self._session = session
        self._least_score = least_score
        self._anchors = _anchors()

    def find(self, image: Image) -> tuple[Detection, ...]:
        """All faces in an RGB picture, best score first; upright and up to about 45 degrees turned."""
        canvas, scale, left, top = _letterbox(image)
        tensor = canvas.astype(np.float32).transpose(2, 0, 1)[None] / 127.5 - 1
        outputs = infer(self._session, tensor, ("scores_16", "scores_8", "boxes_16", "boxes_8"))
        logits = np.concatenate([outputs[0][0, :, 0], outputs[1][0, :, 0]])
        raw = np.concatenate([outputs[2][0], outputs[3][0]])
        scores = 1 / (1 + np.exp(-np.clip(logits, -80, 80)))
        keep = np.flatnonzero(scores >= self._least_score)
        rows = raw[keep].reshape(-1, 8, 2)
        rows[:, [0, 2, 3, 4, 5, 6, 7]] += self._anchors[keep][:, None]
        rows[:, [0, 2, 3, 4, 5, 6, 7]] -= (left, top)
        return _merged(rows / scale, scores[keep])


def _anchors() -> NDArray[np.float32]:
    """The centres of the 896 anchors in pixels of the 256 x 256 input."""
    parts: list[NDArray[np.float32]] = []
    for cells, anchors in _GRIDS:
        centres = (np.arange(cells, dtype=np.float32) + 0.5) * (_SIZE / cells)
        x, y = np.meshgrid(centres, centres)
        parts.append(np.repeat(np.stack([x.ravel(), y.ravel()], axis=1), anchors, axis=0))
    return np.concatenate(parts)


def _letterbox(image: Image) -> tuple[Image, float, int, int]:
    """The picture shrunk into a square with black bars: canvas, scale, left and top bar."""
    height, width = image.shape[:2]
    scale = _SIZE / max(height, width)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    left, top = (_SIZE - size[0]) // 2, (_SIZE - size[1]) // 2
    canvas = np.zeros((_SIZE, _SIZE, 3), np.uint8)
    canvas[top : top + size[1], left : left + size[0]] = small
    return canvas, scale, left, top


def _merged(rows: NDArray[np.floating], scores: NDArray[np.floating]) -> tuple[Detection, ...]:
    """One detection per face: overlapping boxes are averaged by their scores, as MediaPipe does."""
    found: list[Detection] = []
    left = np.argsort(-scores)
    while left.size:
        alike = _overlaps(rows[left[0]], rows[left]) > _OVERLAP
        alike[0] = True
        group = left[alike]
        row = np.average(rows[group], axis=0, weights=scores[group])
        (x, y), (width, height) = row[0], row[1]
        box = (float(x - width / 2), float(y - height / 2), float(x + width / 2), float(y + height / 2))
        found.append(Detection(box=box, points=row[2:].astype(np.float32), score=float(scores[group[0]])))
        left = left[~alike]
    return tuple(found)


def _overlaps(one: NDArray[np.floating], many: NDArray[np.floating]) -> NDArray[np.floating]:
    """Intersection over union of a box with others, each as (centre, size)."""
    low = np.maximum(one[0] - one[1] / 2, many[:, 0] - many[:, 1] / 2)
    high = np.minimum(one[0] + one[1] / 2, many[:, 0] + many[:, 1] / 2)
    common = np.prod(np.clip(high - low, 0, None), axis=1)
    return common / (np.prod(one[1]) + np.prod(many[:, 1], axis=1) - common + 1e-9)
