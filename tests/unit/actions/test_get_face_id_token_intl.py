"""GetFaceIdTokenIntl takes every documented parameter; it answers bad values with InvalidParameter."""

import base64

import pytest

from api_calls import code_of, flows, gateway, message_of, response_of, tc3_call, v1_call
from openekyc.domain import errors
from openekyc.domain.challenge import Action, LivenessLevel
from openekyc.flows.orders import DetailTier, FaceOrder, SelfieOrder, Ticket

NAME = "GetFaceIdTokenIntl"
IMAGE = base64.b64encode(b"a photo").decode()
TICKET = Ticket(token="81EEF678-28EE-4759-A82E-6CBBBE6BC442", url="")


def asked(members):
    services = flows(selfie=TICKET)
    response = response_of(gateway(services), tc3_call(NAME, members))
    assert "Error" not in response, response
    return services.selfie.asked[0]


def refused(members):
    gate = gateway(flows(selfie=TICKET))
    return code_of(gate, tc3_call(NAME, members)), message_of(gate, tc3_call(NAME, members))


def test_the_answer_has_the_token():
    response = response_of(gateway(flows(selfie=TICKET)), tc3_call(NAME))
    assert response["SdkToken"] == TICKET.token
    assert response["ServerParamInfo"] == ""


def test_everything_left_out_has_its_documented_default():
    face = FaceOrder(
        level=LivenessLevel.ACTION_AND_REFLECTION, actions=(), attempts=5, attempt_s=45, may_downgrade=False
    )
    assert asked({}) == ("acme", SelfieOrder(compare=False, face=face, extra=None, tier=DetailTier.BASIC), None)


def test_everything_given_reaches_the_flow():
    members = {
        "CheckMode": "compare",
        "SecureLevel": "2",
        "Image": IMAGE,
        "Extra": "x" * 2000,
        "ActionList": "nod,shake",
        "SdkVersion": "PLUS",
        "RetryLimit": 1,
        "EnableBotBgDetection": True,
        "MetaData": "opaque",
    }
    face = FaceOrder(
        level=LivenessLevel.ACTION,
        actions=(Action.NOD, Action.SHAKE),
        attempts=1,
        attempt_s=45,
        may_downgrade=False,
    )
    order = SelfieOrder(compare=True, face=face, extra="x" * 2000, tier=DetailTier.PLUS)
    assert asked(members) == ("acme", order, b"a photo")


def test_a_flattened_call_gives_the_same_order():
    services = flows(selfie=TICKET)
    call = v1_call(NAME, {"CheckMode": "liveness", "RetryLimit": "2", "EnableBotBgDetection": "false"})
    assert code_of(gateway(services), call) == ""
    assert services.selfie.asked[0] == asked({"RetryLimit": 2})


def test_an_image_without_comparison_is_not_passed_on():
    assert asked({"Image": IMAGE})[2] is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CheckMode", "both"),
        ("CheckMode", 1),
        ("SecureLevel", "5"),
        ("SecureLevel", 4),
        ("ActionList", "wink"),
        ("ActionList", "blink,mouth,nod"),
        ("SdkVersion", "basic"),
        ("RetryLimit", 0),
        ("RetryLimit", 6),
        ("RetryLimit", "5"),
        ("EnableBotBgDetection", "false"),
        ("Extra", "x" * 65_537),
        ("Image", "not base64"),
    ],
)
def test_any_bad_value_is_an_invalid_parameter_and_named(name, value):
    code, message = refused({name: value})
    assert code == "InvalidParameter"
    assert f"`{name}`" in message


@pytest.mark.parametrize("level", ["1", "3"])
def test_an_action_list_needs_a_level_with_actions(level):
    code, message = refused({"ActionList": "blink", "SecureLevel": level})
    assert code == "InvalidParameter"
    assert "SecureLevel" in message


def test_an_action_list_alone_goes_with_the_default_level():
    assert asked({"ActionList": "blink"})[1].face.actions == (Action.BLINK,)


@pytest.mark.parametrize("image", [None, ""])
def test_a_comparison_needs_an_image(image):
    code, message = refused({"CheckMode": "compare", "Image": image})
    assert code == "InvalidParameter"
    assert "Image" in message


def test_a_large_image_has_its_own_code():
    assert refused({"Image": "A" * (8 * 2**20 + 4)})[0] == "FailedOperation.ImageSizeTooLarge"


def test_other_names_are_unknown():
    assert refused({"SecurityLevel": "4"})[0] == "UnknownParameter"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.ServiceActivating, "UnauthorizedOperation.Activating"),
        (errors.ServiceActivationFailed, "UnauthorizedOperation.ActivateError"),
        (errors.ServiceNotActivated, "UnauthorizedOperation.Nonactivated"),
        (errors.AccountInArrears, "UnauthorizedOperation.Arrears"),
        (errors.QuotaUsedUp, "UnauthorizedOperation.Arrears"),
        (errors.ContradictingOrder, "InvalidParameter"),
        (errors.MediaTooLarge, "FailedOperation.ImageSizeTooLarge"),
        (errors.MediaEmpty, "InvalidParameter"),
        (errors.MediaUndecodable, "InvalidParameter"),
    ],
)
def test_each_business_error_has_its_public_code(error, code):
    assert code_of(gateway(flows(selfie=error("why"))), tc3_call(NAME)) == code
