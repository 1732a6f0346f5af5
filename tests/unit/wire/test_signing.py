"""Signatures come out byte for byte as official SDKs and the published examples have them."""

from dataclasses import replace
from hashlib import sha256

import pytest

import sdk_requests
from api_calls import FixedClock, KnownKeys, key_of
from golden_requests import read_http
from openekyc.wire import signing
from openekyc.wire.authentication import Authenticator
from openekyc.wire.parsing import read_call

PUBLISHED_KEY = "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE"


@pytest.mark.parametrize("name", sdk_requests.REQUESTS)
def test_every_signature_form_of_the_sdks_is_believed(name):
    request = read_http(sdk_requests.REQUESTS[name])
    call = read_call(request)
    token = sdk_requests.TOKEN if "temporary" in name else ""
    key = key_of(sdk_requests.SECRET_ID, sdk_requests.SECRET_KEY, token)
    clock = FixedClock(int(call.common.timestamp))
    assert Authenticator(credentials=KnownKeys(key), clock=clock).authenticate(request, call) == key


def test_the_published_tc3_example_is_reproduced():
    body = b'{"Limit": 1, "Filters": [{"Values": ["\\u672a\\u547d\\u540d"], "Name": "instance-name"}]}'
    canonical = signing.canonical_request(
        signing.CanonicalParts(
            method="POST",
            uri="/",
            query=b"",
            headers=[("content-type", "application/json; charset=utf-8"), ("host", "cvm.tencentcloudapi.com")],
            payload_sha256=sha256(body).hexdigest(),
        )
    )
    text = signing.tc3_string_to_sign(timestamp="1551113065", date="2019-02-25", service="cvm", canonical=canonical)
    key = signing.tc3_key(PUBLISHED_KEY, date="2019-02-25", service="cvm")
    expected = "72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168"
    assert signing.tc3_signature(key, text) == expected


def test_the_published_v1_example_is_reproduced():
    parameters = {
        "Action": "DescribeInstances",
        "InstanceIds.0": "ins-09dx96dg",
        "Limit": "20",
        "Nonce": "11886",
        "Offset": "0",
        "Region": "ap-guangzhou",
        "SecretId": "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE",
        "Timestamp": "1465185768",
        "Version": "2017-03-12",
        "Signature": "is left out",
    }
    text = signing.v1_string_to_sign(method="GET", host="cvm.tencentcloudapi.com", uri="/", parameters=parameters)
    assert signing.v1_signature(PUBLISHED_KEY, method="", string_to_sign=text) == "EliP9YW3pW28FpsEdkXt/+WcGeI="


def test_v1_parameters_are_signed_in_byte_order_with_empty_values_kept():
    text = signing.v1_string_to_sign(method="POST", host="h", uri="/", parameters={"b": "", "a.0": "é", "B": "1"})
    assert text == "POSTh/?B=1&a.0=é&b="


@pytest.mark.parametrize(
    ("sent", "candidates"),
    [
        ("127.0.0.1:9000", ("127.0.0.1:9000", "127.0.0.1")),
        ("FaceID.Example:80", ("FaceID.Example:80", "faceid.example:80", "FaceID.Example")),
        ("http://127.0.0.1:9000/faceid", ("http://127.0.0.1:9000/faceid", "127.0.0.1:9000", "127.0.0.1")),
        ("[::1]:9000", ("[::1]:9000", "[::1]")),
        ("", ("",)),
    ],
)
def test_host_candidates_come_in_the_documented_order(sent, candidates):
    assert signing.host_candidates(sent, ()) == candidates


def test_configured_names_are_tried_last_with_and_without_port():
    assert signing.host_candidates("a", ("api.example:8443",)) == ("a", "api.example:8443", "api.example")


def test_texts_beyond_ascii_are_compared_not_refused():
    assert signing.same("é", "é")
    assert not signing.same("é", "e")


def test_a_header_is_signed_in_the_bytes_it_was_sent_in():
    parts = signing.CanonicalParts(
        method="POST", uri="/", query=b"", headers=[("content-type", "a;b=\xe9"), ("host", "h")], payload_sha256=""
    )
    assert b"content-type:a;b=\xe9\n" in signing.canonical_request(parts)
    assert b"charset" not in signing.canonical_request(replace(parts, headers=[("host", "h")]))
