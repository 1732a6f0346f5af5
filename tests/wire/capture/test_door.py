"""The door itself: uploads that break off, and threads that it does not share with the API."""

import asyncio
import json
from dataclasses import replace

from anyio import from_thread
from anyio.to_thread import current_default_thread_limiter
from structlog.testing import capture_logs

from openekyc.flows.capture.guest import Guests
from openekyc.http.capture import capture_routes


def call(house, method, path, *events):
    """Send these events to the endpoint of the path, then nothing more; what it answers."""
    coming, answered = list(events), []

    async def receive():
        return coming.pop(0) if coming else await asyncio.Event().wait()

    async def send(event):
        answered.append(event)

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"",
        "headers": [(b"authorization", b"Bearer 81EEF678-28EE-4759-A82E-6CBBBE6BC442")],
        "path_params": {"side": "front"},
    }
    route = next(route for route in capture_routes(house) if route.path.startswith(path))
    asyncio.run(route.app(scope, receive, send))
    return answered


def test_an_upload_that_breaks_off_is_not_logged_as_our_fault(scene):
    begun = {"type": "http.request", "body": b"abc", "more_body": True}
    with capture_logs() as logged:
        call(scene.house, "PUT", "/capture/v1/card/", begun, {"type": "http.disconnect"})
    assert logged == []


def test_people_at_the_page_take_no_thread_from_the_api(scene, monkeypatch):
    borrowed = []

    async def at_work():
        return current_default_thread_limiter().borrowed_tokens

    def session(_guests, _token):
        borrowed.append(from_thread.run(at_work))

    monkeypatch.setattr(Guests, "session", session)
    call(scene.house, "GET", "/capture/v1/session", {"type": "http.request", "body": b""})
    assert borrowed == [0]


def test_an_upload_that_never_ends_is_refused_in_time_and_the_line_closed(scene):
    house = replace(scene.house, settings=scene.house.settings.model_copy(update={"body_timeout_s": 0.05}))
    answered = call(house, "PUT", "/capture/v1/card/", {"type": "http.request", "body": b"abc", "more_body": True})
    assert answered[0]["status"] == 408
    assert (b"connection", b"close") in answered[0]["headers"]
    assert json.loads(answered[1]["body"])["cause"] == "upload_too_slow"
