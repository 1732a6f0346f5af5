"""The whole server as an operator runs it, asked by the official SDK: accounts, quotas, keys, tokens, files."""

import base64
import itertools
import json
import time
from io import BytesIO

import pytest
from PIL import Image

from wire.sdks import environments
from wire.test_sdks import Client, command_of, ok, order

URL = "https://shop.example/back"


class Whole:
    """A running server, the SDK, and the operator's commands beside it."""

    def __init__(self, server, caller):
        self.server, self.caller = server, caller
        self.address = server.address
        self.account = ""
        self.key = None

    def new_account(self, name):
        self.account = name
        self.key = Key(self.operate("keys", "create", "--account", name))
        return self

    def operate(self, *words):
        return json.loads(self.server.command(*words, "--data", str(self.server.data), "--json"))

    def ask(self, *orders, **common):
        return Client(self.caller, ("typed", "common")).ask(self, *orders, **common)

    def codes(self, *orders, **common):
        return [result.get("error", {}).get("code", "") for result in self.ask(*orders, **common)]


class Key:
    def __init__(self, created):
        self.secret_id = created["SecretId"]
        self.secret_key = self
        self.secret = created["SecretKey"]
        self.token = created["Token"]

    def reveal(self):
        return self.secret


@pytest.fixture(scope="module")
def caller():
    with environments.Caller(command_of("python_old")) as running:  # this release has typed calls for all six
        yield running


@pytest.fixture
def whole(server, caller):
    return Whole(server, caller).new_account(f"account-{next(NUMBERS)}")


NUMBERS = itertools.count()


WEB = order("ApplyWebVerificationBizTokenIntl", RedirectURL=URL, Config={"CheckMode": 3, "SecurityLevel": 2})
SELFIE = order("GetFaceIdTokenIntl")


def card(photo):
    encoded = base64.b64encode(photo).decode()
    return order("ApplyCardVerification", Nationality="IDN", CardType="ID_CARD", ImageBase64Front=encoded)


def test_tokens_are_issued_and_not_yet_finished(whole):
    web, selfie = ok(whole.ask(WEB, SELFIE))
    assert web["VerificationURL"] == f"{whole.server.url}/verify?token={web['BizToken']}"
    web_result, selfie_result = ok(
        whole.ask(
            order("GetWebVerificationResultIntl", BizToken=web["BizToken"]),
            order("GetFaceIdResultIntl", SdkToken=selfie["SdkToken"]),
        )
    )
    assert web_result["ErrorCode"] is None
    assert web_result["VerificationDetailList"] == []
    assert selfie_result["Result"] == "-999"


@pytest.mark.parametrize(
    ("state", "face_code", "card_code"),
    [
        ("activating", "UnauthorizedOperation.Activating", "FailedOperation.UnOpenError"),
        ("activate-error", "UnauthorizedOperation.ActivateError", "FailedOperation.UnOpenError"),
        ("not-activated", "UnauthorizedOperation.Nonactivated", "FailedOperation.UnOpenError"),
        ("arrears", "UnauthorizedOperation.Arrears", "ResourceUnavailable.InArrears"),
    ],
)
def test_an_account_that_is_off_gets_the_code_of_its_state_at_once(whole, state, face_code, card_code, portrait):
    assert whole.codes(WEB) == [""]
    whole.operate("accounts", "set", whole.account, "--state", state)
    assert whole.codes(WEB, SELFIE, card(portrait)) == [face_code, face_code, card_code]
    whole.operate("accounts", "set", whole.account, "--state", "active")
    assert whole.codes(WEB) == [""]


def test_a_quota_that_is_used_up_has_the_code_of_its_action(whole, portrait):
    quotas = [f"{action}=1" for action in (WEB["action"], SELFIE["action"], "ApplyCardVerification")]
    whole.operate("accounts", "set", whole.account, *(word for quota in quotas for word in ("--quota", quota)))
    assert whole.codes(WEB, SELFIE, card(portrait)) == ["", "", ""]
    assert whole.codes(WEB, SELFIE, card(portrait)) == [
        "UnauthorizedOperation.Arrears",
        "UnauthorizedOperation.Arrears",
        "ResourceUnavailable.ResourcePackageRunOut",
    ]
    (account,) = [one for one in whole.operate("accounts", "list") if one["Account"] == whole.account]
    assert account["Quotas"][WEB["action"]] == {"Allowed": 1, "Used": 1}


def test_a_key_made_and_revoked_beside_the_server_counts_at_once(whole):
    assert whole.codes(SELFIE) == [""]
    whole.operate("keys", "revoke", whole.key.secret_id)
    time.sleep(1.0)
    assert whole.codes(SELFIE) == ["AuthFailure.SecretIdNotFound"]


def test_a_temporary_key_needs_its_token(whole):
    key = Key(whole.operate("keys", "create", "--account", whole.account, "--lifetime", "600"))
    temporary = {"secret_id": key.secret_id, "secret_key": key.secret}
    assert whole.codes(SELFIE, {**SELFIE, "token": key.token}, **temporary) == ["AuthFailure.TokenFailure", ""]


def test_tokens_of_nobody_of_others_and_of_other_flows_are_illegal(whole):
    web = ok(whole.ask(WEB))[0]["BizToken"]
    other = Whole(whole.server, whole.caller).new_account(f"{whole.account}.other")
    illegal = "InvalidParameterValue.BizTokenIllegal"
    reads = [order("GetWebVerificationResultIntl", BizToken=token) for token in (web, "nonsense", web.lower())]
    assert other.codes(*reads) == [illegal] * 3
    assert whole.codes(
        order("GetFaceIdResultIntl", SdkToken=web), order("GetCardVerificationResult", CardVerificationToken=web)
    ) == [illegal, "InvalidParameterValue.InvalidParameterValueLimit"]


@pytest.mark.parametrize(
    ("photo", "code"),
    [
        (b"", "InvalidParameterValue.InvalidFileContentSize"),
        (b"not a picture at all", "InvalidParameter.EngineImageDecodeFailed"),
        (b"GIF89a" + bytes(200), "InvalidParameter.EngineImageDecodeFailed"),
        (bytes(4 * 2**20), "FailedOperation.ImageSizeTooLarge"),
    ],
)
def test_a_card_that_is_no_picture_has_its_code(whole, photo, code):
    assert whole.codes(card(photo)) == [code]


@pytest.mark.parametrize("kind", [("THA", "DRIVING_LICENSE"), ("TWN", "ID_CARD")])
def test_a_card_that_cannot_be_read_yet_or_lacks_its_back_is_refused(whole, kind, portrait):
    call = card(portrait)
    call["parameters"] |= {"Nationality": kind[0], "CardType": kind[1]}
    assert whole.codes(call) == ["InvalidParameterValue.InvalidParameterValueLimit"]


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/a.jpg", "http://169.254.169.254/latest", "file:///etc/passwd"])
def test_an_address_that_must_not_be_fetched_is_a_failed_download(whole, url):
    call = order("ApplyCardVerification", Nationality="IDN", CardType="ID_CARD", ImageUrlFront=url)
    assert whole.codes(call) == ["ResourceUnavailable.ImageDownloadError"]


def test_a_photo_that_is_none_is_an_invalid_value(whole):
    photo = base64.b64encode(b"not a picture").decode()
    web = order("ApplyWebVerificationBizTokenIntl", RedirectURL=URL, CompareImageBase64=photo)
    selfie = order("GetFaceIdTokenIntl", CheckMode="compare", Image=photo)
    assert whole.codes(web, selfie) == ["InvalidParameterValue", "InvalidParameter"]


@pytest.fixture(scope="session")
def portrait():
    """A picture that can be decoded; what is on it does not matter here."""
    content = BytesIO()
    Image.effect_noise((640, 400), 40).convert("RGB").save(content, "JPEG")
    return content.getvalue()
