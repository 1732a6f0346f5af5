import cv2
import numpy as np

from openekyc.engines.faces.sharpness import reblur_ratio

NOISE = np.random.default_rng(1).integers(0, 255, (150, 150, 3), np.uint8)


def test_blur_lowers_the_ratio_step_by_step():
    ratios = [reblur_ratio(NOISE)] + [reblur_ratio(cv2.GaussianBlur(NOISE, (0, 0), sigma)) for sigma in (1, 2, 4)]
    assert ratios == sorted(ratios, reverse=True)
    assert ratios[0] > 0.8
    assert ratios[-1] < 0.3


def test_a_flat_picture_has_no_sharpness():
    assert reblur_ratio(np.full((150, 150, 3), 128, np.uint8)) == 0
