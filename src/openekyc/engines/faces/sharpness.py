"""Is a face in focus? The re-blur ratio: how much of its detail a further blur takes away."""

import cv2
import numpy as np

from openekyc.engines.faces.port import Image

_SIGMA = 1.5


def reblur_ratio(chip: Image) -> float:
    """1 - (gradient energy after a blur of sigma 1.5) / (before), 0..1, on the 150 x 150 chip.

    A sharp face loses most of its detail; one that was blurred already, or small and enlarged, has little to lose.
    """
    grey = cv2.cvtColor(chip, cv2.COLOR_RGB2GRAY).astype(np.float32)
    before = _energy(grey)
    if before == 0:
        return 0.0
    return float(1 - _energy(cv2.GaussianBlur(grey, (0, 0), _SIGMA)) / before)


def _energy(grey: np.ndarray) -> float:
    across, down = cv2.Sobel(grey, cv2.CV_32F, 1, 0), cv2.Sobel(grey, cv2.CV_32F, 0, 1)
    return float((across**2 + down**2).mean())
