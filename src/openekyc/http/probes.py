"""The probes: is the process alive, and is it ready for work?"""

from collections.abc import Callable

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

Readiness = Callable[[], dict[str, str]]
"""Names of what is not ready with a sentence each; empty when all is."""


def probe_routes(not_ready: Readiness) -> list[Route]:
    """`/livez` answers as long as the event loop runs; `/readyz` when database, blobs and warm processes do."""

    async def livez(_request: Request) -> Response:
        return JSONResponse({"status": "alive"})

    async def readyz(_request: Request) -> Response:
        waiting = await run_sync(not_ready)
        if waiting:
            return JSONResponse({"status": "not ready", "waiting_for": waiting}, status_code=503)
        return JSONResponse({"status": "ready"})

    return [Route("/livez", livez), Route("/readyz", readyz)]
