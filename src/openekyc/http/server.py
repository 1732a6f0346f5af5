"""All doors of the server as one ASGI application; the rooms behind them are opened before and closed after it."""

from starlette.applications import Starlette
from starlette.types import ASGIApp

from openekyc.flows.issuing import House
from openekyc.http.capture import capture_routes
from openekyc.http.pages import page_routes
from openekyc.http.probes import Readiness, probe_routes
from openekyc.http.root import root_route
from openekyc.http.rpc import rpc_endpoint, stray_calls
from openekyc.wire.gateway import Gateway


def asgi_server(*, gateway: Gateway, house: House, not_ready: Readiness) -> ASGIApp:
    """The application; it has no start or end of its own."""
    door = rpc_endpoint(gateway, body_timeout_s=house.settings.body_timeout_s)
    return Starlette(
        routes=[
            root_route(door),
            *capture_routes(house),
            *probe_routes(not_ready),
            *page_routes(house.settings),
            stray_calls(door),
        ],
    )
