"""`openekyc serve`: the server itself."""

from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import structlog
import typer
import uvicorn

from openekyc.domain.errors import DomainError
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
    """Serve the API and the capture page until told to end; /readyz answers 200 once everything is warm."""
    from openekyc.app import build_app  # noqa: PLC0415 - takes a second, which no other command should wait for

    settings = _settings(data, public_url, as_json=as_json, default_url=f"http://{host}:{port}")
    set_up_logging(LogStyle(settings.log_style))
    _warn(settings)
    try:
        uvicorn.run(
            build_app(settings),
            host=host,
            port=port,
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=5,
        )
    except DomainError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error


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
