"""`openekyc run`: server and demo on this machine with a development key, one address to open. `make run` ends here."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from openekyc.cli.children import Child, ChildEnded, Children, NotReady, ToldToEnd, is_free
from openekyc.settings import Settings

app = typer.Typer()
HERE = "127.0.0.1"
ACCOUNT = "development"
READY_WITHIN_S = 120.0  #: a first start on a slow machine opens all models


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """The development key; it signs for an account that exists for trying things only."""

    secret_id: str
    secret_key: str


@app.command()
def run(
    *,
    data: Annotated[
        Path | None, typer.Option(help="Folder for database, blobs and keys; OPENEKYC_DATA_DIR or var/ if unset.")
    ] = None,
    port: Annotated[int, typer.Option(help="Port of the server.")] = 8000,
    demo_port: Annotated[int, typer.Option(help="Port of the demo.")] = 8001,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Start server and demo on this machine and print one address to open.

    Makes what is missing: the data folder, a development account and its key. Ctrl-C ends both.
    """
    folder = data or Settings().data_dir
    require_free(port, "--port")
    require_free(demo_port, "--demo-port")
    try:
        key = development_key(folder)
        with Children() as children:
            start_both(children, folder=folder, key=key, port=port, demo_port=demo_port)
            typer.echo(as_json_line(key, port, demo_port) if as_json else welcome(key, folder, port, demo_port))
            children.watch()
    except ToldToEnd:
        typer.echo("Server and demo ended.", err=True)
    except (ChildEnded, NotReady, KeyUnavailable) as failure:
        typer.echo(str(failure), err=True)
        raise typer.Exit(1) from failure


def require_free(port: int, option: str) -> None:
    """Say which option moves us elsewhere when the port is taken."""
    if not is_free(HERE, port):
        typer.echo(
            f"Port {port} is taken by another program. End it, or choose another port: "
            f'openekyc run {option} {port + 100} (with make: make run ARGS="{option} {port + 100}").',
            err=True,
        )
        raise typer.Exit(1)


def start_both(children: Children, *, folder: Path, key: Key, port: int, demo_port: int) -> None:
    """Start server and demo together and wait for both."""
    own = [sys.executable, "-m", "openekyc"]
    endpoint = f"http://{HERE}:{port}"
    server = Child(
        name="server",
        command=[*own, "serve", "--data", str(folder), "--host", HERE, "--port", str(port), "--public-url", endpoint],
        environment={},
        port=port,
        path="/readyz",
    )
    demo = Child(
        name="demo",
        command=[*own, "demo", "--endpoint", endpoint, "--host", HERE, "--port", str(demo_port), "--json"],
        environment={"OPENEKYC_DEMO_SECRET_ID": key.secret_id, "OPENEKYC_DEMO_SECRET_KEY": key.secret_key},
        port=demo_port,
        path="/",
    )
    for child in (server, demo):
        children.start(child)
    for child in (server, demo):
        children.wait_ready(child, READY_WITHIN_S)


class KeyUnavailable(Exception):
    """The development key can neither be read nor made."""


def development_key(folder: Path) -> Key:
    """The key kept in the data folder, made on the first start; raises `KeyUnavailable`."""
    kept = folder / "development-key.json"
    try:
        return Key(**json.loads(kept.read_text()))
    except FileNotFoundError:
        return make_development_key(folder, kept)
    except (OSError, ValueError, TypeError) as error:
        raise KeyUnavailable(f"{kept} cannot be read ({error}). Delete it; the next start makes a new key.") from error


def make_development_key(folder: Path, kept: Path) -> Key:
    """Ask the command that operators use, and keep the answer where only this user can read it."""
    command = [sys.executable, "-m", "openekyc", "keys", "create", "--data", str(folder), "--account", ACCOUNT]
    made = subprocess.run([*command, "--json"], capture_output=True, text=True, check=False)  # noqa: S603 - our own program
    if made.returncode:
        raise KeyUnavailable(f"The development key could not be made in {folder}:\n{made.stderr.strip()}")
    answer = json.loads(made.stdout)
    key = Key(secret_id=answer["SecretId"], secret_key=answer["SecretKey"])
    text = json.dumps({"secret_id": key.secret_id, "secret_key": key.secret_key}, indent=2) + "\n"
    with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    return key


def as_json_line(key: Key, port: int, demo_port: int) -> str:
    """The same as the welcome, for programs."""
    return json.dumps(
        {
            "open": f"http://{HERE}:{demo_port}",
            "endpoint": f"http://{HERE}:{port}",
            "SecretId": key.secret_id,
            "SecretKey": key.secret_key,
        }
    )


def welcome(key: Key, folder: Path, port: int, demo_port: int) -> str:
    """What to open, what to sign with, and five lines that work as they stand."""
    return f"""
OpenEKYC is running. Open this in a browser:

    http://{HERE}:{demo_port}

Your own back end reaches the API at http://{HERE}:{port} with the development key
(kept in {folder / "development-key.json"}):

    SecretId   {key.secret_id}
    SecretKey  {key.secret_key}

Five lines of the official Python SDK, with these values:

{snippet(key, port)}

Ctrl-C ends it.
"""


def snippet(key: Key, port: int) -> str:
    """Five lines for the SDK that is installed beside us."""
    return f"""\
from tencentcloud.common.credential import Credential
from tencentcloud.common.profile.client_profile import ClientProfile, HttpProfile
from tencentcloud.faceid.v20180301.faceid_client import FaceidClient
client = FaceidClient(Credential("{key.secret_id}", "{key.secret_key}"), "ap-singapore", \
ClientProfile(httpProfile=HttpProfile("http", "{HERE}:{port}")))
print(client.call_json("ApplyWebVerificationBizTokenIntl", {{"RedirectURL": "http://{HERE}:{port + 1}", \
"Config": {{"CheckMode": 3, "SecurityLevel": 2}}}}))"""
