"""`openekyc doctor`: can this machine run the server, and what would users stumble over?"""

import json
import os
import platform
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from enum import StrEnum
from importlib.metadata import entry_points, version
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from openekyc.cli.children import is_free
from openekyc.domain.clock import SystemClock
from openekyc.domain.errors import StorageUnavailable
from openekyc.domain.plugins import BackendUnknown, load_backend
from openekyc.engines.weights.folder import ModelState, check_models, models_folder
from openekyc.settings import Settings

app = typer.Typer()
LOCAL_NAMES = {"localhost", "127.0.0.1", "::1"}
LEAST_DISK_GB = 1.0  #: an evening of trials fits; a busy server needs an operator's own sum


class State(StrEnum):
    """``FAILED`` means that the server could not work."""

    GOOD = "good"
    NOTE = "note"
    WARNING = "warning"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One look at one thing; the sentence says what to do where something is to do."""

    topic: str
    state: State
    sentence: str


@app.command()
def doctor(
    *,
    data: Annotated[
        Path | None, typer.Option(help="Data folder of the server; OPENEKYC_DATA_DIR or var/ if unset.")
    ] = None,
    host: Annotated[str, typer.Option(help="Address that the server shall listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port that the server shall listen on.")] = 8000,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Look whether the server can work here; ends with 1 when it cannot.

    It changes nothing and sends nothing.
    """
    from openekyc.http.pages import CHECKOUT, PACKAGED  # noqa: PLC0415 - no other command should wait for it

    settings = Settings() if data is None else Settings(data_dir=data)
    findings = [
        *versions(),
        *backends(settings),
        *models(settings),
        data_folder(settings.data_dir),
        given_up(settings),
        listening(host, port),
        public_url(settings.public_url),
        capture_page((CHECKOUT, PACKAGED)),
        *programs(),
        silent_liveness(settings),
    ]
    typer.echo(json.dumps([asdict(finding) for finding in findings], indent=2)) if as_json else print_table(findings)
    if any(finding.state is State.FAILED for finding in findings):
        raise typer.Exit(1)


def versions() -> Iterator[Finding]:
    """What runs here."""
    yield Finding(topic="OpenEKYC", state=State.NOTE, sentence=version("openekyc"))
    system = f"Python {platform.python_version()} on {platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    yield Finding(topic="Python", state=State.NOTE, sentence=system)
    yield Finding(topic="SQLite", state=State.NOTE, sentence=sqlite3.sqlite_version)


def backends(settings: Settings) -> Iterator[Finding]:
    """Whether every engine that the settings name is installed."""
    wanted = {
        "faces": settings.faces_backend,
        "liveness": settings.liveness_backend,
        "text": settings.text_backend,
        "cards": settings.cards_backend,
    }
    for room, name in wanted.items():
        installed = sorted(point.name for point in entry_points(group=f"openekyc.{room}"))
        state = State.GOOD if name in installed else State.FAILED
        listing = f"{name} (installed: {', '.join(installed) or 'none'})"
        yield Finding(topic=f"Backend for {room}", state=state, sentence=listing)


def models(settings: Settings) -> Iterator[Finding]:
    """Whether the default models are there and are the pinned ones."""
    folder = models_folder(settings)
    checks = check_models(folder)
    bad = [check for check in checks if check.state is not ModelState.GOOD]
    for check in bad:
        sentence = f"{check.path}: {check.state}. Run: openekyc models build"
        yield Finding(topic="Model", state=State.FAILED, sentence=sentence)
    if not bad:
        yield Finding(topic="Models", state=State.GOOD, sentence=f"{len(checks)} in {folder}, hashes as pinned")


def data_folder(folder: Path) -> Finding:
    """Whether database and evidence can be written, and whether there is room for them."""
    place = next(parent for parent in (folder.absolute(), *folder.absolute().parents) if parent.exists())
    if not place.is_dir() or not os.access(place, os.W_OK | os.X_OK):
        sentence = f"This user cannot write to {place}. Choose another with --data or OPENEKYC_DATA_DIR."
        return Finding(topic="Data folder", state=State.FAILED, sentence=sentence)
    free_gb = shutil.disk_usage(place).free / 1e9
    if free_gb < LEAST_DISK_GB:
        return Finding(topic="Data folder", state=State.WARNING, sentence=f"{folder}: only {free_gb:.1f} GB free")
    return Finding(topic="Data folder", state=State.GOOD, sentence=f"{folder}, {free_gb:.0f} GB free")


def given_up(settings: Settings) -> Finding:
    """Which work the server could not do, kept for the operator; its callers were answered with a failure."""
    topic = "Given-up jobs"
    try:
        with closing(load_backend("records", settings.records_backend, settings)) as records:
            jobs = load_backend("jobs", settings.jobs_backend, settings, records, SystemClock()).poisoned()
    except StorageUnavailable as error:
        return Finding(topic=topic, state=State.NOTE, sentence=f"{error} A new data folder has none yet.")
    except BackendUnknown as error:
        return Finding(topic=topic, state=State.FAILED, sentence=str(error))
    if not jobs:
        return Finding(topic=topic, state=State.GOOD, sentence="none")
    counted = Counter(f"{job.name}: {job.reason}" for job in jobs)
    listing = "; ".join(f"{number} x {kind}" for kind, number in counted.most_common())
    return Finding(topic=topic, state=State.WARNING, sentence=f"{len(jobs)} ({listing})")


def listening(host: str, port: int) -> Finding:
    """Whether the port is free; a server that runs already holds it rightly."""
    if is_free(host, port):
        return Finding(topic="Port", state=State.GOOD, sentence=f"{host}:{port} is free")
    sentence = f"{host}:{port} is taken: by a server that runs already, or choose another with --port."
    return Finding(topic="Port", state=State.WARNING, sentence=sentence)


def public_url(url: str) -> Finding:
    """Whether browsers that reach the page under this address will give it a camera."""
    address = urlsplit(url)
    if address.scheme == "https" or address.hostname in LOCAL_NAMES:
        return Finding(topic="Public URL", state=State.GOOD, sentence=url)
    sentence = f"{url} has no TLS: browsers give such a page no camera. Put a proxy with TLS in front and use https."
    return Finding(topic="Public URL", state=State.WARNING, sentence=sentence)


def capture_page(folders: tuple[Path, ...]) -> Finding:
    """Whether there is a built page to hand out; the first folder that has one is served."""
    for folder in folders:
        if (folder / "index.html").is_file():
            return Finding(topic="Capture page", state=State.GOOD, sentence=f"built in {folder}")
    sentence = "not built. Run `make run` in a checkout, or `npm ci && npm run build` in its web/ folder."
    return Finding(topic="Capture page", state=State.FAILED, sentence=sentence)


def programs() -> Iterator[Finding]:
    """What only some uses need."""
    optional = {
        "Chromium": (("chromium", "chromium-browser", "google-chrome"), "only the browser tests need it"),
        "Tesseract": (("tesseract",), "no default reader needs it"),
    }
    for topic, (names, use) in optional.items():
        found = next(filter(None, map(shutil.which, names)), None)
        yield Finding(topic=topic, state=State.NOTE, sentence=found or f"not installed; {use}")


def silent_liveness(settings: Settings) -> Finding:
    """Whether level 1 would pass people without a model that can tell a screen from a face."""
    if settings.silent_liveness_without_model:
        sentence = (
            "Level 1 is accepted without a presentation-attack model (OPENEKYC_SILENT_LIVENESS_WITHOUT_MODEL): "
            "screens and prints are hardly caught. For trials only."
        )
        return Finding(topic="Silent liveness", state=State.WARNING, sentence=sentence)
    return Finding(topic="Silent liveness", state=State.GOOD, sentence="Level 1 is refused without a model for it")


def print_table(findings: list[Finding]) -> None:
    """For people, the worst marked."""
    colours = {State.GOOD: "green", State.NOTE: "dim", State.WARNING: "yellow", State.FAILED: "bold red"}
    table = Table(box=None, show_header=False, pad_edge=False)
    for finding in findings:
        table.add_row(f"[{colours[finding.state]}]{finding.state}[/]", finding.topic, escape(finding.sentence))
    Console(highlight=False).print(table)
