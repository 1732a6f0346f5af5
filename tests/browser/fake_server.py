"""A capture server that does what the protocol says, with answers chosen by the test, and remembers what was asked.

It judges nothing: the page's own behaviour is what is tested against it.
"""

import asyncio
import contextlib
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from openekyc.http.pages import page_routes
from openekyc.settings import Settings

TOKEN = "81EEF678-28EE-4759-A82E-6CBBBE6BC442"
READING = {
    "legible": True,
    "retake": False,
    "hints": [],
    "fields": [
        {"name": "EnName", "label": "Name", "value": "SAN, Nan"},
        {"name": "IdNum", "label": "Document number", "value": "Z683365(5)"},
        {"name": "Birthday", "label": "Date of birth", "value": "01-01-1985"},
    ],
}


@dataclass
class Script:
    """What the process asks for, and how the server will answer."""

    consent: bool = True
    sides: tuple[str, ...] = ()
    readings: list[dict[str, Any]] = field(default_factory=lambda: [READING])
    face: bool = True
    actions: tuple[str, ...] = ("blink", "mouth")
    window_s: float = 1.2
    verdicts: list[str] = field(default_factory=lambda: ["passed"])  #: cause of each attempt; then it is over
    attempts: int = 3
    language: str = "en"
    theme_color: str = "#2d72f1"
    skip_start: bool = False
    skip_result: bool = False
    expires_in_s: int = 583
    thinking_s: float = 0.3
    redirect: bool = True
    result: dict[str, Any] | None = None  #: a process that is over before the page comes
    refusals: dict[str, list[tuple[int, str]]] = field(default_factory=dict)  #: "METHOD path" -> answers first given
    missing: tuple[str, ...] = ()  #: parts of names of static files that do not come


class FakeCapture:
    """One process behind `TOKEN`; `script` may be replaced before each test."""

    def __init__(self) -> None:
        self.reset(Script())

    def reset(self, script: Script) -> None:
        self.script = script
        self.asked: list[tuple[str, Any]] = []
        self.stage = "consent" if script.consent else "card" if script.sides else "face"
        if script.result:
            self.stage = "finished"
        self.result = script.result
        self.left = script.attempts
        self.last: str | None = None
        self.step = 0
        self.reading: dict[str, Any] | None = None
        self.ready_at = 0.0
        self.origin = ""
        self.videos: list[bytes] = []
        self.cards: dict[str, bytes] = {}

    # -- the process ----------------------------------------------------------------------------------------------
    def session(self) -> dict[str, Any]:
        self._think()
        s = self.script
        return {
            "stage": self.stage,
            "flow": "web",
            "expires_in_s": s.expires_in_s,
            "page": {
                "language": s.language,
                "theme_color": s.theme_color,
                "skip_start": s.skip_start,
                "skip_result": s.skip_result,
            },
            "consent": {"version": "2026-11", "required": True} if s.consent else None,
            "card": {"kind": "HKIDCard", "sides": list(s.sides), "reading": self.reading} if s.sides else None,
            "face": self._face(),
            "result": self.result,
        }

    def _face(self) -> dict[str, Any] | None:
        if not self.script.face:
            return None
        last = {"cause": self.last} if self.last else None
        return {"level": 2, "attempts_left": self.left, "attempt_s": 45, "last": last}

    def _think(self) -> None:
        if self.stage not in {"card_reading", "judging"} or time.monotonic() < self.ready_at:
            return
        if self.stage == "card_reading":
            self.reading = self.script.readings.pop(0)
            self.stage = "card_confirm"
            return
        cause = self.script.verdicts.pop(0)
        if cause == "passed" or not self.script.verdicts:
            self.finish(cause)
        else:
            self.stage, self.last = "face", cause

    def finish(self, cause: str) -> None:
        address = f"{self.origin}/back?token={TOKEN}" if self.script.redirect else None
        self.result = {"passed": cause == "passed", "cause": cause, "redirect_url": address}
        self.stage = "finished"

    def think_until(self, stage: str) -> None:
        self.stage = stage
        self.ready_at = time.monotonic() + self.script.thinking_s

    # -- the door -------------------------------------------------------------------------------------------------
    async def answer(self, request: Request) -> Response:
        path = request.url.path.removeprefix("/capture/v1/")
        content = await request.body()
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            return refusal(401, "token_illegal")
        kind = request.headers.get("content-type", "")
        body = await request.json() if content and kind.startswith("application/json") else content
        self.asked.append((f"{request.method} {path}", body))
        self.origin = str(request.base_url).rstrip("/")
        waiting = self.script.refusals.get(f"{request.method} {path.split('/')[0]}", [])
        if waiting:
            return refusal(*waiting.pop(0))
        result = self.act(request.method, path, body)
        return Response(status_code=204) if result is None else JSONResponse(result)

    def act(self, method: str, path: str, body: Any) -> dict[str, Any] | None:
        """The answer to a call; None is 204."""
        match method, path.split("/"):
            case "PUT", ["card", side]:
                self.cards[side] = body
                return None
            case "PUT", ["attempts", _, "video"]:
                self.videos.append(body)
                return None
            case "POST", ["attempts"]:
                return self.begin()
            case "POST", ["attempts", _, "steps"]:
                return self.reveal()
            case "POST", ["leave"]:
                self.finish("left")
                return None
        self.move_on(path, body)
        return self.session()

    def move_on(self, path: str, body: Any) -> None:
        """Calls that change the stage."""
        match path.split("/"):
            case ["consent"] if not body["accepted"]:
                self.finish("consent_declined")
            case ["consent"]:
                self.stage = "card" if self.script.sides else "face"
            case ["card", "read"]:
                self.think_until("card_reading")
            case ["card", "confirm"] if not self.script.face:
                self.finish("passed")
            case ["card", "confirm"]:
                self.stage = "face"
            case ["card", "retake"]:
                self.stage, self.reading = "card", None
            case ["attempts", _, "submit"]:
                self.think_until("judging")

    def begin(self) -> dict[str, Any]:
        self.left -= 1
        self.step = 0
        steps = len(self.script.actions)
        return {"attempt": "a1", "level": 2, "steps": steps, "lead_in_s": 0.5, "attempt_s": 45, "notice": None}

    def reveal(self) -> dict[str, Any]:
        index, actions = self.step, self.script.actions
        self.step += 1
        return {
            "index": index,
            "action": actions[index],
            "quiet_s": 0.6,
            "window_s": self.script.window_s,
            "last": index == len(actions) - 1,
        }

    def requests(self, start: str) -> list[Any]:
        """Bodies of the requests whose line begins so."""
        return [body for line, body in self.asked if line.startswith(start)]


def refusal(status: int, cause: str) -> Response:
    problem = {"status": status, "cause": cause, "detail": "refused by the test", "request_id": "r"}
    return JSONResponse(problem, status_code=status, media_type="application/problem+json")


def app_of(fake: FakeCapture) -> Starlette:
    pages = page_routes(Settings())

    async def withheld(request: Request) -> Response:
        name = request.path_params["name"]
        if any(part in name for part in fake.script.missing):
            return Response(status_code=404)
        return await pages[1].endpoint(request)

    async def back(_request: Request) -> Response:
        return HTMLResponse("<link rel=icon href=data:,><title>shop</title><h1>Back at the shop</h1>")

    return Starlette(
        routes=[
            pages[0],
            Route("/static/{name}", withheld),
            Route("/capture/v1/{path:path}", fake.answer, methods=["GET", "POST", "PUT"]),
            Route("/back", back),
        ]
    )


@contextlib.contextmanager
def serving(app: Starlette) -> Iterator[str]:
    """The app on a free port of this machine; gives its address."""
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", ws="none", lifespan="on")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()), daemon=True)
    thread.start()
    while not server.started:
        if not thread.is_alive():
            raise RuntimeError("the server did not start")
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=30)
