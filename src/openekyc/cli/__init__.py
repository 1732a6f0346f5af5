"""The command line: one module per command group, each documented by its own ``--help``."""

import typer

from openekyc.cli import accounts, demo, doctor, keys, models, run, serve

app = typer.Typer(
    name="openekyc",
    help="Self-hosted identity verification that speaks the Face ID (international) API.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


@app.callback()
def _root() -> None: ...


app.add_typer(run.app)
app.add_typer(serve.app)
app.add_typer(demo.app)
app.add_typer(doctor.app)
app.add_typer(keys.app, name="keys")
app.add_typer(accounts.app, name="accounts")
app.add_typer(models.app, name="models")
