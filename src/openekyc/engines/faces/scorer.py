"""Comparing two templates: cosine per embedding, AS-normalised against the parametric cohort, fused, calibrated."""

from collections.abc import Sequence

from openekyc.engines.faces.calibration import Calibration
from openekyc.engines.faces.cohort import Cohort, normalised
from openekyc.engines.faces.embedders import Vector


class Scorer:
    """Scores pairs of templates; the vectors of a template come in the order of the calibration's fusion weights."""

    def __init__(self, calibration: Calibration) -> None:
        """Draws the cohorts: a tenth of a second and 20 MB."""
        self.calibration = calibration
        self._cohorts = [Cohort(distribution, calibration.draw) for distribution in calibration.distributions.values()]
        self._weights = list(calibration.fusion.values())

    def raw(self, first: Sequence[Vector], second: Sequence[Vector]) -> float:
        """The fused AS-normalised similarity, about -1..8; symmetric in its arguments."""
        total = 0.0
        for cohort, weight, one, other in zip(self._cohorts, self._weights, first, second, strict=True):
            similarity = float(one @ other)
            total += weight * normalised(similarity, cohort.nearness(one), cohort.nearness(other))
        return total
