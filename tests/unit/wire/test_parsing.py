"""A request is read as one of the three forms, or refused before anybody is asked who sent it."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api_calls import HOST, NOW, tc3_call, tc3_get, v1_call
from openekyc.wire.errors import Code, Refusal
from openekyc.wire.parsing import MAX_GET_BYTES, MAX_POST_BYTES, read_call, refuse_oversize
from openekyc.wire.request import HttpRequest, Tc3Claim, V1Claim


def refusal(request: HttpRequest) -> Refusal:
    with pytest.raises(Refusal) as caught:
        read_call(request)
    return caught.value


def raw(method: str = "POST", query: bytes = b"", body: bytes = b"", **headers: str) -> HttpRequest:
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return HttpRequest(method=method, path="/", query=query, headers={"host": HOST, **given}, body=body)


def test_a_json_post_gives_its_members_and_the_common_values_of_its_headers():
    call = read_call(tc3_call("DoIt", {"A": [1], "B": {"C": None}}, x_tc_token="t", x_tc_language="en-US"))
    assert call.members == {"A": [1], "B": {"C": None}}
    assert call.flat is None
    assert (call.common.action, call.common.version, call.common.timestamp) == ("DoIt", "2018-03-01", str(NOW))
    assert (call.common.region, call.common.token, call.common.language) == ("ap-singapore", "t", "en-US")
    assert isinstance(call.claim, Tc3Claim)
    assert call.claim.signed_headers == ("content-type", "host")


def test_a_get_gives_its_query_as_flat_texts():
    call = read_call(tc3_get("DoIt", {"A.0": "x y", "B": "+&é"}))
    assert call.flat == {"A.0": "x y", "B": "+&é"}
    assert call.members is None


def test_a_form_under_tc3_is_read_too():
    call = read_call(tc3_call("DoIt", b"A=1&B=", content_type="application/x-www-form-urlencoded"))
    assert call.flat == {"A": "1", "B": ""}


@pytest.mark.parametrize("verb", ["GET", "POST"])
def test_v1_takes_the_common_values_out_of_the_parameters(verb):
    call = read_call(v1_call("DoIt", {"A": "1"}, verb=verb, Token="t", Language="zh-CN", RequestClient="c"))
    assert call.flat == {"A": "1"}
    assert call.common.token == "t"
    assert isinstance(call.claim, V1Claim)
    assert call.claim.method == "HmacSHA256"
    assert call.claim.signed["RequestClient"] == "c"


def test_the_query_of_a_v1_post_is_ignored():
    request = v1_call("DoIt", {"A": "1"})
    with_query = HttpRequest(method="POST", path="/", query=b"A=2&B=3", headers=request.headers, body=request.body)
    assert read_call(with_query).flat == {"A": "1"}


@pytest.mark.parametrize("method", ["PUT", "DELETE", "HEAD", "PATCH", "OPTIONS"])
def test_other_methods_are_refused(method):
    assert refusal(raw(method)).code == Code.METHOD_UNSUPPORTED


def test_the_limits_are_on_the_query_of_a_get_and_the_body_of_a_post():
    refuse_oversize("GET", MAX_GET_BYTES)
    refuse_oversize("POST", MAX_POST_BYTES)
    assert refusal(raw("GET", query=b"a" * (MAX_GET_BYTES + 1))).code == Code.REQUEST_TOO_LARGE
    assert refusal(raw(body=bytes(MAX_POST_BYTES + 1))).code == Code.REQUEST_TOO_LARGE


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"text"', b"null", b"\xff{}", b'{"A": NaN}', b"[" * 5000])
def test_a_body_that_is_no_json_object_is_refused(body):
    assert refusal(tc3_call("DoIt", body)).code == Code.INVALID_PARAMETER


@pytest.mark.parametrize("query", [b"A=%ff", b"A=\xff", b"A=1&A=2", b"&".join(b"a%d=1" % i for i in range(501))])
def test_a_form_that_is_not_one_is_refused(query):
    request = raw("GET", query=query, x_tc_action="DoIt")
    assert refusal(request).code == Code.INVALID_PARAMETER


def test_a_parameter_given_twice_is_named():
    assert "`A`" in refusal(raw("GET", query=b"B=1&A=1&A=2", x_tc_action="DoIt")).message


@pytest.mark.parametrize("header", ["x-tc-action", "x-tc-version", "x-tc-timestamp"])
def test_a_missing_common_header_is_named(header):
    found = refusal(tc3_call("DoIt", {}, **{header.replace("-", "_"): None}))
    assert found.code == Code.MISSING_PARAMETER
    assert header in found.message.lower()


@pytest.mark.parametrize("name", ["Action", "Version", "Timestamp", "Nonce", "SecretId", "Signature"])
def test_a_missing_v1_parameter_is_named(name):
    found = refusal(v1_call("DoIt", {}, **{"Signature": "s", name: None} if name != "Signature" else {"Signature": ""}))
    assert found.code == Code.MISSING_PARAMETER
    assert f"`{name}`" in found.message


@pytest.mark.parametrize("name", ["Timestamp", "Nonce"])
def test_a_v1_number_that_is_none_is_named(name):
    found = refusal(v1_call("DoIt", {}, **{name: "12x"}))
    assert found.code == Code.INVALID_PARAMETER
    assert f"`{name}`" in found.message


@pytest.mark.parametrize("timestamp", ["abc", "-1", "1.5", "٣", "9" * 20])
def test_a_timestamp_that_is_no_number_is_refused(timestamp):
    assert refusal(tc3_call("DoIt", {}, x_tc_timestamp=timestamp, authorization="SKIP")).code == Code.INVALID_PARAMETER


@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "SKIP",
        "Bearer abc",
        "TC3-HMAC-SHA256 Credential=a/2026-11-20/faceid/tc3_request, SignedHeaders=content-type;host, Signature=12",
        f"TC3-HMAC-SHA256 Credential=a/2026-11-20/faceid/tc3_request, SignedHeaders=host, Signature={'a' * 64}",
        f"TC3-HMAC-SHA256 Credential=/2026-11-20/s/tc3_request, SignedHeaders=content-type;host, Signature={'a' * 64}",
    ],
)
def test_an_unreadable_authorization_is_no_claim(authorization):
    assert read_call(tc3_call("DoIt", {}, authorization=authorization)).claim is None


def test_a_bare_post_of_json_is_told_which_header_it_lacks():
    assert "X-TC-Action" in refusal(raw(body=b"{}", content_type="application/json")).message


def test_multipart_and_octets_are_calls_whose_parameters_nobody_reads():
    body = b"--b\r\n\r\nx\r\n--b--\r\n"
    for content_type in (
        "multipart/form-data; boundary=b",
        'multipart/form-data; boundary="b"',
        "application/octet-stream",
    ):
        call = read_call(tc3_call("DoIt", body, content_type=content_type))
        assert call.members is None
        assert call.flat is None


@pytest.mark.parametrize("content_type", ["multipart/form-data", "multipart/form-data; boundary=other"])
def test_broken_multipart_is_an_invalid_request(content_type):
    assert refusal(tc3_call("DoIt", b"--b\r\n", content_type=content_type)).code == Code.INVALID_REQUEST


@given(
    method=st.sampled_from(["GET", "POST"]),
    query=st.binary(max_size=60),
    body=st.binary(max_size=60),
    headers=st.dictionaries(
        st.sampled_from(["authorization", "x-tc-action", "x-tc-timestamp", "x-tc-version", "content-type"]),
        st.text(st.characters(max_codepoint=255), max_size=40),
    ),
)
def test_whatever_comes_is_read_or_refused(method, query, body, headers):
    request = HttpRequest(method=method, path="/", query=query, headers=headers, body=body)
    with contextlib.suppress(Refusal):
        assert read_call(request).common.action
