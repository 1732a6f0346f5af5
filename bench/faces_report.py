"""The section "Face comparison" of docs/benchmarks.md, written from measured pairs."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from faces_embeddings import QUALITIES, Photos
from faces_rates import Pairs, Rate, share_above, share_below
from openekyc.settings import FacesSettings

_PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
_HEADING = "## Face comparison"
_RATES = (1e-2, 1e-3, 1e-4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Every pair of photos under several scorers."""

    groups: NDArray[np.str_]
    first: NDArray[np.int64]
    second: NDArray[np.int64]
    people: NDArray[np.int64]
    scorers: dict[str, NDArray[np.float32]]
    fusion: dict[str, float]

    @property
    def shipped(self) -> str:
        return list(self.scorers)[-1]

    def bona_fide(self, group: str | None = None, scorer: str | None = None) -> Pairs:
        return self._pairs(self.people[self.first] == self.people[self.second], group, scorer)

    def impostors(self, group: str | None = None, scorer: str | None = None) -> Pairs:
        return self._pairs(self.people[self.first] != self.people[self.second], group, scorer)

    def _pairs(self, keep: NDArray[np.bool_], group: str | None, scorer: str | None) -> Pairs:
        if group is not None:
            keep = keep & (self.groups[self.first] == group) & (self.groups[self.second] == group)
        scores = self.scorers[scorer or self.shipped]
        return Pairs(scores=scores[keep], first=self.people[self.first[keep]], second=self.people[self.second[keep]])


def write_section(measured: Measured, photos: Photos, knots: list[dict[str, float]], date: str) -> None:
    """Replace our section of the page, leaving the others."""
    worst = next(group for group in np.unique(measured.groups) if group != "other")
    lines = [_HEADING, "", *_introduction(measured, worst, date), "", *_scorers(measured, worst), ""]
    lines += [*_marks(measured, worst, knots), "", *_gate(photos)]
    text = _PAGE.read_text(encoding="utf-8") if _PAGE.exists() else "# Benchmarks\n"
    before, found, rest = text.partition(_HEADING + "\n")
    after = rest[rest.index("\n## ") :] if "\n## " in rest else ""
    start = before if found else text.rstrip() + "\n\n"
    _PAGE.write_text(start + "\n".join(lines) + "\n" + after, encoding="utf-8")


def _introduction(measured: Measured, worst: str, date: str) -> list[str]:
    bona_fide, impostors = measured.bona_fide(), measured.impostors()
    group = measured.impostors(worst)
    of_group, own = np.unique(measured.people[measured.groups == worst]).size, measured.bona_fide(worst).scores.size
    what = (
        f"`blazeface-dlib-faceres`, {date}, `bench/fit_faces_calibration.py`. {len(measured.people):,} LFW photos of "
        f"{np.unique(measured.people).size:,} people, one photo against one, no quality gate: "
        f"{bona_fide.scores.size:,} bona fide and {impostors.scores.size:,} impostor pairs, every pair scored by a "
        "cohort fitted without either person (five folds). Intervals are 95 %, resampling people."
    )
    whom = (
        f'The group "{worst}" ({of_group} people, {group.scores.size:,} impostor and {own} bona fide pairs) is the '
        "worst that these photos can show; it was made from names, is small and rough. Not measured: African, South "
        "Asian and Latin American faces as groups, children, age gaps beyond LFW's, photos printed on cards, phone "
        "cameras. LFW's errors in names stay in. Measure your own people before you trust these figures."
    )
    return [what, "", whom]


def _scorers(measured: Measured, worst: str) -> list[str]:
    lines = [
        "| scorer | FMR (all) | FNMR (all) | FNMR (worst group) | FMR (worst group) at the same threshold |",
        "|---|---|---|---|---|",
    ]
    for scorer in measured.scorers:
        everyone = measured.impostors(scorer=scorer)
        for rate in _RATES:
            threshold = float(np.quantile(everyone.scores, 1 - rate))
            cells = [
                share_below(measured.bona_fide(scorer=scorer), threshold, seed=1),
                share_below(measured.bona_fide(worst, scorer), threshold, seed=1),
                share_above(measured.impostors(worst, scorer), threshold, seed=1),
            ]
            lines.append(f"| {scorer} | {rate:g} | " + " | ".join(str(cell) for cell in cells) + " |")
    return lines


def _marks(measured: Measured, worst: str, knots: list[dict[str, float]]) -> list[str]:
    lines = [
        "What a score means. The knots were set on the worst group's own pairs, so its FMR is met by construction;",
        "from 80 up it is extrapolated with an exponential tail.",
        "",
        "| score | FMR (worst group) | FMR (all) | FNMR (all) | FNMR (worst group) |",
        "|---|---|---|---|---|",
    ]
    for knot in knots:
        if knot["score"] not in (55, 70, 80):
            continue
        cells: list[Rate] = [
            share_above(measured.impostors(worst), knot["raw"], seed=2),
            share_above(measured.impostors(), knot["raw"], seed=2),
            share_below(measured.bona_fide(), knot["raw"], seed=2),
            share_below(measured.bona_fide(worst), knot["raw"], seed=2),
        ]
        lines.append(f"| {knot['score']:.0f} | " + " | ".join(str(cell) for cell in cells) + " |")
    return lines


def _gate(photos: Photos) -> list[str]:
    limits = FacesSettings()
    yaw, pitch, roll, eyes, sharpness = np.abs(photos.qualities.T)
    shares = {
        f"smaller than {limits.least_eye_distance_px:g} px": eyes < limits.least_eye_distance_px,
        f"sharpness under {limits.least_sharpness:g}": sharpness < limits.least_sharpness,
        f"yaw beyond {limits.most_yaw_deg:g} degrees": yaw > limits.most_yaw_deg,
        f"pitch beyond {limits.most_pitch_deg:g}": pitch > limits.most_pitch_deg,
        f"roll beyond {limits.most_roll_deg:g}": roll > limits.most_roll_deg,
    }
    told = ", ".join(f"{name} {100 * share.mean():.1f} %" for name, share in shares.items())
    return [f"The gate of stills would refuse of all {len(photos.people):,} photos (a face is found in each): {told}."]


assert len(QUALITIES) == 5, "the columns of Photos.qualities are unpacked by position above"
