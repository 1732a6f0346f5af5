"""How short commands open the keys and accounts, beside a running server or without one."""

from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from openekyc.domain.errors import CannotStart, DomainError
from openekyc.domain.plugins import load_backend
from openekyc.settings import Settings

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
Data = Annotated[Path | None, typer.Option("--data", help="The data folder; OPENEKYC_DATA_DIR or var/ when left out.")]


@contextmanager
def opened_credentials(data: Path | None) -> Generator[Any]:
    """The credentials backend, which also keeps the accounts; business errors end the command with their sentence."""
    settings = Settings() if data is None else Settings(data_dir=data)
    try:
        with closing(load_backend("credentials", settings.credentials_backend, settings)) as backend:
            yield backend
    except (DomainError, CannotStart) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
