"""Who called is known or refused, with the first failure in the documented order."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from api_calls import KEY, NOW, FixedClock, KnownKeys, key_of, tc3_call, tc3_get, tc3_signed, v1_call
from openekyc.wire.authentication import Authenticator
from openekyc.wire.errors import Code, Refusal
from openekyc.wire.parsing import read_call

MOMENT = datetime.fromtimestamp(NOW, UTC)
TEMPORARY = replace(key_of(KEY.secret_id, KEY.secret_key.reveal(), "right"), expires_at=MOMENT + timedelta(seconds=1))


def judged(request, *, key=KEY, now=NOW, public_hosts=()):
    authenticator = Authenticator(credentials=KnownKeys(key), clock=FixedClock(now), public_hosts=public_hosts)
    try:
        return authenticator.authenticate(request, read_call(request)).account
    except Refusal as refusal:
        return refusal.code


@pytest.mark.parametrize("request_", [tc3_call("A", {"B": 1}), tc3_get("A", {"B": "é"}), v1_call("A", {"B": "é"})])
def test_a_rightly_signed_call_is_of_the_account_of_its_key(request_):
    assert judged(request_) == "acme"


def test_no_claim_is_unreadable():
    assert judged(tc3_call("A", authorization="SKIP")) == Code.AUTHORIZATION_UNREADABLE


@pytest.mark.parametrize(
    "secret_id", ["nobody", "AKID", "AKID short", "akidunitTests000000000000000000000001", "AKID" + "a" * 125]
)
def test_a_secret_id_of_another_form_is_told_so(secret_id):
    assert judged(v1_call("A", {}, SecretId=secret_id)) == Code.SECRET_ID_MALFORMED


def test_an_unknown_or_revoked_key_does_not_exist():
    assert judged(v1_call("A", {}, SecretId="AKIDsomebodyElse0000000000000000001")) == Code.SECRET_ID_UNKNOWN
    assert judged(tc3_call("A"), key=replace(KEY, revoked_at=MOMENT)) == Code.SECRET_ID_UNKNOWN


@pytest.mark.parametrize(
    ("drift", "expected"),
    [(300, "acme"), (-300, "acme"), (301, Code.SIGNATURE_EXPIRED), (-301, Code.SIGNATURE_EXPIRED)],
)
def test_the_clock_window_is_300_seconds_both_ways(drift, expected):
    assert judged(tc3_call("A"), now=NOW + drift) == expected
    assert judged(v1_call("A", {}), now=NOW + drift) == expected


def test_a_date_that_is_not_that_of_the_timestamp_is_a_wrong_signature():
    request = tc3_call("A")
    changed = {**request.headers, "authorization": request.headers["authorization"].replace("2026-11-20", "2026-11-21")}
    assert judged(replace(request, headers=changed)) == Code.SIGNATURE_WRONG


@pytest.mark.parametrize("sign", [lambda: tc3_call("A", {"B": 1}), lambda: v1_call("A", {"B": "1"})])
def test_a_signature_of_another_key_is_wrong(sign):
    assert judged(sign(), key=key_of(KEY.secret_id, "anotherSecret")) == Code.SIGNATURE_WRONG


@pytest.mark.parametrize("token", ["", "wrong", "right "])
def test_a_temporary_key_needs_its_own_token(token):
    assert judged(tc3_call("A", x_tc_token=token), key=TEMPORARY) == Code.TOKEN_WRONG


def test_a_temporary_key_is_good_until_its_end():
    request = tc3_call("A", x_tc_token="right")
    assert judged(request, key=TEMPORARY) == "acme"
    assert judged(request, key=TEMPORARY, now=NOW + 1) == Code.TOKEN_WRONG


def test_a_token_with_a_lasting_key_is_wrong():
    assert judged(tc3_call("A", x_tc_token="stray")) == Code.TOKEN_WRONG


def test_the_signature_comes_before_the_token():
    assert judged(tc3_call("A"), key=replace(TEMPORARY, secret_key=key_of("a", "b").secret_key)) == Code.SIGNATURE_WRONG


@pytest.mark.parametrize("sent", ["FACEID.example:443", "http://faceid.example:443/path", "faceid.example:9"])
def test_a_host_is_found_among_its_candidates(sent):
    request = tc3_call("A", host="faceid.example" if sent.endswith(":9") else "faceid.example:443")
    request = replace(request, headers={**request.headers, "host": sent})
    assert judged(request) == "acme"


def test_a_name_that_a_proxy_replaced_must_be_configured():
    request = tc3_call("A", host="api.example")
    behind_proxy = replace(request, headers={**request.headers, "host": "10.0.0.7:8000"})
    assert judged(behind_proxy) == Code.SIGNATURE_WRONG
    assert judged(behind_proxy, public_hosts=("api.example",)) == "acme"


def test_headers_signed_lower_case_as_documented_are_believed():
    request = tc3_call("A", content_type="application/json; charset=utf-8")
    as_sent = {**request.headers, "content-type": "Application/JSON; charset=UTF-8"}
    assert judged(replace(request, headers=as_sent)) == "acme"


def test_further_signed_headers_count_and_an_absent_one_is_empty():
    request = tc3_call("A", authorization="SKIP")
    bare = replace(request, headers={name: text for name, text in request.headers.items() if name != "authorization"})
    signed = tc3_signed(bare, names="content-type;host;x-tc-action;x-tc-absent")
    assert judged(signed) == "acme"
    assert judged(replace(signed, headers={**signed.headers, "x-tc-action": "B"})) == Code.SIGNATURE_WRONG


def test_a_body_sent_unsigned_is_believed_whatever_it_says():
    header = {"x-tc-content-sha256": "UNSIGNED-PAYLOAD"}
    signed = tc3_call("A", b"UNSIGNED-PAYLOAD", content_type="application/octet-stream")
    request = replace(signed, headers={**signed.headers, **header}, body=b"anything")
    assert judged(request) == "acme"
    assert judged(replace(request, headers=signed.headers)) == Code.SIGNATURE_WRONG


def test_the_real_path_is_tried_after_the_root():
    signed = v1_call("A", {})
    assert judged(replace(signed, path="/faceid")) == "acme"
