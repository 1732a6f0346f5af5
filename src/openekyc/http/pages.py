"""The capture page as built from `web/`, under the strict headers that it was tested with."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from openekyc.settings import Settings

_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "img-src 'self' blob: data:",
        "media-src 'self' blob: mediastream:",
        "connect-src 'self'",
        "font-src 'self'",
        "worker-src 'self'",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), display-capture=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_FOR_A_YEAR = "public, max-age=31536000, immutable"
_NOT_BUILT = "The capture page has not been built on this server. Run `make run`, or `npm run build` in web/."


class _HashedFiles(StaticFiles):
    """Files whose names change with their content."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers.update(HEADERS)
        response.headers["Cache-Control"] = _FOR_A_YEAR
        return response


def built_page() -> Path:
    """The folder of the built page: packaged with the program, or `web/dist` of a checkout."""
    packaged = Path(__file__).parent / "static"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "web" / "dist"


def page_routes(_settings: Settings) -> list[Route | Mount]:
    """`/verify` is the page, `/static` what it loads."""
    folder = built_page()

    async def verify(_request: Request) -> Response:
        page = folder / "index.html"
        if not page.is_file():
            return PlainTextResponse(_NOT_BUILT, status_code=503)
        return FileResponse(page, headers={**HEADERS, "Cache-Control": "no-store"})

    return [
        Route("/verify", verify),
        Mount("/static", _HashedFiles(directory=folder / "static", check_dir=False)),
    ]
