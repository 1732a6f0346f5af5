"""The project's own files, for tests that look at all of them. No git: the tests also run from an archive."""

import os
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BINARY = {".png", ".jpg", ".jpeg", ".ico", ".webp", ".woff2", ".mp4", ".webm", ".onnx", ".npz", ".bin", ".wasm"}


def files(*suffixes: str, below: str = ".") -> list[Path]:
    """Every file that belongs to the project, with one of the suffixes when some are given."""
    return sorted(path for path in _walk(ROOT / below) if not suffixes or path.suffix in suffixes)


def text_files() -> list[Path]:
    """Everything that people read; an unknown suffix counts."""
    return [path for path in files() if path.suffix not in BINARY]


def relative(path: Path) -> str:
    """As a reader of a failure wants it."""
    return path.relative_to(ROOT).as_posix()


def _walk(top: Path) -> Iterator[Path]:
    names, places = _ignored()
    for folder, folders, found in os.walk(top):
        here = Path(folder)
        folders[:] = [name for name in folders if name not in names and relative(here / name) not in places]
        yield from (here / name for name in found if name not in names)


def _ignored() -> tuple[set[str], set[str]]:
    """Names ignored anywhere, and places ignored where they are; the wildcards of .gitignore name only leftovers."""
    lines = [line.strip("/") for line in (ROOT / ".gitignore").read_text().split() if not line.startswith("#")]
    places = {line for line in lines if "/" in line}
    return {line for line in lines if line not in places} | {".git"}, places
