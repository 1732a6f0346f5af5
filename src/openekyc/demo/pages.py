"""The demo's pages: start, waiting, result, and the sentence when something was refused."""

import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from openekyc.demo import choices
from openekyc.demo.api import ApiRefused, FaceIdApi
from openekyc.demo.beginning import Beginnings
from openekyc.demo.choices import Flow, Steps
from openekyc.demo.evidence import evidence_in, shortened
from openekyc.demo.forms import FormRefused, read_document_form, read_face_form
from openekyc.demo.ranges import part_of
from openekyc.demo.summaries import is_finished, summarise
from openekyc.demo.visits import Visit, Visits

LARGEST_FORM = 40_000_000  #: bytes, all fields together; refused before it is read


def make_templates() -> Environment:
    """The page templates; every value is escaped, and a missing one is an error instead of a gap."""
    return Environment(loader=PackageLoader("openekyc.demo"), autoescape=True, undefined=StrictUndefined)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """The handlers, with what they need."""

    api: FaceIdApi
    visits: Visits
    beginnings: Beginnings
    templates: Environment

    async def start(self, _: Request) -> Response:
        """The four choices."""
        return self._page("start.html", choices=choices)

    async def begin_face(self, request: Request) -> Response:
        """Start a web or selfie process and send the browser where it goes on."""
        try:
            steps = Steps(request.path_params["steps"])
        except ValueError:
            raise HTTPException(404) from None
        async with _form(request) as fields:
            form = await read_face_form(fields, needs_card=steps is Steps.CARD, needs_photo=steps is Steps.PHOTO)
        if form.through_app and steps is not Steps.CARD:
            visit = await run_in_threadpool(self.beginnings.selfie, steps, form)
            return RedirectResponse(f"/visits/{visit.key}", 303)
        visit = await run_in_threadpool(self.beginnings.web, steps, form)
        if not visit.capture_url:
            raise ApiRefused("NoVerificationURL", "The API gave no address to send the browser to.", None)
        return RedirectResponse(visit.capture_url, 303)

    async def begin_document(self, request: Request) -> Response:
        """Start a document check and show its result when it is there."""
        async with _form(request) as fields:
            form = await read_document_form(fields)
        visit = await run_in_threadpool(self.beginnings.card, form)
        return RedirectResponse(f"/visits/{visit.key}", 303)

    async def visit(self, request: Request) -> Response:
        """The result, or what is still to do; the token that the API adds to the address is taken out of it."""
        if request.url.query:
            return RedirectResponse(request.url.path, 303)
        visit = await self._look(request)
        if visit.result is None:
            return self._page("waiting.html", visit=visit)
        return self._page(
            "result.html",
            visit=visit,
            summary=summarise(visit.flow, visit.result),
            evidence=evidence_in(visit.result),
            raw=json.dumps(shortened(visit.result), indent=2, ensure_ascii=False),
        )

    async def state(self, request: Request) -> Response:
        """For the waiting page: whether it is worth loading again."""
        visit = await self._look(request)
        return JSONResponse({"finished": visit.result is not None})

    async def evidence(self, request: Request) -> Response:
        """One picture or recording out of the answer."""
        visit = await self._look(request)
        found = {item.path: item for item in evidence_in(visit.result or {})}
        item = found.get(request.path_params["path"])
        if not item:
            raise HTTPException(404)
        return part_of(item.content, item.mime, request.headers.get("range"))

    async def download(self, request: Request) -> Response:
        """The whole answer as the API sent it."""
        visit = await self._look(request)
        if visit.result is None:
            raise HTTPException(404)
        attachment = {"Content-Disposition": f'attachment; filename="{visit.flow}-result.json"'}
        whole = json.dumps(visit.result, indent=2, ensure_ascii=False)
        return Response(whole, media_type="application/json", headers=attachment)

    async def refused_by_api(self, _: Request, error: Exception) -> Response:
        """Code, message and RequestId, as an integrator's log would have them."""
        return self._page("refused.html", status=502, refusal=error)

    async def refused_form(self, _: Request, error: Exception) -> Response:
        """What to change in the form."""
        return self._page("sentence.html", status=422, title="Something is missing", sentence=str(error))

    async def not_found(self, _: Request, error: Exception) -> Response:
        """A visit that the demo no longer remembers, or an address it never had."""
        status = error.status_code if isinstance(error, HTTPException) else 404
        sentence = "There is nothing here. The demo remembers the latest visits only, and none over a restart."
        return self._page("sentence.html", status=status, title="Not found", sentence=sentence)

    async def _look(self, request: Request) -> Visit:
        """The visit, with its result asked from the API as long as there is none."""
        visit = self.visits.find(request.path_params["key"])
        if not visit:
            raise HTTPException(404)
        if visit.result is not None:
            return visit
        answer = await run_in_threadpool(self._ask, visit)
        return self.visits.finish(visit, answer) if is_finished(visit.flow, answer) else visit

    def _ask(self, visit: Visit) -> dict[str, Any]:
        match visit.flow:
            case Flow.WEB:
                return self.api.web_result(visit.token)
            case Flow.SELFIE:
                return self.api.selfie_result(visit.token)
            case Flow.CARD:
                return self.api.card_result(visit.token)

    def _page(self, name: str, status: int = 200, **values: Any) -> HTMLResponse:
        return HTMLResponse(self.templates.get_template(name).render(**values), status)


@asynccontextmanager
async def _form(request: Request) -> AsyncGenerator[FormData]:
    """The form's fields; its origin and its size are looked at first."""
    if request.headers.get("sec-fetch-site") == "cross-site":
        raise FormRefused("This form was sent by another site.")
    size = request.headers.get("content-length", "")
    if not size.isdigit() or int(size) > LARGEST_FORM:
        raise FormRefused(f"The form is larger than {LARGEST_FORM // 1_000_000} MB.")
    async with request.form(max_files=2, max_fields=10) as fields:
        yield fields
