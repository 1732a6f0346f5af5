"""`openekyc demo`: the demo relying party, a small shop that verifies its visitors through the API."""

import json
from typing import Annotated

import typer

app = typer.Typer()


@app.command()
def demo(
    *,
    secret_id: Annotated[str, typer.Option(envvar="OPENEKYC_DEMO_SECRET_ID", help="SecretId to sign with.")],
    secret_key: Annotated[str, typer.Option(envvar="OPENEKYC_DEMO_SECRET_KEY", help="Its SecretKey.")],
    endpoint: Annotated[
        str, typer.Option(envvar="OPENEKYC_DEMO_ENDPOINT", help="Where the API is.")
    ] = "http://127.0.0.1:8000",
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8001,
    public_url: Annotated[
        str | None,
        typer.Option(envvar="OPENEKYC_DEMO_PUBLIC_URL", help="How browsers reach the demo; http://HOST:PORT if unset."),
    ] = None,
    capture_url: Annotated[
        str | None,
        typer.Option(
            envvar="OPENEKYC_DEMO_CAPTURE_URL",
            help="How browsers reach the verification page (the server's public URL); the endpoint if unset.",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Run the demo relying party.

    It uses the official Python SDK against the endpoint, exactly as your own back end would.
    Give the key in the environment: other users of the machine can read a command line.
    """
    import uvicorn  # noqa: PLC0415 - no other command should wait for it

    from openekyc.demo.app import DemoSettings, make_demo  # noqa: PLC0415 - the SDK takes long to import

    own_url = public_url or f"http://{host}:{port}"
    settings = DemoSettings(
        endpoint=endpoint.rstrip("/"),
        secret_id=secret_id,
        secret_key=secret_key,
        own_url=own_url,
        capture_url=capture_url or endpoint,
    )
    typer.echo(json.dumps({"url": own_url}) if as_json else f"Demo on {own_url}")
    uvicorn.run(make_demo(settings), host=host, port=port, log_level="warning", access_log=False, server_header=False)
