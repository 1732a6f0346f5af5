"""ApplyWebVerificationBizTokenIntl takes every documented parameter, default, range and contradiction."""

import base64

import pytest

from api_calls import code_of, flows, gateway, message_of, response_of, tc3_call, v1_call
from openekyc.domain import errors
from openekyc.domain.challenge import Action, LivenessLevel
from openekyc.flows.orders import CardOrder, DetailTier, FaceOrder, PageOrder, Ticket, WebOrder, WebSteps

NAME = "ApplyWebVerificationBizTokenIntl"
URL = "https://shop.example/back"
PHOTO = base64.b64encode(b"a photo").decode()
TICKET = Ticket(token="81EEF678-28EE-4759-A82E-6CBBBE6BC442", url="https://ekyc.example/verify?token=81EEF678")
DEFAULT_FACE = FaceOrder(level=LivenessLevel.REFLECTION, actions=(), attempts=99, attempt_s=45, may_downgrade=True)


def asked(members):
    """The account, order and photo that the flow was given."""
    services = flows(web=TICKET)
    response = response_of(gateway(services), tc3_call(NAME, members))
    assert "Error" not in response, response
    return services.web.asked[0]


def order_of(config=None, **members):
    return asked({"RedirectURL": URL, "CompareImageBase64": PHOTO, "Config": config or {}, **members})[1]


def refused(config=None, **members):
    call = tc3_call(NAME, {"RedirectURL": URL, "CompareImageBase64": PHOTO, "Config": config or {}, **members})
    gate = gateway(flows(web=TICKET))
    return code_of(gate, call), message_of(gate, call)


def test_the_answer_has_the_token_and_the_address_in_both_spellings():
    response = response_of(
        gateway(flows(web=TICKET)), tc3_call(NAME, {"RedirectURL": URL, "CompareImageBase64": PHOTO})
    )
    del response["RequestId"]
    assert response == {"BizToken": TICKET.token, "VerificationURL": TICKET.url, "VerificationUrl": TICKET.url}


def test_everything_left_out_has_its_documented_default():
    assert asked({"RedirectURL": URL, "CompareImageBase64": PHOTO}) == (
        "acme",
        WebOrder(
            redirect_url=URL,
            steps=WebSteps.PHOTO_AND_FACE,
            page=PageOrder(
                language="en", theme_color="#2d72f1", skip_start=False, skip_consent=False, skip_result=False
            ),
            face=DEFAULT_FACE,
            card=None,
            extra=None,
            rule_id=None,
            tier=DetailTier.BASIC,
        ),
        b"a photo",
    )


def test_everything_given_reaches_the_flow():
    config = {
        "AutoSkipStartPage": True,
        "AutoSkip": True,
        "CheckMode": 1,
        "IDCardType": "HKIDCard",
        "DisableCheckOcrWarnings": True,
        "SecurityLevel": 2,
        "SkipPrivacyPolicy": True,
        "IdCardCutReturn": True,
        "ThemeColor": "#A0b1C2",
        "Language": "zh-tc",
        "AutoDowngrade": 2,
        "ActionList": "mouth,shake",
        "LivenessRetryLimit": 3,
        "LivenessTimeout": 60,
        "SelectedWarningCodes": "-9101,-9103",
        "AllowExpiredDocument": False,
        "Version": "PLUS",
    }
    order = order_of(config, Extra="é" * 1000, RuleId="7")
    assert order == WebOrder(
        redirect_url=URL,
        steps=WebSteps.CARD_AND_FACE,
        page=PageOrder(language="zh-tc", theme_color="#A0b1C2", skip_start=True, skip_consent=True, skip_result=True),
        face=FaceOrder(
            level=LivenessLevel.ACTION,
            actions=(Action.MOUTH, Action.SHAKE),
            attempts=3,
            attempt_s=60,
            may_downgrade=False,
        ),
        card=CardOrder(
            kind="HKIDCard",
            ignore_warnings=True,
            stopping_warnings=(-9101, -9103),
            allow_expired=False,
            show_cut=True,
        ),
        extra="é" * 1000,
        rule_id="7",
        tier=DetailTier.PLUS,
    )


def test_a_flattened_call_gives_the_same_order():
    services = flows(web=TICKET)
    parameters = {"RedirectURL": URL, "Config.CheckMode": "3", "Config.AutoSkip": "True", "Config.SecurityLevel": "1"}
    assert code_of(gateway(services), v1_call(NAME, parameters)) == ""
    assert services.web.asked[0][1] == order_of({"CheckMode": 3, "AutoSkip": True, "SecurityLevel": 1})


@pytest.mark.parametrize(
    ("mode", "steps", "has_face", "has_card", "has_photo"),
    [
        (1, WebSteps.CARD_AND_FACE, True, True, False),
        (2, WebSteps.PHOTO_AND_FACE, True, False, True),
        (3, WebSteps.LIVENESS, True, False, False),
        (4, WebSteps.CARD, False, True, False),
    ],
)
def test_each_check_mode_has_its_steps(mode, steps, has_face, has_card, has_photo):
    members = {"RedirectURL": URL, "CompareImageBase64": PHOTO, "Config": {"CheckMode": mode, "IDCardType": "MLIDCard"}}
    _, order, photo = asked(members)
    assert order.steps is steps
    assert (order.face is not None, order.card is not None, photo is not None) == (has_face, has_card, has_photo)


def test_both_spellings_of_the_card_type_are_taken():
    for spelling in ("IDCardType", "IdCardType"):
        assert order_of({"CheckMode": 4, spelling: "MacaoIDCard"}).card.kind == "MacaoIDCard"


@pytest.mark.parametrize(("level", "run"), [(1, 1), (2, 2), (3, 3), (4, 4), (5, 4)])
def test_security_level_5_of_an_old_sdk_is_4(level, run):
    assert order_of({"SecurityLevel": level}).face.level == run


def test_a_timeout_of_zero_is_the_whole_process():
    assert order_of({"LivenessTimeout": 0}).face.attempt_s == 600


@pytest.mark.parametrize("color", ["red", "#12345", "#1234567", "", "#12345g", "#123456\n"])
def test_a_bad_colour_is_the_default_and_no_error(color):
    assert order_of({"ThemeColor": color}).page.theme_color == "#2d72f1"


@pytest.mark.parametrize(
    "url",
    [
        "https://shop.example/back?a=1&b=é 中+~*",
        "http://localhost:3000",
        "https://[::1]/x",
        "https://shop.example/#fragment",
    ],
)
def test_absolute_web_addresses_are_taken_as_they_are(url):
    assert order_of(RedirectURL=url).redirect_url == url


@pytest.mark.parametrize(
    "url",
    [
        "/back",
        "shop.example/back",
        "//shop.example",
        "javascript:alert(1)",
        "ftp://shop.example",
        "https://",
        "https:///path",
        "https://user:pass@shop.example/",
        "https://shop.example:99999/",
        "https://shop.example:0/",
        "https://[::1/",
        " https://shop.example",
        "https://shop.example/\r\nX: y",
        "https://shop.example/" + "a" * 4096,
    ],
)
def test_a_bad_address_is_an_invalid_value(url):
    code, message = refused(RedirectURL=url)
    assert code == "InvalidParameterValue"
    assert "`RedirectURL`" in message


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CheckMode", 0),
        ("CheckMode", 5),
        ("SecurityLevel", 0),
        ("SecurityLevel", 6),
        ("AutoDowngrade", 0),
        ("AutoDowngrade", 3),
        ("LivenessRetryLimit", 0),
        ("LivenessRetryLimit", 100),
        ("LivenessTimeout", -1),
        ("LivenessTimeout", 601),
        ("Language", "fr"),
        ("Language", ""),
        ("IDCardType", "Passport"),
        ("IdCardType", "hkidcard"),
        ("Version", "PRO"),
        ("ActionList", "wink"),
        ("ActionList", "blink,mouth,nod"),
        ("ActionList", "blink,blink"),
        ("ActionList", "blink,"),
        ("SelectedWarningCodes", "-9100"),
        ("SelectedWarningCodes", "9101"),
        ("SelectedWarningCodes", "-9101;-9102"),
    ],
)
def test_a_value_out_of_its_set_or_range_is_named(name, value):
    code, message = refused({"SecurityLevel": 2, name: value} if name != "SecurityLevel" else {name: value})
    assert code == "InvalidParameterValue"
    assert f"`Config.{name}`" in message


@pytest.mark.parametrize(
    ("name", "value"),
    [("LivenessRetryLimit", 1), ("LivenessRetryLimit", 99), ("LivenessTimeout", 600), ("SelectedWarningCodes", "")],
)
def test_the_ends_of_a_range_belong_to_it(name, value):
    order_of({name: value})


def test_extra_is_bounded_in_characters():
    assert refused(Extra="é" * 1001)[0] == "InvalidParameterValue"


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"RedirectURL": 1}, "InvalidParameter"),
        ({"RedirectURL": ""}, "MissingParameter"),
        ({"RedirectURL": None}, "MissingParameter"),
        ({"Config": "x"}, "InvalidParameter"),
        ({"Config": {"CheckMode": "1"}}, "InvalidParameter"),
        ({"Config": {"AutoSkip": "true"}}, "InvalidParameter"),
        ({"Config": {"Other": 1}}, "UnknownParameter"),
        ({"RedirectUrl": URL}, "UnknownParameter"),
    ],
)
def test_names_and_types_are_checked(members, code):
    assert refused(**{"config": {}, **members} if "Config" not in members else members)[0] == code


@pytest.mark.parametrize("level", [1, 3, None])
def test_an_action_list_needs_a_level_with_actions(level):
    code, message = refused({"ActionList": "blink"} | ({} if level is None else {"SecurityLevel": level}))
    assert code == "InvalidParameter"
    assert "ActionList" in message


@pytest.mark.parametrize("level", [2, 4, 5])
def test_an_action_list_is_kept_in_its_order(level):
    assert order_of({"SecurityLevel": level, "ActionList": "nod,blink"}).face.actions == (Action.NOD, Action.BLINK)


@pytest.mark.parametrize("mode", [1, 4])
def test_a_card_step_needs_a_card_type(mode):
    code, message = refused({"CheckMode": mode})
    assert code == "InvalidParameter"
    assert "IDCardType" in message


@pytest.mark.parametrize("photo", [None, ""])
def test_a_comparison_needs_a_photo(photo):
    code, message = refused(CompareImageBase64=photo)
    assert code == "InvalidParameter"
    assert "CompareImageBase64" in message


@pytest.mark.parametrize(
    "photo", ["!", "QUJ", "data:image/png;base64,QUJD", "QU JD", "QUJD\n", "QUJD====", "é", "A" * (8 * 2**20 + 4)]
)
def test_a_photo_that_is_not_plain_base64_or_too_large_is_an_invalid_value(photo):
    code, message = refused(CompareImageBase64=photo)
    assert code == "InvalidParameterValue"
    assert "`CompareImageBase64`" in message


def test_a_photo_of_exactly_8_mb_is_taken():
    assert len(asked({"RedirectURL": URL, "CompareImageBase64": "A" * (8 * 2**20)})[2]) == 6 * 2**20


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.ServiceActivating, "UnauthorizedOperation.Activating"),
        (errors.ServiceActivationFailed, "UnauthorizedOperation.ActivateError"),
        (errors.ServiceNotActivated, "UnauthorizedOperation.Nonactivated"),
        (errors.AccountInArrears, "UnauthorizedOperation.Arrears"),
        (errors.QuotaUsedUp, "UnauthorizedOperation.Arrears"),
        (errors.ContradictingOrder, "InvalidParameter"),
        (errors.ValueOutOfRange, "InvalidParameterValue"),
        (errors.DocumentKindUnavailable, "InvalidParameterValue"),
        (errors.MediaTooLarge, "InvalidParameterValue"),
        (errors.MediaEmpty, "InvalidParameterValue"),
        (errors.MediaUndecodable, "InvalidParameterValue"),
    ],
)
def test_each_business_error_has_its_public_code(error, code):
    call = tc3_call(NAME, {"RedirectURL": URL, "CompareImageBase64": PHOTO})
    assert code_of(gateway(flows(web=error("why"))), call) == code


def test_the_name_in_the_examples_of_the_specification_works():
    call = tc3_call("GetWebFaceIDToken", {"RedirectURL": URL, "CompareImageBase64": PHOTO})
    assert code_of(gateway(flows(web=TICKET)), call) == ""
