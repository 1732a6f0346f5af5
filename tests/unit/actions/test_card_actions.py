"""ApplyCardVerification and GetCardVerificationResult: their parameters, states and their own error codes."""

import base64

import pytest

from api_calls import code_of, flows, gateway, message_of, response_of, tc3_call
from made_results import card_result
from openekyc.domain import errors
from openekyc.flows.orders import CardCheckOrder, CardCheckResult, CardCheckStatus, ImageSource, Ticket

APPLY = "ApplyCardVerification"
READ = "GetCardVerificationResult"
TOKEN = "81EEF678-28EE-4759-A82E-6CBBBE6BC442"
TICKET = Ticket(token=TOKEN, url="")
FRONT = base64.b64encode(b"front").decode()
BACK = base64.b64encode(b"back").decode()
VALUE = "InvalidParameterValue.InvalidParameterValueLimit"


def asked(**members):
    services = flows(card=TICKET)
    call = tc3_call(APPLY, {"Nationality": "HKG", "CardType": "ID_CARD", "ImageBase64Front": FRONT, **members})
    response = response_of(gateway(services), call)
    assert "Error" not in response, response
    return services.card.asked[0]


def refused(**members):
    call = tc3_call(APPLY, {"Nationality": "HKG", "CardType": "ID_CARD", "ImageBase64Front": FRONT, **members})
    gate = gateway(flows(card=TICKET))
    return code_of(gate, call), message_of(gate, call)


def read(result, name=READ):
    return response_of(gateway(flows(card=result)), tc3_call(name, {"CardVerificationToken": TOKEN}))


def test_the_answer_says_how_to_poll():
    response = response_of(
        gateway(flows(card=TICKET)),
        tc3_call(APPLY, {"Nationality": "AUTO", "CardType": "AUTO", "ImageUrlFront": "https://cards.example/a.jpg"}),
    )
    del response["RequestId"]
    assert response == {
        "CardVerificationToken": TOKEN,
        "AsyncCardVerificationMaxPollingTimes": 60,
        "AsyncCardVerificationPollingWaitTime": 5,
    }


def test_pictures_reach_the_flow_as_bytes():
    order = CardCheckOrder(
        nationality="HKG", card_type="ID_CARD", front=ImageSource(content=b"front"), back=ImageSource(content=b"back")
    )
    assert asked(ImageBase64Back=BACK) == ("acme", order)


def test_a_missing_back_is_left_to_the_flow():
    assert asked()[1].back is None


def test_on_each_side_the_address_wins_over_the_picture():
    order = asked(ImageUrlFront="https://a.example/f", ImageUrlBack="https://a.example/b", ImageBase64Back="!")[1]
    assert order.front == ImageSource(url="https://a.example/f")
    assert order.back == ImageSource(url="https://a.example/b")


@pytest.mark.parametrize("nationality", ["IDN", "HKG", "THA", "MYS", "SGP", "PHL", "JPN", "TWN", "AUTO"])
@pytest.mark.parametrize("card_type", ["ID_CARD", "PASSPORT", "DRIVING_LICENSE", "AUTO"])
def test_every_documented_kind_is_taken(nationality, card_type):
    order = asked(Nationality=nationality, CardType=card_type)[1]
    assert (order.nationality, order.card_type) == (nationality, card_type)


@pytest.mark.parametrize(("name", "value"), [("Nationality", "USA"), ("Nationality", "hkg"), ("CardType", "VISA")])
def test_another_kind_is_outside_the_set(name, value):
    code, message = refused(**{name: value})
    assert code == VALUE
    assert f"`{name}`" in message


@pytest.mark.parametrize("name", ["Nationality", "CardType"])
@pytest.mark.parametrize("value", ["", None])
def test_nationality_and_type_are_required(name, value):
    assert refused(**{name: value})[0] == "MissingParameter"


def test_a_front_is_required():
    code, message = refused(ImageBase64Front=None)
    assert code == VALUE
    assert "ImageUrlFront" in message


@pytest.mark.parametrize("name", ["ImageBase64Front", "ImageBase64Back"])
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("A" * (5 * 2**20 + 4), "FailedOperation.ImageSizeTooLarge"),
        ("", "InvalidParameterValue.InvalidFileContentSize"),
        ("!!!!", "InvalidParameter.EngineImageDecodeFailed"),
    ],
)
def test_a_picture_that_is_none_has_its_own_code(name, text, code):
    found, message = refused(**{name: text})
    assert found == code
    assert f"`{name}`" in message


def test_an_endless_address_is_refused():
    assert refused(ImageUrlFront="https://a.example/" + "a" * 4096)[0] == VALUE


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.ServiceActivating, "FailedOperation.UnOpenError"),
        (errors.ServiceActivationFailed, "FailedOperation.UnOpenError"),
        (errors.ServiceNotActivated, "FailedOperation.UnOpenError"),
        (errors.AccountInArrears, "ResourceUnavailable.InArrears"),
        (errors.QuotaUsedUp, "ResourceUnavailable.ResourcePackageRunOut"),
        (errors.DocumentKindUnavailable, VALUE),
        (errors.DocumentSideMissing, VALUE),
        (errors.MediaTooLarge, "FailedOperation.ImageSizeTooLarge"),
        (errors.MediaEmpty, "InvalidParameterValue.InvalidFileContentSize"),
        (errors.MediaUndecodable, "InvalidParameter.EngineImageDecodeFailed"),
        (errors.DownloadFailed, "ResourceUnavailable.ImageDownloadError"),
    ],
)
def test_each_business_error_has_its_public_code(error, code):
    call = tc3_call(APPLY, {"Nationality": "HKG", "CardType": "ID_CARD", "ImageBase64Front": FRONT})
    assert code_of(gateway(flows(card=error("why"))), call) == code


@pytest.mark.parametrize("name", [APPLY, READ])
def test_what_nobody_expected_has_the_misspelt_public_code(name):
    members = {"CardVerificationToken": TOKEN}
    if name == APPLY:
        members = {"Nationality": "HKG", "CardType": "ID_CARD", "ImageBase64Front": FRONT}
    assert code_of(gateway(flows(card=KeyError())), tc3_call(name, members)) == "FailedOperation.UnKnowError"


def test_the_name_in_the_examples_of_the_specification_works():
    members = {"Nationality": "HKG", "CardType": "ID_CARD", "ImageBase64Front": FRONT}
    assert code_of(gateway(flows(card=TICKET)), tc3_call("ApplyIDVerification", members)) == ""


def test_a_check_under_way_has_only_its_status():
    response = read(CardCheckResult(token=TOKEN, status=CardCheckStatus.PROCESSING, reasons=(), card=None))
    del response["RequestId"]
    assert response.pop("Status") == "PROCESSING"
    assert response.pop("IDVerificationToken") == TOKEN
    assert set(response.values()) == {None}
    assert set(response) == {"WarnInfo", "Nationality", "CardType", "CardSubType", "CardInfo"}


def test_a_finished_check_has_the_card_with_one_member_filled():
    result = CardCheckResult(
        token=TOKEN, status=CardCheckStatus.WARNING, reasons=("PaperCopy", "OtherWarning"), card=card_result()
    )
    response = read(result)
    assert response["Status"] == "WARNING"
    assert response["WarnInfo"] == ["PaperCopy", "OtherWarning"]
    assert (response["Nationality"], response["CardType"], response["CardSubType"]) == ("HKG", "ID_CARD", "NATIONAL_ID")
    filled = {name: card for name, card in response["CardInfo"].items() if card is not None}
    assert list(filled) == ["HKIDCard"]
    assert filled["HKIDCard"]["EnName"] == "SAN, Nan"
    assert filled["HKIDCard"]["CnName"] is None


def test_a_card_of_no_known_kind_has_no_card_info():
    result = CardCheckResult(
        token=TOKEN, status=CardCheckStatus.REJECTED, reasons=(), card=card_result(member=None, fields={})
    )
    assert read(result)["CardInfo"] is None


def test_a_general_card_has_its_address_as_a_struct():
    card = card_result(member="GeneralCard", fields={"FullName": "A", "Address": "1 Road"})
    result = CardCheckResult(token=TOKEN, status=CardCheckStatus.PASSED, reasons=(), card=card)
    general = read(result)["CardInfo"]["GeneralCard"]
    assert general["FullName"] == "A"
    assert general["Address"]["FormattedAddress"] == "1 Road"
    assert general["Address"]["City"] is None


def test_a_field_that_the_struct_lacks_is_our_fault_not_a_silent_loss():
    card = card_result(fields={"Nonsense": "x"})
    result = CardCheckResult(token=TOKEN, status=CardCheckStatus.PASSED, reasons=(), card=card)
    assert read(result)["Error"]["Code"] == "FailedOperation.UnKnowError"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.TokenIllegal, VALUE),
        (errors.TokenExpired, VALUE),
        (errors.ServiceNotActivated, "FailedOperation.UnOpenError"),
    ],
)
def test_reading_has_its_codes_too(error, code):
    assert read(error("why"))["Error"]["Code"] == code


def test_an_empty_token_is_missing():
    assert code_of(gateway(), tc3_call(READ, {"CardVerificationToken": ""})) == "MissingParameter"
