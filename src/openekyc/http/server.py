"""All doors of the server as one ASGI application, opened and closed with the rooms behind them."""

import contextlib
from collections.abc import AsyncGenerator, Callable

from anyio.to_thread import run_sync
from starlette.applications import Starlette
from starlette.types import ASGIApp

from openekyc.flows.issuing import House
from openekyc.http.capture import capture_routes
from openekyc.http.pages import page_routes
from openekyc.http.probes import Readiness, probe_routes
from openekyc.http.root import root_route
from openekyc.http.rpc import rpc_endpoint, stray_calls
from openekyc.wire.gateway import Gateway


def asgi_server(
    *, gateway: Gateway, house: House, not_ready: Readiness, opening: Callable[[], None], closing: Callable[[], None]
) -> ASGIApp:
    """The application; ``opening`` runs before the first request and may raise, ``closing`` after the last one."""

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncGenerator[None]:
        await run_sync(opening)
        try:
            yield
        finally:
            await run_sync(closing)

    door = rpc_endpoint(gateway)
    return Starlette(
        routes=[
            root_route(door),
            *capture_routes(house),
            *probe_routes(not_ready),
            *page_routes(house.settings),
            stray_calls(door),
        ],
        lifespan=lifespan,
    )
