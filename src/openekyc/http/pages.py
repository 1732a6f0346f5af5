"""Hands out the capture page: its one HTML file at /verify and its hashed assets under /static.

The page comes from `web/dist` of a checkout, or from the copy inside the package. Only files that the build made are
known; nothing else on the disk can be asked for.
"""

import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from openekyc.settings import Settings

PACKAGED = Path(__file__).parent / "static"
CHECKOUT = Path(__file__).parents[3] / "web" / "dist"

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; "
    "script-src 'self' 'wasm-unsafe-eval'; "
    "style-src 'self'; "
    "img-src 'self' blob: data:; "
    "media-src 'self' blob: mediastream:; "
    "connect-src 'self'; "
    "font-src 'self'; "
    "worker-src 'self'; "
    "form-action 'none'; "
    "base-uri 'none'; "
    "frame-ancestors 'none'"
)
GUARD: Mapping[str, str] = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), display-capture=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
NOT_BUILT = "The capture page has not been built on this server. Run `make run`, or `npm run build` in web/."
FOREVER = "public, max-age=31536000, immutable"
CONTENT_TYPES: Mapping[str, str] = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".wasm": "application/wasm",
    ".bin": "application/octet-stream",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """One built file and its brotli copy, where the build made one."""

    path: Path
    compressed: Path | None
    content_type: str


def page_routes(_settings: Settings) -> list[Route]:
    """GET /verify and GET /static/<name>; without a built page the first answers 503 with what to do."""
    folder = CHECKOUT if (CHECKOUT / "index.html").is_file() else PACKAGED
    assets = {asset.path.name: asset for asset in find_assets(folder / "static")}
    return [
        Route("/verify", partial(show_page, index=folder / "index.html"), methods=["GET"], name="page"),
        Route("/static/{name}", partial(send_asset, assets=assets), methods=["GET"], name="static"),
    ]


def find_assets(folder: Path) -> list[Asset]:
    """Every file of the build except the compressed copies, which belong to their originals."""
    return [
        Asset(
            path=path,
            compressed=copy if (copy := path.with_name(path.name + ".br")).is_file() else None,
            content_type=CONTENT_TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "text/plain",
        )
        for path in sorted(folder.glob("*"))
        if path.is_file() and path.suffix != ".br"
    ]


async def show_page(_request: Request, *, index: Path) -> Response:
    """The page itself, never stored: it names the hashed files of this version."""
    headers = {**GUARD, "Cache-Control": "no-store"}
    if not await run_in_threadpool(index.is_file):
        return PlainTextResponse(NOT_BUILT, status_code=503, headers=headers)
    return HTMLResponse(await run_in_threadpool(index.read_bytes), headers=headers)


async def send_asset(request: Request, *, assets: Mapping[str, Asset]) -> Response:
    """One hashed file, in brotli where the browser takes it."""
    asset = assets.get(request.path_params["name"])
    if asset is None:
        return PlainTextResponse("There is no such file.", status_code=404, headers=dict(GUARD))
    headers = {**GUARD, "Cache-Control": FOREVER, "Vary": "Accept-Encoding", "Content-Type": asset.content_type}
    source = asset.path
    if asset.compressed and "br" in accepted_encodings(request):
        source = asset.compressed
        headers["Content-Encoding"] = "br"
    return Response(await run_in_threadpool(source.read_bytes), headers=headers)


def accepted_encodings(request: Request) -> set[str]:
    """The codings a browser names, without those it refuses with q=0."""
    named = (part.partition(";") for part in request.headers.get("accept-encoding", "").split(","))
    return {name.strip().lower() for name, _, weight in named if weight.replace(" ", "") not in {"q=0", "q=0.0"}}
