"""`openekyc keys`: make, list and revoke the API keys that callers sign with."""

import json
from datetime import datetime
from typing import Annotated, Any

import typer

from openekyc.cli.opened import AsJson, Data, opened_credentials
from openekyc.storage.credentials.port import Credential, CredentialSummary

app = typer.Typer(help="Make, list and revoke API keys.", no_args_is_help=True)


@app.command()
def create(
    *,
    account: Annotated[str, typer.Option(help="Whose key it is; an unknown account is made, switched on.")],
    lifetime: Annotated[
        int | None,
        typer.Option(min=1, max=129_600, help="Seconds; makes a temporary key, to be sent with its token."),
    ] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Make a key and show its secret this once; a running server knows it at once."""
    with opened_credentials(data) as credentials:
        key: Credential = credentials.create(account, lifetime_s=lifetime)
    shown = _created(key)
    if as_json:
        typer.echo(json.dumps(shown))
        return
    typer.echo("\n".join(f"{name:<10} {value}" for name, value in shown.items() if value is not None))
    typer.echo("The secret is stored sealed and is not shown again.", err=True)


@app.command("list")
def list_keys(*, data: Data = None, as_json: AsJson = False) -> None:
    """List all keys, without their secrets."""
    with opened_credentials(data) as credentials:
        summaries: tuple[CredentialSummary, ...] = credentials.summaries()
    if as_json:
        typer.echo(json.dumps([_listed(summary) for summary in summaries]))
        return
    for summary in summaries:
        typer.echo(f"{summary.secret_id}  {summary.account:<20}  {_standing(summary)}")


@app.command()
def revoke(
    secret_id: Annotated[str, typer.Argument(help="The SecretId of the key.")],
    *,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Switch a key off for good; a running server refuses it within a second."""
    with opened_credentials(data) as credentials:
        known = credentials.revoke(secret_id)
    if not known:
        typer.echo(f"There is no key {secret_id}. Run: openekyc keys list", err=True)
        raise typer.Exit(1)
    typer.echo(json.dumps({"SecretId": secret_id, "Revoked": True}) if as_json else f"{secret_id} is revoked.")


def _created(key: Credential) -> dict[str, str | None]:
    return {
        "SecretId": key.secret_id,
        "SecretKey": key.secret_key.reveal(),
        "Token": None if key.session_token is None else key.session_token.reveal(),
        "Account": key.account,
        "ExpiresAt": _moment(key.expires_at),
    }


def _listed(summary: CredentialSummary) -> dict[str, Any]:
    return {
        "SecretId": summary.secret_id,
        "Account": summary.account,
        "CreatedAt": _moment(summary.created_at),
        "RevokedAt": _moment(summary.revoked_at),
        "ExpiresAt": _moment(summary.expires_at),
        "Temporary": summary.temporary,
    }


def _standing(summary: CredentialSummary) -> str:
    if summary.revoked_at is not None:
        return f"revoked {_moment(summary.revoked_at)}"
    if summary.expires_at is not None:
        return f"temporary until {_moment(summary.expires_at)}"
    return f"made {_moment(summary.created_at)}"


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="seconds")
