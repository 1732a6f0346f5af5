"""The door itself: uploads that break off, and threads that it does not share with the API."""

import asyncio

from anyio import from_thread
from anyio.to_thread import current_default_thread_limiter
from structlog.testing import capture_logs

from openekyc.flows.capture.guest import Guests
from openekyc.http.capture import capture_routes


def call(house, method, path, *events):
    """Send these events to the endpoint of the path."""
    coming = list(events)

    async def receive():
        return coming.pop(0)

    async def send(_event):
        pass

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
