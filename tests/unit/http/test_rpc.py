"""The door hands every request on as it was sent and bounds what it reads."""

import asyncio
import json

import pytest
from starlette.routing import Match

from api_calls import HOST, flows, gateway, tc3_call, tc3_get
from openekyc.flows.orders import Ticket
from openekyc.http.rpc import is_api_call, rpc_endpoint, stray_calls
from openekyc.wire.parsing import MAX_POST_BYTES

TICKET = Ticket(token="81EEF678-28EE-4759-A82E-6CBBBE6BC442", url="")
NAME = "GetFaceIdTokenIntl"


class KeptGateway:
    """Keeps what it was handed; answers with a real gateway."""

    def __init__(self):
        self.requests = []
        self.inner = gateway(flows(selfie=TICKET))

    def answer(self, request):
        self.requests.append(request)
        return self.inner.answer(request)


def scope_of(request, **changed):
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in request.headers.items()]
    return {
        "type": "http",
        "method": request.method,
        "path": "/",
        "raw_path": b"/",
        "query_string": request.query,
        "headers": headers,
        **changed,
    }


def call(scope, *chunks, gate=None):
    """The status, headers and body that the door sends; None when it sends nothing."""
    sent = []
    waiting = [*chunks]

    async def receive():
        if not waiting:
            return {"type": "http.disconnect"}
        chunk = waiting.pop(0)
        return {"type": "http.request", "body": chunk, "more_body": bool(waiting)}

    async def send(message):
        sent.append(message)

    asyncio.run(rpc_endpoint(gate or KeptGateway(), body_timeout_s=10)(scope, receive, send))
    if not sent:
        return None
    body = b"".join(message.get("body", b"") for message in sent)
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers, json.loads(body)["Response"]


def test_an_answer_has_status_200_and_no_charset():
    request = tc3_call(NAME, {}, x_tc_traceid="trace")
    status, headers, response = call(scope_of(request), request.body)
    assert status == 200
    assert headers["content-type"] == "application/json"
    assert headers["x-tc-requestid"] == response["RequestId"]
    assert headers["x-tc-traceid"] == "trace"
    assert response["SdkToken"] == TICKET.token


def test_an_error_has_status_200_too():
    request = tc3_call("Nothing")
    status, headers, response = call(scope_of(request), request.body)
    assert status == 200
    assert headers["content-type"] == "application/json"
    assert response["Error"]["Code"] == "InvalidAction"


def test_a_body_in_pieces_is_one_body():
    request = tc3_call(NAME, {"Extra": "x" * 100})
    pieces = [request.body[start : start + 7] for start in range(0, len(request.body), 7)]
    gate = KeptGateway()
    assert "SdkToken" in call(scope_of(request), *pieces, b"", gate=gate)[2]
    assert gate.requests[0].body == request.body


def test_header_names_are_read_in_any_case_and_the_first_of_two_counts():
    request = tc3_call(NAME)
    scope = scope_of(request)
    scope["headers"] = [(name.title(), value) for name, value in scope["headers"]] + [(b"host", b"other")]
    gate = KeptGateway()
    assert "SdkToken" in call(scope, request.body, gate=gate)[2]
    assert gate.requests[0].headers["host"] == HOST


def test_the_query_stays_as_it_was_sent():
    request = tc3_get(NAME, {"Extra": "a b+c"})
    gate = KeptGateway()
    assert "SdkToken" in call(scope_of(request), b"", gate=gate)[2]
    assert gate.requests[0].query == request.query


@pytest.mark.parametrize(
    ("raw_path", "path"),
    [
        (b"/", "/"),
        (b"/?", "/"),
        (b"/faceid", "/faceid"),
        (b"http://faceid.example/", "/"),
        (b"http://faceid.example", "/"),
        (b"http://faceid.example/x/y?z", "/x/y"),
    ],
)
def test_the_path_is_that_of_the_target(raw_path, path):
    request = tc3_call(NAME)
    gate = KeptGateway()
    call(scope_of(request, raw_path=raw_path), request.body, gate=gate)
    assert gate.requests[0].path == path


def test_a_server_that_gives_no_raw_path_is_served_too():
    request = tc3_call(NAME)
    gate = KeptGateway()
    call(scope_of(request, raw_path=None, path="/é"), request.body, gate=gate)
    assert gate.requests[0].path == "/Ã©"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "BREW"])
def test_other_methods_are_refused_in_words_that_sdks_read(method):
    request = tc3_call(NAME)
    status, _, response = call(scope_of(request, method=method), request.body)
    assert status == 200
    assert response["Error"]["Code"] == "UnsupportedProtocol"


def test_a_large_body_is_heard_to_its_end_and_refused():
    request = tc3_call(NAME)
    half = bytes(MAX_POST_BYTES // 2 + 1)
    gate = KeptGateway()
    _, headers, response = call(scope_of(request), half, half, half, gate=gate)
    assert response["Error"]["Code"] == "RequestSizeLimitExceeded"
    assert len(gate.requests[0].body) == MAX_POST_BYTES + 1
    assert "connection" not in headers


def test_an_endless_body_is_cut_off():
    request = tc3_call(NAME)
    _, headers, response = call(scope_of(request), *[bytes(MAX_POST_BYTES)] * 9)
    assert response["Error"]["Code"] == "RequestSizeLimitExceeded"
    assert headers["connection"] == "close"


def test_a_body_announced_as_endless_is_not_read():
    request = tc3_call(NAME, content_length=str(100 * MAX_POST_BYTES))
    _, headers, response = call(scope_of(request), b"x")
    assert response["Error"]["Code"] == "RequestSizeLimitExceeded"
    assert headers["connection"] == "close"


def test_a_client_that_goes_away_is_not_answered():
    gate = KeptGateway()
    assert call(scope_of(tc3_call(NAME)), gate=gate) is None
    assert gate.requests == []


@pytest.mark.parametrize(
    ("method", "query", "headers", "expected"),
    [
        ("POST", b"", {}, True),
        ("PUT", b"", {}, True),
        ("GET", b"", {}, False),
        ("HEAD", b"", {}, False),
        ("GET", b"token=x&Transaction=1", {}, False),
        ("GET", b"Action=DoIt", {}, True),
        ("GET", b"A=1&Signature=x", {}, True),
        ("GET", b"A=1", {"X-Tc-Action": "DoIt"}, True),
        ("GET", b"A=1", {"Authorization": "SKIP"}, True),
    ],
)
def test_a_browsers_plain_get_is_no_api_call(method, query, headers, expected):
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    assert is_api_call({"method": method, "query_string": query, "headers": raw}) is expected


FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize(
    ("changed", "headers", "expected"),
    [
        ({"path": "/faceid"}, {"X-TC-Action": "DoIt"}, True),
        ({"path": "http://faceid.example/"}, {}, True),
        ({"path": "/faceid"}, FORM, True),
        ({"path": "/faceid", "method": "GET", "query_string": b"A=1&Signature=x"}, FORM, True),
        ({"path": "/faceid", "method": "GET", "query_string": b"A=1"}, FORM, False),
        ({"path": "/capture/v1/typo"}, {"Content-Type": "application/json"}, False),
        ({"path": "/favicon.ico", "method": "GET"}, {}, False),
        ({"type": "websocket", "path": "/faceid"}, {"X-TC-Action": "DoIt"}, False),
    ],
)
def test_only_what_is_plainly_a_call_is_taken_at_other_paths(changed, headers, expected):
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": "POST", "query_string": b"", "headers": raw, **changed}
    match, _ = stray_calls(rpc_endpoint(KeptGateway(), body_timeout_s=10)).matches(scope)
    assert (match is Match.FULL) is expected


def test_a_stray_call_goes_through_the_same_door():
    request = tc3_call(NAME)
    gate = KeptGateway()
    sent = []

    async def receive():
        return {"type": "http.request", "body": request.body, "more_body": False}

    async def send(message):
        sent.append(message)

    asyncio.run(
        stray_calls(rpc_endpoint(gate, body_timeout_s=10)).handle(
            scope_of(request, path="/x", raw_path=b"/x"), receive, send
        )
    )
    assert sent[0]["status"] == 200
    assert gate.requests[0].path == "/x"


def test_a_client_that_never_ends_its_body_is_let_go_in_time():
    gate, sent = KeptGateway(), []
    coming = [{"type": "http.request", "body": b"{", "more_body": True}]

    async def receive():
        return coming.pop() if coming else await asyncio.Event().wait()

    async def send(message):
        sent.append(message)

    asyncio.run(rpc_endpoint(gate, body_timeout_s=0.05)(scope_of(tc3_call(NAME)), receive, send))
    assert sent[0]["status"] == 408
    assert (b"connection", b"close") in sent[0]["headers"]
    assert gate.requests == []
