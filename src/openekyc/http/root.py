"""`/`: the API for programs; a browser that strays here is told where it is."""

from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from openekyc.http.rpc import is_api_call

_WELCOME = """OpenEKYC is running. This address speaks the Face ID (international) API, faceid 2018-03-01:
point an official SDK at it. People are verified on the page that ApplyWebVerificationBizTokenIntl answers.
"""


class _Root:
    def __init__(self, rpc: ASGIApp) -> None:
        self._rpc = rpc

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        door = self._rpc if is_api_call(scope) else PlainTextResponse(_WELCOME)
        await door(scope, receive, send)


def root_route(rpc: ASGIApp) -> Route:
    """The one path of the API; every method reaches it, because the API has its own words for a wrong one."""
    return Route("/", _Root(rpc))
