"""The capture door: what the page or an app behind a token may ask. The protocol is `docs/capture-protocol.md`."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from anyio import CapacityLimiter, fail_after
from anyio.to_thread import run_sync
from pydantic import ValidationError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from openekyc.domain.errors import DomainError, MediaTooLarge, TokenIllegal, UploadTooSlow, ValueOutOfRange
from openekyc.flows.capture.card_step import CardSteps
from openekyc.flows.capture.face_step import Begun, FaceSteps, Revealed
from openekyc.flows.capture.guest import Guests
from openekyc.flows.capture.session import Session
from openekyc.flows.issuing import House
from openekyc.http.capture_bodies import Body, ConsentBody, EditsBody, LogBody, client_log
from openekyc.http.problems import fault, problem

T = TypeVar("T")
JSON_BYTES = 512 * 1024
"""A client log of 2,000 frames holds about 120 kB."""


B = TypeVar("B", bound=Body)


@dataclass(frozen=True, slots=True)
class CaptureDoor:
    """The endpoints over the flows, in ``threads`` that calls of the API do not share."""

    guests: Guests
    cards: CardSteps
    faces: FaceSteps
    threads: CapacityLimiter

    async def session(self, request: Request) -> Response:
        """`GET session`."""
        return await self._answer(self.guests.session, bearer(request))

    async def consent(self, request: Request) -> Response:
        """`POST consent`."""
        token, body = bearer(request), await self._json(request, ConsentBody)
        return await self._answer(lambda: self.guests.consent(token, version=body.version, accepted=body.accepted))

    async def leave(self, request: Request) -> Response:
        """`POST leave`."""
        return await self._answer(self.guests.leave, bearer(request))

    async def card_side(self, request: Request) -> Response:
        """`PUT card/front` and `PUT card/back`."""
        token, side = bearer(request), request.path_params["side"]
        picture = await self._bytes(request, self.guests.house.settings.card_picture_bytes)
        return await self._answer(self.cards.upload, token, side, picture)

    async def card_read(self, request: Request) -> Response:
        """`POST card/read`."""
        return await self._answer(self.cards.read, bearer(request))

    async def card_confirm(self, request: Request) -> Response:
        """`POST card/confirm`."""
        token, body = bearer(request), await self._json(request, EditsBody)
        return await self._answer(self.cards.confirm, token, body.edits)

    async def card_retake(self, request: Request) -> Response:
        """`POST card/retake`."""
        return await self._answer(self.cards.retake, bearer(request))

    async def begin(self, request: Request) -> Response:
        """`POST attempts`."""
        return await self._answer(self.faces.begin, bearer(request))

    async def reveal(self, request: Request) -> Response:
        """`POST attempts/{attempt}/steps`."""
        return await self._answer(self.faces.reveal, bearer(request), request.path_params["attempt"])

    async def video(self, request: Request) -> Response:
        """`PUT attempts/{attempt}/video`."""
        token, attempt = bearer(request), request.path_params["attempt"]
        recording = await self._bytes(request, self.guests.house.settings.recording_bytes)
        return await self._answer(self.faces.upload, token, attempt, recording)

    async def submit(self, request: Request) -> Response:
        """`POST attempts/{attempt}/submit`."""
        token, body = bearer(request), await self._json(request, LogBody)
        log = client_log(body, request.headers.get("user-agent", ""))
        return await self._answer(self.faces.submit, token, request.path_params["attempt"], log)

    async def _answer(self, work: Callable[..., Any], *arguments: Any) -> Response:
        """Run the work in a thread of this door and pack what it returns; nothing returned is 204."""
        result = await run_sync(lambda: work(*arguments), limiter=self.threads)
        if result is None:
            return Response(status_code=204, headers={"Cache-Control": "no-store"})
        return JSONResponse(asdict(result), headers={"Cache-Control": "no-store"})

    async def _json(self, request: Request, kind: type[B]) -> B:
        content = await self._bytes(request, JSON_BYTES)
        try:
            return kind.model_validate_json(content)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            where = ".".join(str(part) for part in first["loc"]) or "the body"
            raise ValueOutOfRange(f"{where}: {first['msg']}") from error

    async def _bytes(self, request: Request, limit: int) -> bytes:
        """The body, waited for as long as the settings allow."""
        try:
            with fail_after(self.guests.house.settings.body_timeout_s):
                return await _read(request, limit)
        except TimeoutError as error:
            raise UploadTooSlow("The body did not come in time. Send it again over a better line.") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One endpoint: where, what it is for, what it takes (a struct, or media types) and what it answers."""

    method: str
    path: str
    summary: str
    serve: Callable[[CaptureDoor, Request], Awaitable[Response]]
    takes: type[Body] | tuple[str, ...] | None = None
    answers: type[Any] | None = None


PREFIX = "/capture/v1"
PICTURES = ("image/jpeg", "image/png")
RECORDINGS = ("video/webm", "video/mp4", "video/x-matroska")
PLACES = (
    Place(
        method="GET",
        path="/session",
        summary="What to show now; the first call opens the process",
        serve=CaptureDoor.session,
        answers=Session,
    ),
    Place(
        method="POST",
        path="/consent",
        summary="The person's answer to the consent text; declining ends the process",
        serve=CaptureDoor.consent,
        takes=ConsentBody,
        answers=Session,
    ),
    Place(method="POST", path="/leave", summary="The person gives up", serve=CaptureDoor.leave),
    Place(
        method="PUT",
        path="/card/{side:str}",
        summary="The picture of one side, `front` or `back`",
        serve=CaptureDoor.card_side,
        takes=PICTURES,
    ),
    Place(
        method="POST",
        path="/card/read",
        summary="Have the uploaded pictures read",
        serve=CaptureDoor.card_read,
        answers=Session,
    ),
    Place(
        method="POST",
        path="/card/confirm",
        summary="Accept the reading, with corrections",
        serve=CaptureDoor.card_confirm,
        takes=EditsBody,
        answers=Session,
    ),
    Place(
        method="POST",
        path="/card/retake",
        summary="Throw the reading away and photograph the card again",
        serve=CaptureDoor.card_retake,
        answers=Session,
    ),
    Place(
        method="POST",
        path="/attempts",
        summary="Draw a fresh challenge; counts as an attempt",
        serve=CaptureDoor.begin,
        answers=Begun,
    ),
    Place(
        method="POST",
        path="/attempts/{attempt:str}/steps",
        summary="The next prompt, told just in time",
        serve=CaptureDoor.reveal,
        answers=Revealed,
    ),
    Place(
        method="PUT",
        path="/attempts/{attempt:str}/video",
        summary="The recording",
        serve=CaptureDoor.video,
        takes=RECORDINGS,
    ),
    Place(
        method="POST",
        path="/attempts/{attempt:str}/submit",
        summary="Hand the recording to be judged; acknowledged means durable",
        serve=CaptureDoor.submit,
        takes=LogBody,
        answers=Session,
    ),
)


def capture_routes(house: House) -> list[Route]:
    """All endpoints of the capture protocol, version 1."""
    guests = Guests(house)
    threads = CapacityLimiter(house.settings.capture_threads)
    door = CaptureDoor(guests, CardSteps(guests), FaceSteps(guests), threads)
    return [Route(PREFIX + place.path, _endpoint(door, place), methods=[place.method]) for place in PLACES]


def bearer(request: Request) -> str:
    """The token of the Authorization header; raises `TokenIllegal`."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise TokenIllegal("Send the token as `Authorization: Bearer <token>`.")
    return token.strip()


def _endpoint(door: CaptureDoor, place: Place) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            return await place.serve(door, request)
        except DomainError as error:
            return problem(error)
        except ClientDisconnect:
            return Response(status_code=400)  # nobody is there to read it
        except Exception as error:  # noqa: BLE001 - the outer edge: the client gets a document, the log the traceback
            return fault(error)

    return endpoint


async def _read(request: Request, limit: int) -> bytes:
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
