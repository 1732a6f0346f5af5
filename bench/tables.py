"""Puts measured figures into docs/benchmarks.md, each section with where and how it was measured."""

import os
import platform
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"


@dataclass(frozen=True)
class Figure:
    """One row: what, how much with its unit, and how it was measured with its n."""

    name: str
    value: str
    how: str


def environment_line() -> str:
    """Date, machine and version: figures mean nothing without them."""
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    cpu = model[1] if model else platform.machine()
    return (
        f"Measured {datetime.now(UTC):%Y-%m-%d} on {os.cpu_count()} cores of {cpu}, "
        f"Python {platform.python_version()}, OpenEKYC {version('openekyc')}."
    )


def put_section(title: str, command: str, figures: list[Figure]) -> None:
    """Replace or add one `## section`; the others stay as they are."""
    rows = "\n".join(f"| {figure.name} | {figure.value} | {figure.how} |" for figure in figures)
    section = (
        f"## {title}\n{environment_line()} Again with `{command}`.\n\n| figure | value | how |\n|---|---|---|\n{rows}\n"
    )
    page = PAGE.read_text()
    parts = re.split(r"(?m)^(?=## )", page)
    kept = [part for part in parts if not part.startswith(f"## {title}\n")]
    PAGE.write_text("\n".join(part.rstrip("\n") + "\n" for part in [*kept, section]))
