"""The door of the API: one path, every action, for official SDKs and whoever speaks like them."""

from anyio import fail_after
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

from openekyc.wire.gateway import Gateway
from openekyc.wire.parsing import MAX_POST_BYTES
from openekyc.wire.request import HttpRequest

# A client that is still sending when it is answered sees a broken connection instead of the answer, so a little more
# than the limit is read and thrown away first.
_DRAIN_BYTES = 4 * MAX_POST_BYTES


def rpc_endpoint(gateway: Gateway, *, body_timeout_s: float) -> ASGIApp:
    """The endpoint for a Starlette route on ``/``; it takes every method, the gateway refuses the wrong ones."""
    return _RpcDoor(gateway, body_timeout_s)


class _RpcDoor:
    """An object, because a function would make Starlette refuse methods itself, in words that SDKs cannot read."""

    def __init__(self, gateway: Gateway, body_timeout_s: float) -> None:
        self._gateway = gateway
        self._body_timeout_s = body_timeout_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            with fail_after(self._body_timeout_s):
                body, whole = await _read_body(request)
        except ClientDisconnect:
            return  # nobody is there to read an answer
        except TimeoutError:  # no answer of the API: nobody has signed what never came
            await Response(status_code=408, headers={"Connection": "close"})(scope, receive, send)
            return
        answer = await run_in_threadpool(self._gateway.answer, _http_request(request, body))
        response = Response(answer.body, headers=dict(answer.headers))
        if not whole:
            response.headers["Connection"] = "close"
        await response(scope, receive, send)


def is_api_call(scope: Scope) -> bool:
    """Whether a request to ``/`` is for the API rather than for a page: everything but a browser's plain GET."""
    if scope["method"] not in {"GET", "HEAD", "OPTIONS"}:
        return True
    names = {name.lower() for name, _ in scope["headers"]}
    if names & {b"x-tc-action", b"authorization"}:
        return True
    query = b"&" + scope["query_string"]
    return b"&Action=" in query or b"&Signature=" in query


def stray_calls(door: ASGIApp) -> BaseRoute:
    """A last route for calls that arrive at another path: SDK endpoints that were given one, and clients behind a
    forward proxy, whose target is a whole URL. What is not plainly a call of the API is left alone."""
    return _StrayCalls(door)


class _StrayCalls(BaseRoute):
    def __init__(self, door: ASGIApp) -> None:
        self._door = door

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        return (Match.FULL if scope["type"] == "http" and _is_plainly_a_call(scope) else Match.NONE), {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._door(scope, receive, send)


def _is_plainly_a_call(scope: Scope) -> bool:
    headers = {name.lower(): value for name, value in scope["headers"]}
    if b"x-tc-action" in headers or "://" in scope["path"]:
        return True
    if scope["method"] == "POST":
        return headers.get(b"content-type", b"").startswith(b"application/x-www-form-urlencoded")
    return b"&Signature=" in b"&" + scope["query_string"]


async def _read_body(request: Request) -> tuple[bytes, bool]:
    """The body, at most one byte over the limit, and whether the client was heard to the end."""
    declared = request.headers.get("content-length", "0")
    if declared.isdecimal() and int(declared) > _DRAIN_BYTES:
        return bytes(MAX_POST_BYTES + 1), False
    kept = bytearray()
    received = 0
    async for chunk in request.stream():
        received += len(chunk)
        if received > _DRAIN_BYTES:
            return bytes(kept), False
        kept += chunk[: MAX_POST_BYTES + 1 - len(kept)]
    return bytes(kept), True


def _http_request(request: Request, body: bytes) -> HttpRequest:
    headers: dict[str, str] = {}
    for name, value in request.scope["headers"]:
        headers.setdefault(name.decode("latin-1").lower(), value.decode("latin-1"))
    return HttpRequest(
        method=request.method,
        path=_path(request.scope),
        query=request.scope["query_string"],
        headers=headers,
        body=body,
    )


def _path(scope: Scope) -> str:
    """The path as sent; a client behind a forward proxy sends the whole URL as target."""
    raw = scope.get("raw_path") or scope["path"].encode()
    target = raw.decode("latin-1").partition("?")[0]
    if "://" in target:
        target = "/" + target.partition("://")[2].partition("/")[2]
    return target
