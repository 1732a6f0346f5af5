"""The capture door: what the page or an app behind a token may ask. The protocol is `docs/capture-protocol.md`."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from anyio.to_thread import run_sync
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from openekyc.domain.challenge import ClientLog, FrameLog, PromptLog
from openekyc.domain.errors import DomainError, MediaTooLarge, TokenIllegal, ValueOutOfRange
from openekyc.flows.capture.card_step import CardSteps
from openekyc.flows.capture.face_step import FaceSteps
from openekyc.flows.capture.guest import Guests
from openekyc.flows.issuing import House
from openekyc.http.problems import problem

T = TypeVar("T")
JSON_BYTES = 512 * 1024
"""A client log of 2,000 frames holds about 120 kB."""


class _Body(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ConsentBody(_Body):
    """The person's answer to the consent text of that version."""

    version: str = Field(max_length=64)
    accepted: bool


class EditsBody(_Body):
    """Fields that the person changed on the confirmation screen: name to value."""

    edits: Mapping[str, str] = Field(max_length=64)


class _Prompt(_Body):
    index: int = Field(ge=0, le=16)
    shown_ms: float
    left_ms: float


class _Frame(_Body):
    capture_ms: float
    media_s: float


class LogBody(_Body):
    """The client log: page milliseconds, media seconds."""

    recorder_started_ms: float
    recorder_stopped_ms: float
    prompts: tuple[_Prompt, ...] = Field(default=(), max_length=16)
    frames: tuple[_Frame, ...] = Field(default=(), max_length=2_000)
    mime_type: str = Field(default="", max_length=200)
    camera_label: str = Field(default="", max_length=200)


B = TypeVar("B", bound=_Body)


@dataclass(frozen=True, slots=True)
class CaptureDoor:
    """The endpoints over the flows."""

    guests: Guests
    cards: CardSteps
    faces: FaceSteps

    async def session(self, request: Request) -> Response:
        """`GET session`."""
        return await _answer(self.guests.session, bearer(request))

    async def consent(self, request: Request) -> Response:
        """`POST consent`."""
        token, body = bearer(request), await _json(request, ConsentBody)
        return await _answer(lambda: self.guests.consent(token, version=body.version, accepted=body.accepted))

    async def leave(self, request: Request) -> Response:
        """`POST leave`."""
        return await _answer(self.guests.leave, bearer(request))

    async def card_side(self, request: Request) -> Response:
        """`PUT card/front` and `PUT card/back`."""
        token, side = bearer(request), request.path_params["side"]
        picture = await _bytes(request, self.guests.house.settings.card_picture_bytes)
        return await _answer(self.cards.upload, token, side, picture)

    async def card_read(self, request: Request) -> Response:
        """`POST card/read`."""
        return await _answer(self.cards.read, bearer(request))

    async def card_confirm(self, request: Request) -> Response:
        """`POST card/confirm`."""
        token, body = bearer(request), await _json(request, EditsBody)
        return await _answer(self.cards.confirm, token, body.edits)

    async def card_retake(self, request: Request) -> Response:
        """`POST card/retake`."""
        return await _answer(self.cards.retake, bearer(request))

    async def begin(self, request: Request) -> Response:
        """`POST attempts`."""
        return await _answer(self.faces.begin, bearer(request))

    async def reveal(self, request: Request) -> Response:
        """`POST attempts/{attempt}/steps`."""
        return await _answer(self.faces.reveal, bearer(request), request.path_params["attempt"])

    async def video(self, request: Request) -> Response:
        """`PUT attempts/{attempt}/video`."""
        token, attempt = bearer(request), request.path_params["attempt"]
        recording = await _bytes(request, self.guests.house.settings.recording_bytes)
        return await _answer(self.faces.upload, token, attempt, recording)

    async def submit(self, request: Request) -> Response:
        """`POST attempts/{attempt}/submit`."""
        token, body = bearer(request), await _json(request, LogBody)
        log = _client_log(body, request.headers.get("user-agent", ""))
        return await _answer(self.faces.submit, token, request.path_params["attempt"], log)


def capture_routes(house: House) -> list[Route]:
    """All endpoints of the capture protocol, version 1."""
    guests = Guests(house)
    door = CaptureDoor(guests, CardSteps(guests), FaceSteps(guests))
    places: list[tuple[str, str, Callable[[Request], Awaitable[Response]]]] = [
        ("GET", "/session", door.session),
        ("POST", "/consent", door.consent),
        ("POST", "/leave", door.leave),
        ("PUT", "/card/{side:str}", door.card_side),
        ("POST", "/card/read", door.card_read),
        ("POST", "/card/confirm", door.card_confirm),
        ("POST", "/card/retake", door.card_retake),
        ("POST", "/attempts", door.begin),
        ("POST", "/attempts/{attempt:str}/steps", door.reveal),
        ("PUT", "/attempts/{attempt:str}/video", door.video),
        ("POST", "/attempts/{attempt:str}/submit", door.submit),
    ]
    return [Route(f"/capture/v1{path}", _guarded(place), methods=[method]) for method, path, place in places]


def bearer(request: Request) -> str:
    """The token of the Authorization header; raises `TokenIllegal`."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise TokenIllegal("Send the token as `Authorization: Bearer <token>`.")
    return token.strip()


def _guarded(place: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            return await place(request)
        except DomainError as error:
            return problem(error)

    return endpoint


async def _answer(work: Callable[..., Any], *arguments: Any) -> Response:
    """Run the work in a thread and pack what it returns; nothing returned is 204."""
    result = await run_sync(lambda: work(*arguments))
    if result is None:
        return Response(status_code=204, headers={"Cache-Control": "no-store"})
    return JSONResponse(asdict(result), headers={"Cache-Control": "no-store"})


async def _json(request: Request, kind: type[B]) -> B:
    content = await _bytes(request, JSON_BYTES)
    try:
        return kind.model_validate_json(content)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the body"
        raise ValueOutOfRange(f"{where}: {first['msg']}") from error


async def _bytes(request: Request, limit: int) -> bytes:
    """The body, refused as soon as it is known to be over the limit."""
    declared = request.headers.get("content-length", "0")
    if declared.isdigit() and int(declared) > limit:
        raise MediaTooLarge(f"At most {limit} bytes are accepted here.")
    received = bytearray()
    async for chunk in request.stream():
        received += chunk
        if len(received) > limit:
            raise MediaTooLarge(f"At most {limit} bytes are accepted here.")
    return bytes(received)


def _client_log(body: LogBody, user_agent: str) -> ClientLog:
    return ClientLog(
        recorder_started_ms=body.recorder_started_ms,
        recorder_stopped_ms=body.recorder_stopped_ms,
        prompts=tuple(
            PromptLog(index=prompt.index, shown_ms=prompt.shown_ms, left_ms=prompt.left_ms) for prompt in body.prompts
        ),
        frames=tuple(FrameLog(capture_ms=frame.capture_ms, media_s=frame.media_s) for frame in body.frames),
        mime_type=body.mime_type,
        camera_label=body.camera_label,
        user_agent=user_agent[:300],
    )
