import numpy as np
import pytest

from openekyc.engines.faces.iris import Eye


def eye(gap):
    across = np.linspace(0, 40, 9)
    lids = np.sin(np.linspace(0, np.pi, 9)) * gap / 2
    outline = np.zeros((16, 2), np.float32)
    outline[:9] = np.stack([across, lids], axis=1)
    outline[9:] = np.stack([across[1:8], -lids[1:8]], axis=1)
    return Eye(outline=outline, iris=np.zeros((5, 2), np.float32))


def test_width_is_between_the_corners():
    assert eye(12).width == pytest.approx(40)


def test_openness_is_the_gap_in_the_middle_over_the_width():
    assert eye(12).openness == pytest.approx(0.3, rel=0.06)
    assert eye(0).openness == pytest.approx(0, abs=1e-6)


def test_openness_does_not_change_with_size():
    small = eye(12)
    large = Eye(outline=small.outline * 5, iris=small.iris)
    assert large.openness == pytest.approx(small.openness)
