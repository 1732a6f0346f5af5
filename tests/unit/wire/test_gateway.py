"""A call goes through the checks in the documented order, and every end is an answer that SDKs can read."""

import json
import re
from dataclasses import replace
from typing import Annotated

import pytest
from pydantic import Field
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

from api_calls import KEY, NOW, FixedClock, code_of, gateway, message_of, response_of, tc3_call, v1_call
from openekyc.domain.errors import (
    DomainError,
    MediaEmpty,
    MediaTooLarge,
    ServiceOverloaded,
    StorageUnavailable,
    TokenIllegal,
)
from openekyc.wire.action import action
from openekyc.wire.errors import Code, Refusal
from openekyc.wire.gateway import Api
from openekyc.wire.regions import JAKARTA, PRODUCT_REGIONS, SINGAPORE
from openekyc.wire.struct import Struct


class Request(Struct):
    Level: Annotated[int, Field(le=4)] = 1


class Response(Struct):
    Level: int
    Note: str | None
    Share: float


class MediaGone(MediaEmpty):
    """A more special business error than the table knows."""


@action(
    "DoIt",
    request=Request,
    rate=3,
    regions=(SINGAPORE,),
    errors={TokenIllegal: "Token.Illegal", MediaEmpty: "Media.Empty", DomainError: "Any.Other"},
    aliases=("OldName",),
)
def do_it(request, context, services):
    """Does what the services say."""
    services(context)
    return Response(Level=request.Level, Note="é 中", Share=92)


@action("AnyWhere", request=Request, rate=20, regions=(), errors={}, fault="FailedOperation.Special")
def anywhere(request, context, services):
    """Needs no region."""
    services(context)
    return Response(Level=request.Level, Note=None, Share=0)


API = Api(version="2018-03-01", actions=(do_it, anywhere))


def door(work=lambda _context: None, **settings):
    return gateway(work, api=API, **settings)


def raising(error):
    def work(_context):
        raise error

    return work


def test_a_success_is_the_struct_with_the_id_of_the_request():
    response = response_of(door(), tc3_call("DoIt", {"Level": 4}))
    request_id = response.pop("RequestId")
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", request_id)
    assert response == {"Level": 4, "Note": "é 中", "Share": 92.0}


def test_types_of_the_wire_are_kept_in_json():
    body = door().answer(tc3_call("AnyWhere")).body.decode()
    assert '"Level":1,' in body
    assert '"Note":null' in body
    assert '"Share":0.0' in body


def test_the_content_type_has_no_charset_and_ids_are_echoed():
    answer = door().answer(tc3_call("DoIt", x_tc_traceid="trace-1"))
    headers = dict(answer.headers)
    assert headers["Content-Type"] == "application/json"
    assert headers["X-TC-TraceId"] == "trace-1"
    assert headers["X-TC-RequestId"] == json.loads(answer.body)["Response"]["RequestId"]


@pytest.mark.parametrize("trace", [None, "", "x" * 257])
def test_no_trace_id_is_made_up_and_no_endless_one_echoed(trace):
    assert "X-TC-TraceId" not in dict(door().answer(tc3_call("DoIt", x_tc_traceid=trace)).headers)


def test_an_error_has_code_message_and_request_id():
    answer = door().answer(tc3_call("Nothing", x_tc_traceid="t"))
    response = json.loads(answer.body)["Response"]
    assert set(response) == {"Error", "RequestId"}
    assert set(response["Error"]) == {"Code", "Message"}
    assert dict(answer.headers)["X-TC-TraceId"] == "t"


def test_the_handler_is_told_the_account_the_request_and_the_settings():
    seen = []
    response = response_of(door(seen.append, pass_mark=71), tc3_call("DoIt"))
    assert seen[0].account == "acme"
    assert seen[0].request_id == response["RequestId"]
    assert seen[0].settings.pass_mark == 71


@pytest.mark.parametrize("name", ["DoIt", "doIt", "OldName", "oldName"])
def test_an_action_answers_to_its_names_with_either_first_letter(name):
    assert code_of(door(), tc3_call(name)) == ""


@pytest.mark.parametrize("name", ["Doit", "DO", "DoItt", "__class__"])
def test_another_name_is_no_action(name):
    assert code_of(door(), tc3_call(name)) == Code.INVALID_ACTION


def test_another_version_does_not_exist():
    assert code_of(door(), tc3_call("DoIt", x_tc_version="2017-03-12")) == Code.VERSION_UNKNOWN


@pytest.mark.parametrize("region", [None, ""])
def test_a_region_is_required_where_the_action_has_regions(region):
    assert code_of(door(), tc3_call("DoIt", x_tc_region=region)) == Code.MISSING_PARAMETER
    assert "`Region`" in message_of(door(), v1_call("DoIt", {}, Region=None))
    assert code_of(door(), tc3_call("AnyWhere", x_tc_region=region)) == ""


@pytest.mark.parametrize("region", PRODUCT_REGIONS)
def test_all_regions_of_the_product_are_taken_unless_the_operator_is_strict(region):
    assert code_of(door(), tc3_call("DoIt", x_tc_region=region)) == ""
    strict = code_of(door(strict_regions=True), tc3_call("DoIt", x_tc_region=region))
    assert strict == ("" if region == SINGAPORE else Code.REGION_UNSUPPORTED)


def test_a_region_of_elsewhere_is_refused_with_those_offered():
    request = tc3_call("DoIt", x_tc_region="ap-guangzhou")
    assert code_of(door(), request) == Code.REGION_UNSUPPORTED
    assert JAKARTA in message_of(door(), request)
    assert code_of(door(), tc3_call("AnyWhere", x_tc_region="ap-guangzhou")) == ""


def test_one_call_too_many_in_a_second_is_refused_per_action():
    gate = door()
    assert [code_of(gate, tc3_call("DoIt")) for _ in range(4)] == ["", "", "", Code.RATE_EXCEEDED]
    assert code_of(gate, tc3_call("AnyWhere")) == ""


def test_one_account_does_not_use_up_the_rate_of_another():
    gate = door()
    gate._authenticator.credentials.keys["AKIDanotherKey00000000000000000001"] = replace(
        KEY, secret_id="AKIDanotherKey00000000000000000001", account="other"
    )
    assert [code_of(gate, v1_call("DoIt", {})) for _ in range(4)][-1] == Code.RATE_EXCEEDED
    assert code_of(gate, v1_call("DoIt", {}, SecretId="AKIDanotherKey00000000000000000001")) == ""


def test_refused_callers_use_no_rate():
    gate = door()
    for _ in range(5):
        assert code_of(gate, tc3_call("DoIt", authorization="SKIP")) == Code.AUTHORIZATION_UNREADABLE
    assert code_of(gate, tc3_call("DoIt")) == ""


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (TokenIllegal("No such token."), "Token.Illegal"),
        (MediaGone("It is gone."), "Media.Empty"),
        (MediaTooLarge("It is large."), "Any.Other"),
    ],
)
def test_a_business_error_has_the_code_that_the_action_declares_and_its_own_sentence(error, code):
    gate = door(raising(error))
    assert code_of(gate, tc3_call("DoIt")) == code
    assert message_of(gate, tc3_call("DoIt")) == str(error)


@pytest.mark.parametrize(
    ("action_name", "error", "code"),
    [
        ("AnyWhere", MediaEmpty("not declared: /secret/path"), "FailedOperation.Special"),
        ("AnyWhere", KeyError("/secret/path"), "FailedOperation.Special"),
        ("DoIt", RuntimeError("/secret/path"), Code.INTERNAL),
    ],
)
def test_what_nobody_expected_is_logged_and_hidden(action_name, error, code):
    gate = door(raising(error))
    with capture_logs([merge_contextvars]) as logs:
        response = response_of(gate, tc3_call(action_name))
    assert response["Error"]["Code"] == code
    assert "secret" not in json.dumps(response)
    assert logs[0]["request_id"] == response["RequestId"]
    assert logs[0]["log_level"] == "error"


@pytest.mark.parametrize("error", [ServiceOverloaded("full"), StorageUnavailable("disk /secret/path")])
def test_a_house_that_cannot_work_now_says_so_and_not_why(error):
    gate = door(raising(error))
    with capture_logs([merge_contextvars]) as logs:
        response = response_of(gate, tc3_call("DoIt"))
    assert response["Error"]["Code"] == Code.SERVICE_UNAVAILABLE
    assert "secret" not in json.dumps(response)
    assert logs[0]["because"] == str(error)


def test_a_fault_before_the_action_is_an_answer_too():
    class Broken(FixedClock):
        def now(self):
            raise RuntimeError("/secret/path")

    with capture_logs([merge_contextvars]) as logs:
        response = response_of(gateway(None, api=API, clock=Broken()), tc3_call("DoIt"))
    assert response["Error"]["Code"] == Code.INTERNAL
    assert "secret" not in json.dumps(response)
    assert logs[0]["request_id"] == response["RequestId"]


def test_the_name_in_the_public_address_counts_as_signed_host():
    request = tc3_call("DoIt", host="ekyc.example:8443")
    behind_proxy = replace(request, headers={**request.headers, "host": "10.0.0.7"})
    assert code_of(door(), behind_proxy) == Code.SIGNATURE_WRONG
    assert code_of(door(public_url="https://ekyc.example:8443/base"), behind_proxy) == ""
    assert code_of(door(public_hosts=("ekyc.example:8443",)), behind_proxy) == ""


ORDER = [
    (lambda r: replace(r, method="PUT"), Code.METHOD_UNSUPPORTED),
    (lambda r: replace(r, body=bytes(11 * 2**20)), Code.REQUEST_TOO_LARGE),
    (lambda r: replace(r, body=b"["), Code.INVALID_PARAMETER),
    (lambda r: without(r, "x-tc-version"), Code.MISSING_PARAMETER),
    (lambda r: changed(r, "authorization", "SKIP"), Code.AUTHORIZATION_UNREADABLE),
    (lambda r: changed(r, "x-tc-version", "2000-01-01"), Code.VERSION_UNKNOWN),
    (lambda r: changed(r, "x-tc-action", "Nothing"), Code.INVALID_ACTION),
    (lambda r: changed(r, "x-tc-region", "nowhere"), Code.REGION_UNSUPPORTED),
]


def changed(request, name, value):
    return replace(request, headers={**request.headers, name: value})


def without(request, name):
    return replace(request, headers={header: text for header, text in request.headers.items() if header != name})


def test_the_first_fault_in_the_documented_order_is_answered():
    """Every request has all faults from one on; the answer is always the first of them."""
    worst = tc3_call("DoIt", {"Level": "x", "Other": 1, "More": 9})
    for spoil, code in reversed(ORDER):
        worst = spoil(worst)
        assert code_of(door(), worst) == code


def test_a_refusal_prints_as_code_and_message():
    assert str(Refusal(Code.INTERNAL, "why")) == "InternalError: why"


def test_the_clock_of_the_gateway_is_the_one_it_was_given():
    assert code_of(gateway(print, api=API, clock=FixedClock(NOW + 301)), tc3_call("DoIt")) == Code.SIGNATURE_EXPIRED
