"""`openekyc accounts`: switch the service of an account on and off, and bound how often it may call an action."""

import json
from typing import Annotated, Any

import typer

from openekyc.cli.opened import AsJson, Data, opened_credentials
from openekyc.domain.errors import ValueOutOfRange
from openekyc.storage.credentials.port import AccountState, AccountSummary

app = typer.Typer(help="Switch accounts on and off and bound their use.", no_args_is_help=True)

# The actions that use a quota up: those that start a process
COUNTED_ACTIONS = ("ApplyWebVerificationBizTokenIntl", "GetFaceIdTokenIntl", "ApplyCardVerification")
_UNLIMITED = "unlimited"


@app.command("set")
def set_account(
    name: Annotated[str, typer.Argument(help="The account; made when unknown.")],
    *,
    state: Annotated[AccountState | None, typer.Option(help="Whether the service is on.")] = None,
    quota: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ACTION=N",
            help="Allow N calls of an action from now on, or ACTION=unlimited; may be given several times. "
            f"Actions: {', '.join(COUNTED_ACTIONS)}.",
        ),
    ] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Set the state and quotas of an account; a running server follows at once."""
    if state is None and not quota:
        raise typer.BadParameter("Say what to set: --state, --quota or both.")
    with opened_credentials(data) as accounts:
        wanted = [_quota(text) for text in quota or []]
        if state is not None:
            accounts.set_state(name, state)
        for action, allowed in wanted:
            accounts.set_quota(name, action, allowed)
        summary = next(summary for summary in accounts.account_summaries() if summary.name == name)
    typer.echo(json.dumps(_shown(summary)) if as_json else _line(summary))


@app.command("list")
def list_accounts(*, data: Data = None, as_json: AsJson = False) -> None:
    """List all accounts with their states and quotas."""
    with opened_credentials(data) as accounts:
        summaries: tuple[AccountSummary, ...] = accounts.account_summaries()
    if as_json:
        typer.echo(json.dumps([_shown(summary) for summary in summaries]))
        return
    for summary in summaries:
        typer.echo(_line(summary))


def _quota(text: str) -> tuple[str, int | None]:
    action, equals, number = text.partition("=")
    if action not in COUNTED_ACTIONS:
        raise ValueOutOfRange(f"{action} has no quota. Actions: {', '.join(COUNTED_ACTIONS)}.")
    if number == _UNLIMITED:
        return action, None
    if not equals or not number.isdecimal():
        raise ValueOutOfRange(f"Write --quota {action}=N with a whole number, or {action}={_UNLIMITED}.")
    return action, int(number)


def _shown(summary: AccountSummary) -> dict[str, Any]:
    quotas = {quota.action: {"Allowed": quota.allowed, "Used": quota.used} for quota in summary.quotas}
    return {
        "Account": summary.name,
        "State": summary.state.value,
        "CreatedAt": summary.created_at.isoformat(timespec="seconds"),
        "Quotas": quotas,
    }


def _line(summary: AccountSummary) -> str:
    quotas = "  ".join(f"{quota.action} {quota.used}/{quota.allowed}" for quota in summary.quotas)
    return f"{summary.name:<20}  {summary.state.value:<13}  {quotas}".rstrip()
