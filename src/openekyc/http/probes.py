"""The probes: is the process alive, and is it ready for work?"""

from collections.abc import Callable

from anyio import CapacityLimiter, move_on_after
from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

Readiness = Callable[[], dict[str, str]]
"""Names of what is not ready with a sentence each; empty when all is."""

ANSWER_WITHIN_S = 5.0
_THREADS = 2  # of their own: a probe must not wait for the calls that it tells about


def probe_routes(not_ready: Readiness) -> list[Route]:
    """`/livez` answers as long as the event loop runs; `/readyz` when database, blobs, jobs and warm processes do."""
    threads = CapacityLimiter(_THREADS)

    async def livez(_request: Request) -> Response:
        return JSONResponse({"status": "alive"})

    async def readyz(_request: Request) -> Response:
        waiting = {"checks": f"The checks did not end within {ANSWER_WITHIN_S:g} s."}
        with move_on_after(ANSWER_WITHIN_S):
            waiting = await run_sync(not_ready, limiter=threads, abandon_on_cancel=True)
        if waiting:
            return JSONResponse({"status": "not ready", "waiting_for": waiting}, status_code=503)
        return JSONResponse({"status": "ready"})

    return [Route("/livez", livez), Route("/readyz", readyz)]
