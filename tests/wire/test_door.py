"""The door behind a real server: both of its HTTP parsers, recorded bytes, targets, limits, rates, new keys."""

import json
import socket
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from api_calls import KEY, NOW, FixedClock, KnownKeys, RecordedFlow, key_of, tc3_call, v1_call
from golden_requests import golden_folder, recordings
from made_results import selfie_result, web_result
from openekyc.flows.orders import CardCheckResult, CardCheckStatus, Ticket
from wire.api_server import ApiServer

TICKET = Ticket(token="81EEF678-28EE-4759-A82E-6CBBBE6BC442", url="")


class ReadyFlow(RecordedFlow):
    def __init__(self, outcome):
        super().__init__()
        self.outcome = outcome

    def apply(self, *_):
        return TICKET

    def result(self, *_):
        return self.outcome


def ready_flows():
    checking = CardCheckResult(token=TICKET.token, status=CardCheckStatus.PROCESSING, reasons=(), card=None)
    return {"web": ReadyFlow(web_result()), "selfie": ReadyFlow(selfie_result()), "card": ReadyFlow(checking)}


@pytest.fixture(scope="module", params=["h11", "httptools"])
def server(request, tmp_path_factory):
    """Its clock stands at the moment at which calls are made by hand, and knows the one key."""
    with ApiServer(
        tmp_path_factory.mktemp("api"), ready_flows(), keys=KnownKeys(KEY), clock=FixedClock(NOW), http=request.param
    ) as running:
        yield running


def exchange(server, raw):
    """Send raw bytes, read one answer: status, headers, body."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        connection.sendall(raw)
        return read_answer(connection.makefile("rb"))


def read_answer(stream):
    status = int(stream.readline().split()[1])
    headers = {}
    while line := stream.readline().strip():
        name, _, value = line.decode().partition(":")
        headers[name.lower()] = value.strip()
    if status == 100:
        return read_answer(stream)
    return status, headers, stream.read(int(headers["content-length"]))


def raw_of(request, *, target=None, extra=""):
    query = f"?{request.query.decode()}" if request.query else ""
    head = f"{request.method} {target or '/' + query} HTTP/1.1\r\n"
    lines = "".join(f"{name}: {value}\r\n" for name, value in request.headers.items())
    return f"{head}{lines}content-length: {len(request.body)}\r\n{extra}\r\n".encode("latin-1") + request.body


def response_of(answer):
    status, headers, body = answer
    assert status == 200
    assert headers["content-type"] == "application/json"
    response = json.loads(body)["Response"]
    assert headers["x-tc-requestid"] == response["RequestId"]
    return response


@pytest.mark.parametrize("target", ["/", "/?", "http://faceid.example/", "http://faceid.example/?"])
def test_every_target_that_clients_send_is_the_door(server, target):
    request = tc3_call("GetFaceIdTokenIntl")
    assert response_of(exchange(server, raw_of(request, target=target)))["SdkToken"] == TICKET.token


@pytest.mark.parametrize("host", ["http://127.0.0.1:9000", "HTTP://127.0.0.1:9000/", "faceid.example"])
def test_odd_hosts_come_through(server, host):
    request = tc3_call("GetFaceIdTokenIntl", host=host)
    assert response_of(exchange(server, raw_of(request)))["SdkToken"] == TICKET.token


def test_a_client_that_waits_for_100_continue_is_told_to_go_on(server):
    request = tc3_call("GetFaceIdTokenIntl", {"Extra": "x" * 5000})
    raw = raw_of(request, extra="expect: 100-continue\r\n")
    head, _, body = raw.partition(b"\r\n\r\n")
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        connection.sendall(head + b"\r\n\r\n")
        assert connection.recv(1000).startswith(b"HTTP/1.1 100")
        connection.sendall(body)
        assert response_of(read_answer(connection.makefile("rb")))["SdkToken"] == TICKET.token


def test_ten_megabytes_and_one_byte_are_answered_on_a_connection_that_stays(server):
    request = replace(tc3_call("GetFaceIdTokenIntl"), body=b" " * (10 * 2**20 + 1))
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        stream = connection.makefile("rb")
        connection.sendall(raw_of(request))
        assert response_of(read_answer(stream))["Error"]["Code"] == "RequestSizeLimitExceeded"
        connection.sendall(raw_of(tc3_call("GetFaceIdTokenIntl")))
        assert response_of(read_answer(stream))["SdkToken"] == TICKET.token


def test_an_announced_monster_is_refused_without_being_read(server):
    raw = b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 99999999999\r\n\r\n"
    status, headers, body = exchange(server, raw)
    assert status == 200
    assert headers["connection"] == "close"
    assert json.loads(body)["Response"]["Error"]["Code"] == "RequestSizeLimitExceeded"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_answered_too(server, method):
    request = replace(tc3_call("GetFaceIdTokenIntl"), method=method)
    assert response_of(exchange(server, raw_of(request)))["Error"]["Code"] == "UnsupportedProtocol"


def test_many_at_once_get_no_more_than_twenty_in_a_second(server):
    request = raw_of(v1_call("GetFaceIdResultIntl", {"SdkToken": TICKET.token}))
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: response_of(exchange(server, request)), range(60)))
    codes = [answer.get("Error", {}).get("Code", "") for answer in answers]
    assert set(codes) == {"", "RequestLimitExceeded"}
    assert codes.count("") >= 20


# What the recorded calls lack beside their signature: a region, JSON, a card type that CheckMode 1 needs.
EXPECTED_CODES = {
    "": 198,
    "MissingParameter": 2,
    "InvalidRequest": 4,
    "InvalidParameter": 5,
    "AuthFailure.InvalidAuthorization": 2,
    "AuthFailure.SignatureFailure": 2,
}


class Unbounded:
    """Rates that stop nobody."""

    def allow(self, *_, **__):
        return True


@pytest.mark.parametrize("parser", ["h11", "httptools"])
def test_the_recorded_bytes_themselves_are_answered(tmp_path, parser):
    """The clock stands at the moment of each recording."""
    folder = golden_folder()
    stored = json.loads((folder / "CREDENTIALS.json").read_text())
    key = stored["keys"][0]
    keys, clock = KnownKeys(), FixedClock()
    codes = Counter()
    with ApiServer(tmp_path, ready_flows(), keys=keys, clock=clock, rates=Unbounded(), http=parser) as server:
        for recording in recordings(folder):
            token = stored["token_used_where_named"] if "token" in recording.name else ""
            keys.keys[key["SecretId"]] = key_of(key["SecretId"], key["SecretKey"], token)
            clock.seconds = timestamp_of(recording.request)
            status, _, body = exchange(server, (folder / recording.name).read_bytes())
            assert status == 200
            codes[json.loads(body)["Response"].get("Error", {}).get("Code", "")] += 1
    assert codes == EXPECTED_CODES


def timestamp_of(request):
    if header := request.headers.get("x-tc-timestamp"):
        return int(header)
    form = b"&" + request.query + b"&" + request.body
    return int(form.partition(b"&Timestamp=")[2].partition(b"&")[0])
