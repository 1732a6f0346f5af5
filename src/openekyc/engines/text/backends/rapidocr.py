"""Reading print with RapidOCR and the PP-OCRv6 models inside its package: Latin letters, Chinese, kana; no Thai.

Source: https://github.com/RapidAI/RapidOCR (Apache-2.0).
"""

from importlib.metadata import version
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray
from rapidocr import RapidOCR
from rapidocr.utils.output import RapidOCROutput

from openekyc.domain.text import Box, TextLine
from openekyc.engines.text.port import Image
from openekyc.settings import Settings

# One thread per process (two are slower here: scale by processes), one line at a time (no padding to the longest), the
# detector at 736 pixels of the longer side: 0.5 to 0.8 s and 360 MB a card against 1.4 s and 670 MB with the defaults.
_PARAMETERS = {
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    "Rec.rec_batch_num": 1,
    "Det.limit_type": "max",
    "Det.limit_side_len": 736,
    "Global.use_cls": False,
    "Global.log_level": "critical",
}


class RapidOcr:
    """The reader; loads both models at once, so that a broken installation shows when the process starts."""

    def __init__(self, _settings: Settings) -> None:
        self.model = f"rapidocr/{version('rapidocr')} PP-OCRv6-small"
        self._read = RapidOCR(params=_PARAMETERS)
        self.read(np.full((64, 64, 3), 255, dtype=np.uint8))

    def read(self, image: Image) -> tuple[TextLine, ...]:
        """All lines of print in reading order of the detector; empty when there are none."""
        answer = cast("RapidOCROutput", self._read(cv2.cvtColor(image, cv2.COLOR_RGB2BGR)))
        if answer.boxes is None or answer.txts is None or answer.scores is None:
            return ()
        height, width = image.shape[:2]
        return tuple(
            _line(corners / (width, height), _slope(corners), text, score)
            for corners, text, score in zip(answer.boxes, answer.txts, answer.scores, strict=True)
        )


def _line(corners: NDArray[np.float64], angle: float, text: str, score: float) -> TextLine:
    left, top = corners.min(axis=0).tolist()
    right, bottom = corners.max(axis=0).tolist()
    box = Box(left=left, top=top, right=right, bottom=bottom)
    return TextLine(text=text, box=box, score=float(score), angle=angle)


def _slope(corners: NDArray[np.float64]) -> float:
    """Degrees, clockwise positive, of the longer side of a box: 90 for a line that runs down the picture."""
    across, down = corners[1] - corners[0], corners[3] - corners[0]
    longer = across if np.hypot(*across) >= np.hypot(*down) else down
    return float(np.degrees(np.arctan2(longer[1], longer[0])))
