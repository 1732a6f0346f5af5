"""Puts the demo together: addresses, pages, and the headers that every answer carries."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from openekyc.demo.api import ApiRefused, FaceIdApi
from openekyc.demo.beginning import Beginnings
from openekyc.demo.forms import FormRefused
from openekyc.demo.pages import Pages, make_templates
from openekyc.demo.visits import Visits


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoSettings:
    """Where the API is and who asks it; ``own_url`` and ``capture_url`` are what browsers are sent to."""

    endpoint: str
    secret_id: str
    secret_key: str
    own_url: str
    capture_url: str


def make_demo(settings: DemoSettings) -> Starlette:
    """The demo as an ASGI application."""
    api = FaceIdApi(endpoint=settings.endpoint, secret_id=settings.secret_id, secret_key=settings.secret_key)
    visits = Visits()
    beginnings = Beginnings(
        api=api, visits=visits, own_url=settings.own_url.rstrip("/"), capture_url=settings.capture_url.rstrip("/")
    )
    pages = Pages(api=api, visits=visits, beginnings=beginnings, templates=make_templates())
    return Starlette(
        routes=[
            Route("/", pages.start),
            Route("/face/{steps}", pages.begin_face, methods=["POST"]),
            Route("/document", pages.begin_document, methods=["POST"]),
            Route("/visits/{key}", pages.visit),
            Route("/visits/{key}/state", pages.state),
            Route("/visits/{key}/result.json", pages.download),
            Route("/visits/{key}/evidence/{path}", pages.evidence),
            Mount("/static", StaticFiles(directory=Path(__file__).parent / "static")),
        ],
        middleware=[Middleware(StrictHeaders, capture_origin=_origin(settings.capture_url))],
        exception_handlers={
            ApiRefused: pages.refused_by_api,
            FormRefused: pages.refused_form,
            HTTPException: pages.not_found,
        },
    )


class StrictHeaders:
    """Results hold faces: nothing is kept by browsers or proxies, nothing is loaded from elsewhere."""

    def __init__(self, app: ASGIApp, *, capture_origin: str) -> None:
        self._app = app
        self._headers = {
            # A form ends on the capture page, which is another origin: browsers hold redirects to form-action too.
            "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            f"media-src 'self'; connect-src 'self'; form-action 'self' {capture_origin}; base-uri 'none'; "
            "frame-ancestors 'none'",
            "Cache-Control": "no-store",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve with the headers added."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._headers)
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)


def _origin(url: str) -> str:
    address = urlsplit(url)
    return f"{address.scheme}://{address.netloc}"
