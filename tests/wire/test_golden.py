"""Every recorded request of the official SDKs is believed or refused as its index says, and nothing near it is."""

import json
from collections import Counter
from dataclasses import replace
from hashlib import sha256

import pytest

from api_calls import FixedClock, KnownKeys, key_of
from golden_requests import CONFIGURED_HOST, golden_folder, read_http, recordings
from openekyc.wire import signing
from openekyc.wire.authentication import Authenticator
from openekyc.wire.errors import Code, Refusal
from openekyc.wire.parsing import read_call

EXPECTED = {"OK": "believed", "SKIP": Code.AUTHORIZATION_UNREADABLE, "BUG": Code.SIGNATURE_WRONG}


@pytest.fixture(scope="module")
def folder():
    return golden_folder()


@pytest.fixture(scope="module")
def key(folder):
    credentials = json.loads((folder / "CREDENTIALS.json").read_text())
    return key_of(credentials["keys"][0]["SecretId"], credentials["keys"][0]["SecretKey"]), credentials[
        "token_used_where_named"
    ]


def verdict(request, key, token, *, configured):
    """ "believed", or the code of the refusal, at the moment the request was recorded."""
    try:
        call = read_call(request)
        believed = key_of(key.secret_id, key.secret_key.reveal(), token)
        hosts = (CONFIGURED_HOST,) if configured else ()
        clock = FixedClock(int(call.common.timestamp))
        authenticator = Authenticator(credentials=KnownKeys(believed), clock=clock, public_hosts=hosts)
        authenticator.authenticate(request, call)
    except Refusal as refusal:
        return refusal.code
    return "believed"


def token_of(recording, token):
    sent = recording.request.headers.get("x-tc-token") or (
        b"Token=" in recording.request.body + recording.request.query
    )
    return token if sent else ""


def test_every_recording_has_the_verdict_of_its_index(folder, key):
    found = recordings(folder)
    wrong = [
        recording.name
        for recording in found
        if verdict(
            recording.request,
            key[0],
            token_of(recording, key[1]),
            configured=recording.index.get("host_form") == "configured",
        )
        != EXPECTED[recording.index["verdict"]]
    ]
    assert wrong == []
    assert Counter(recording.index["verdict"] for recording in found) == {"OK": 209, "SKIP": 2, "BUG": 2}


def test_heads_of_large_calls_can_be_read(folder):
    heads = sorted(folder.glob("*.head"))
    assert len(heads) >= 5
    assert all(read_http(head.read_bytes()).headers["host"] for head in heads)


def test_strings_to_sign_are_those_of_the_index(folder):
    for recording in recordings(folder):
        index = recording.index
        if index["verdict"] != "OK" or index["method"] == signing.TC3:
            continue
        claim = read_call(recording.request).claim
        text = signing.v1_string_to_sign(
            method=recording.request.method,
            host=index["signed_host"],
            uri=index["signed_uri"],
            parameters=claim.signed,
        )
        assert text == index["string_to_sign"], recording.name


def test_the_published_examples_are_reproduced(folder):
    for vector in json.loads((folder / "doc_vectors.json").read_text())["vectors"]:
        if vector["method"] != signing.TC3:
            text = vector["string_to_sign"]
            assert signing.v1_signature(vector["secret_key"], method="", string_to_sign=text) == vector["signature"]
            continue
        assert sha256(vector["body"].encode()).hexdigest() == vector["payload_sha256"]
        text = signing.tc3_string_to_sign(
            timestamp=vector["timestamp"],
            date=vector["date"],
            service=vector["service"],
            canonical=vector["canonical_request"].encode(),
        )
        key = signing.tc3_key(vector["secret_key"], date=vector["date"], service=vector["service"])
        assert signing.tc3_signature(key, text) == vector["signature"]


def flipped(text: str, place: int) -> str:
    return text[:place] + chr(ord(text[place]) ^ 1) + text[place + 1 :]


def mutations(request):
    """One changed byte at the start, middle and end of everything a signature has to cover."""
    for name in ("host", "content-type", "authorization", "x-tc-timestamp", "x-tc-token"):
        value = request.headers.get(name, "")
        if name == "content-type" and "authorization" not in request.headers:
            continue  # the older signatures do not know headers
        for place in sorted({0, len(value) // 2, len(value) - 1} if value else ()):
            yield name, replace(request, headers={**request.headers, name: flipped(value, place)})
    for name in ("body", "query"):
        content = getattr(request, name)
        for place in sorted({0, len(content) // 2, len(content) - 1} if content else ()):
            changed = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
            yield name, replace(request, **{name: changed})
    yield "method", replace(request, method="GET" if request.method == "POST" else "POST")


def name_of(request):
    return request.headers["host"].partition(":")[0]


def test_one_changed_byte_is_refused_except_where_no_signature_covers_it(folder, key):
    """Not covered: a body sent as UNSIGNED-PAYLOAD, the Host where a configured name was signed instead, and the port
    in Host where the client signed the name alone (the Node SDK does)."""
    accepted, total = [], 0
    for recording in recordings(folder):
        if recording.index["verdict"] != "OK":
            continue
        form = recording.index["host_form"]
        configured = form == "configured"
        unsigned = bool(recording.index.get("unsigned_payload"))
        for part, changed in mutations(recording.request):
            total += 1
            if verdict(changed, key[0], token_of(recording, key[1]), configured=configured) == "believed":
                only_port = form == "no-port" and name_of(changed) == name_of(recording.request)
                allowed = (part == "body" and unsigned) or (part == "host" and (configured or only_port))
                accepted.append((allowed, part, recording.name))
    assert [entry for entry in accepted if not entry[0]] == []
    counts = Counter(part for _, part, _ in accepted)
    assert total > 2000
    # Three places each in two recordings through a gateway; the last digit of the port in fifteen of Node.
    assert counts["host"] == 2 * 3 + 15
    assert 1 <= counts["body"] <= 7  # of the seven unsigned ones, those that are still JSON
