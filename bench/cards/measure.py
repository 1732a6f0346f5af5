"""How well documents are read: field accuracy over specimens of `bench.cards.render`, and over a folder of photos with
their truth beside them (``<name>.jpg`` and ``<name>.json`` with ``kind`` and ``fields``).

    python -m bench.cards.measure 25
    OPENEKYC_DATA=... python -m bench.cards.measure 25
"""

import json
import os
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import sqrt
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import median

from bench.cards.effects import LEVELS
from bench.cards.render import KINDS, render

from openekyc.documents.checks.dates import read_day_word_year
from openekyc.domain.plugins import load_backend
from openekyc.engines.warm import Engines
from openekyc.flows.analyses.card_analysis import CardPayload, analyse_card
from openekyc.media.images import encode_jpeg
from openekyc.settings import Settings

_TODAY = date(2026, 1, 1)
_HELD_OUT = 50_000  #: seeds from here were never looked at while the parsers were written
_NOT_ON_THE_WIRE = {"passport": ("IssuedDate",)}


@dataclass(frozen=True)
class Photo:
    """One photo to read, and what stands on it."""

    kind: str
    level: int
    content: bytes
    truth: dict[str, str]


@dataclass
class Tally:
    """Counts over photos of one kind and level."""

    photos: int = 0
    whole: int = 0
    fields: int = 0
    right: int = 0
    exact: int = 0
    seconds: list[float] | None = None


def main() -> None:
    """Read and print a table."""
    engines = _engines()
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    for title, photos in (("Specimens of bench.cards.render", _specimens(count)), ("Photos of the folder", _folder())):
        tallies: dict[tuple[str, int], Tally] = {}
        for photo in photos:
            _read(engines, photo, tallies.setdefault((photo.kind, photo.level), Tally(seconds=[])))
        if tallies:
            print(f"\n{title}")
            _print(tallies)
    print(f"\nPeak memory of the process: {getrusage(RUSAGE_SELF).ru_maxrss // 1024} MiB")


def _engines() -> Engines:
    """Only what reads; portraits are not measured here."""
    settings = Settings()

    class NoFaces:
        model = "none"

        def detect(self, _image: object) -> tuple[()]:
            return ()

    return Engines(
        faces=NoFaces(),
        liveness=None,
        text=load_backend("text", settings.text_backend, settings),
        cards=load_backend("cards", settings.cards_backend, settings),
    )


def _specimens(count: int) -> Iterator[Photo]:
    for kind in KINDS:
        for level, effects in LEVELS.items():
            for seed in range(count):
                image, truth = render(kind, _HELD_OUT + 1000 * level + seed, effects)
                yield Photo(kind, level, encode_jpeg(image, quality=95), truth)


def _folder() -> Iterator[Photo]:
    root = os.environ.get("OPENEKYC_DATA")
    if root is None:
        return
    for path in sorted((Path(root) / "cards/dev/synthetic").glob("*.json")):
        told = json.loads(path.read_text())
        if told["kind"] in KINDS:
            yield Photo(told["kind"], told["level"], path.with_suffix(".jpg").read_bytes(), told["fields"])


def _read(engines: Engines, photo: Photo, tally: Tally) -> None:
    kind = {"hkg_id": "HKIDCard", "mys_id": "MLIDCard", "idn_ktp": "IndonesiaIDCard"}.get(photo.kind)
    payload = CardPayload(
        front=photo.content,
        back=None,
        nationality="AUTO",
        card_type="AUTO",
        web_kind=kind or "InternationalIDPassport",
        today=_TODAY,
    )
    began = time.process_time()
    read = analyse_card(engines, payload).analysis.fields
    tally.seconds = [*(tally.seconds or []), time.process_time() - began]
    skipped = _NOT_ON_THE_WIRE.get(photo.kind, ())
    pairs = [(_wanted(value), read.get(name, "")) for name, value in photo.truth.items() if name not in skipped]
    right = [wanted.replace(" ", "") == value.replace(" ", "") for wanted, value in pairs]
    tally.photos += 1
    tally.whole += all(right)
    tally.fields += len(right)
    tally.right += sum(right)
    tally.exact += sum(wanted == value for wanted, value in pairs)


def _wanted(truth: str) -> str:
    """As the wire writes it: days of passports in digits, no comma after a place of birth."""
    day = read_day_word_year(truth)
    if day:
        return f"{day:%Y%m%d}"
    return re.sub(r"^([A-Z ]+), (\d\d-\d\d-\d{4})$", r"\1 \2", truth)


def _print(tallies: dict[tuple[str, int], Tally]) -> None:
    print(
        "| document | level | photos | fields right | 95 % interval | with blanks | whole documents | processor time |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for (kind, level), tally in sorted(tallies.items()):
        low, high = _wilson(tally.right, tally.fields)
        print(
            f"| {kind} | L{level} | {tally.photos} | {tally.right}/{tally.fields} | {low:.2f}-{high:.2f} | "
            f"{tally.exact}/{tally.fields} | {tally.whole}/{tally.photos} | {median(tally.seconds or [0]):.2f} s |"
        )


def _wilson(right: int, total: int) -> tuple[float, float]:
    """The interval of Wilson for a share, 95 %."""
    if not total:
        return 0.0, 1.0
    z, share = 1.96, right / total
    centre, spread = share + z * z / (2 * total), z * sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    return (centre - spread) / (1 + z * z / total), (centre + spread) / (1 + z * z / total)


if __name__ == "__main__":
    main()
