"""`openekyc serve`: the server itself."""

import signal
import socket
from contextlib import closing
from pathlib import Path
from types import FrameType
from typing import Annotated, Any
from urllib.parse import urlsplit

import structlog
import typer
import uvicorn

from openekyc.domain.errors import CannotStart, StorageUnavailable
from openekyc.observe.logs import LogStyle, set_up_logging
from openekyc.settings import Settings

app = typer.Typer()
_log = structlog.get_logger(__name__)
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


@app.command()
def serve(
    *,
    data: Annotated[
        Path | None, typer.Option(help="Folder for database, blobs and keys; OPENEKYC_DATA_DIR or var/ if unset.")
    ] = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    public_url: Annotated[
        str | None, typer.Option(help="How browsers reach this server; http://HOST:PORT if unset.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Log JSON lines for programs.")] = False,
) -> None:
    """Serve the API and the capture page until told to end; it listens once everything is warm."""
    from openekyc.app import opened_app  # noqa: PLC0415 - takes a second, which no other command should wait for

    settings = _settings(data, public_url, as_json=as_json, default_url=f"http://{host}:{port}")
    set_up_logging(LogStyle(settings.log_style))
    _warn(settings)
    for number in (signal.SIGINT, signal.SIGTERM):  # uvicorn takes them over, and hands them back when it has ended
        signal.signal(number, _end)
    try:
        with closing(_bound(host, port)) as place, opened_app(settings) as app:
            uvicorn.Server(_config(app, settings)).run(sockets=[place])
    except (CannotStart, StorageUnavailable) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error


class PortUnusable(CannotStart):
    """The server cannot listen where it is told to."""


def _bound(host: str, port: int) -> socket.socket:
    """The address reserved, not yet listened on; raises `PortUnusable`."""
    place = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        place.bind((host, port))
    except OSError as error:
        place.close()
        raise PortUnusable(
            f"The server cannot listen on {host}:{port}: {error.strerror}. Choose another --host or --port."
        ) from error
    return place


def _config(app: Any, settings: Settings) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=settings.connections,
        timeout_graceful_shutdown=5,
    )


def _end(_number: int, _frame: FrameType | None) -> None:
    """Told to end: leave through every block, so that the rooms are closed."""
    raise SystemExit(0)


def _settings(data: Path | None, public_url: str | None, *, as_json: bool, default_url: str) -> Settings:
    """The environment's settings under the options given here."""
    given = Settings()
    overrides: dict[str, object] = {}
    if data is not None:
        overrides["data_dir"] = data
    if as_json:
        overrides["log_style"] = "json"
    if public_url is not None:
        overrides["public_url"] = public_url
    elif "public_url" not in given.model_fields_set:
        overrides["public_url"] = default_url
    return Settings(**overrides)  # pyright: ignore[reportArgumentType] - validated by the model itself


def _warn(settings: Settings) -> None:
    """Say once, at the start, what people would otherwise find out from failing users."""
    address = urlsplit(settings.public_url)
    if address.scheme != "https" and address.hostname not in _LOCAL:
        _log.warning(
            "no camera",
            why="Browsers give a page no camera without TLS except on localhost.",
            fix="Put a TLS proxy in front and start with --public-url https://...",
            public_url=settings.public_url,
        )
    if settings.silent_liveness_without_model:
        _log.warning(
            "silent liveness without a model",
            why="SecurityLevel 1 accepts a recording without any proof against screens and prints.",
            fix="Unset OPENEKYC_SILENT_LIVENESS_WITHOUT_MODEL outside trials.",
        )
