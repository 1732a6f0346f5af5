"""Official SDKs, each in its own environment, call a real server: every action, signature, verb and error."""

import base64
import itertools
import subprocess
from dataclasses import replace

import pytest

from api_calls import RecordedFlow
from made_results import attempt, card_result, selfie_result, web_result
from openekyc.domain.challenge import Action, LivenessLevel
from openekyc.domain.errors import TokenIllegal
from openekyc.flows.orders import (
    CardCheckOrder,
    CardCheckResult,
    CardCheckStatus,
    FaceEvidence,
    FaceOrder,
    ImageSource,
    PageOrder,
    SelfieOrder,
    Ticket,
    WebOrder,
    WebSteps,
)
from wire.api_server import ApiServer
from wire.sdks import environments

TOKEN = "81EEF678-28EE-4759-A82E-6CBBBE6BC442"
TICKET = Ticket(token=TOKEN, url=f"https://ekyc.example/verify?token={TOKEN}")
URL = "https://shop.example/back?a=1&b=é 中+~*"
EXTRA = "x_y z é 中 & = + %"
IMAGE = base64.b64encode(b"\xfb\xff\xfe photo").decode()  # + and / in its text
SIGN_METHODS = ("TC3-HMAC-SHA256", "HmacSHA1", "HmacSHA256")
FORMS = list(itertools.product(SIGN_METHODS, ("POST", "GET")))
EVIDENCE = FaceEvidence(video=b"v" * 100_000, best_frame=b"frame")


class EndlessFlow(RecordedFlow):
    """Takes orders and gives results, both whatever the account."""

    def __init__(self, ticket, result):
        super().__init__()
        self.ticket, self.outcome = ticket, result

    def apply(self, *asked):
        self.asked.append(asked)
        return self.ticket

    def result(self, *asked):
        if asked[1] != TOKEN:
            raise TokenIllegal("This token was not issued to this account.")
        return self.outcome


def fresh_flows():
    cards = (card_result(fields={"CnName": "辛南", "EnName": "SAN, Nan"}),)
    check = CardCheckResult(token=TOKEN, status=CardCheckStatus.WARNING, reasons=("PaperCopy",), card=card_result())
    return {
        "web": EndlessFlow(
            TICKET, web_result(cards=cards, steps=WebSteps.CARD_AND_FACE, extra=EXTRA, evidence=EVIDENCE)
        ),
        "selfie": EndlessFlow(TICKET, selfie_result(extra=EXTRA, attempts=(attempt(similarity=70.0),))),
        "card": EndlessFlow(TICKET, check),
    }


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with ApiServer(tmp_path_factory.mktemp("api"), fresh_flows()) as running:
        running.key = running.keys.create("acme")
        running.temporary_key = running.keys.create("acme", lifetime_s=600)
        yield running


@pytest.fixture(autouse=True)
def _nothing_asked_yet(server):
    for flow in vars(server.flows).values():
        flow.asked.clear()


class Client:
    """One SDK in its environment; the first style calls by typed methods, the second by names."""

    def __init__(self, caller, styles):
        self.caller, self.styles = caller, styles

    def ask(self, server, *orders, **common):
        key = server.key
        base = {
            "endpoint": server.address,
            "secret_id": key.secret_id,
            "secret_key": key.secret_key.reveal(),
            "token": None,
            "sign_method": "TC3-HMAC-SHA256",
            "verb": "POST",
            "unsigned": False,
            "style": self.styles[0],
        }
        return self.caller.ask([{**base, **common, **order} for order in orders])


CLIENTS = {
    "python-3.0.1100": ("python_old", ("typed", "common")),
    "python-3.1.193": ("python_new", ("typed", "common")),
    "python-3.1.193-async": ("python_new", ("async", "async-common")),
    "node-3.0.1335": ("node", ("typed", "common")),
}


def command_of(name):
    if name == "node":
        return ["node", str(environments.node_environment() / "call.js")]
    python = environments.python_environment(name) / "python"
    return [str(python), str(environments.HERE / "python" / "call.py")]


@pytest.fixture(scope="module", params=CLIENTS)
def client(request):
    name, styles = CLIENTS[request.param]
    with environments.Caller(command_of(name)) as caller:
        yield Client(caller, styles)


def order(action, **parameters):
    return {"action": action, "parameters": parameters}


def ok(results):
    assert all("ok" in result for result in results), results
    return [result["ok"] for result in results]


WEB_ORDER = WebOrder(
    redirect_url=URL,
    steps=WebSteps.LIVENESS,
    page=PageOrder(),
    face=FaceOrder(
        level=LivenessLevel.ACTION, actions=(Action.BLINK, Action.NOD), attempts=99, attempt_s=45, may_downgrade=False
    ),
    card=None,
    extra=EXTRA,
)
SELFIE_ORDER = SelfieOrder(
    compare=True,
    face=FaceOrder(
        level=LivenessLevel.ACTION_AND_REFLECTION, actions=(), attempts=5, attempt_s=45, may_downgrade=False
    ),
    extra=EXTRA,
)
CARD_ORDER = CardCheckOrder(nationality="HKG", card_type="ID_CARD", front=ImageSource(content=b"\xfb\xff\xfe photo"))


@pytest.mark.parametrize(("sign_method", "verb"), FORMS)
def test_every_signature_and_verb_starts_and_reads_every_flow(server, client, sign_method, verb):
    """Booleans are left out: the async Python client signs them wrongly in a GET (it signs True, sends true)."""
    config = {"CheckMode": 3, "SecurityLevel": 2, "ActionList": "blink,nod", "AutoDowngrade": 2}
    orders = [
        order("ApplyWebVerificationBizTokenIntl", RedirectURL=URL, Extra=EXTRA, Config=config),
        order("GetWebVerificationResultIntl", BizToken=TOKEN),
        order("GetFaceIdTokenIntl", CheckMode="compare", Image=IMAGE, Extra=EXTRA),
        order("GetFaceIdResultIntl", SdkToken=TOKEN),
    ]
    cards = [
        order("ApplyCardVerification", Nationality="HKG", CardType="ID_CARD", ImageBase64Front=IMAGE),
        order("GetCardVerificationResult", CardVerificationToken=TOKEN),
    ]
    form = {"sign_method": sign_method, "verb": verb}
    started, web, selfie_started, selfie = ok(client.ask(server, *orders, **form))
    card_started, card = ok(client.ask(server, *cards, **form, style=client.styles[1]))

    assert started["BizToken"] == TOKEN
    assert started["VerificationUrl"] == TICKET.url
    assert server.flows.web.asked == [("acme", WEB_ORDER, None)]
    assert web["ErrorCode"] == 0
    assert web["Extra"] == EXTRA
    assert web["VideoBase64"] == base64.b64encode(EVIDENCE.video).decode()
    assert web["VerificationDetailList"][0]["ReqTimestamp"] == 1_772_368_215_123
    assert web["VerificationDetailList"][0]["Similarity"] == 91.23
    assert web["OCRResult"][0]["CardInfo"]["HKIDCard"]["CnName"] == "辛南"
    assert web["OCRResult"][0]["WarnCardInfos"] == [-9102]
    assert selfie_started["SdkToken"] == TOKEN
    assert server.flows.selfie.asked == [("acme", SELFIE_ORDER, b"\xfb\xff\xfe photo")]
    assert (selfie["Result"], selfie["Similarity"], selfie["Extra"]) == ("0", 70.0, EXTRA)
    assert card_started["CardVerificationToken"] == TOKEN
    assert server.flows.card.asked == [("acme", CARD_ORDER)]
    assert card["Status"] == "WARNING"
    assert card["CardInfo"]["HKIDCard"]["EnName"] == "SAN, Nan"
    assert all(answer["RequestId"] for answer in (started, web, selfie_started, selfie, card_started, card))


@pytest.mark.parametrize(("sign_method", "verb"), FORMS)
def test_booleans_and_numbers_keep_their_types(server, client, sign_method, verb):
    config = {"AutoSkip": True, "SkipPrivacyPolicy": False, "CheckMode": 3, "LivenessRetryLimit": 7}
    call = order("ApplyWebVerificationBizTokenIntl", RedirectURL=URL, Config=config)
    results = client.ask(server, call, style=client.styles[1], sign_method=sign_method, verb=verb)
    if client.styles[0] == "async" and verb == "GET" and sign_method != "TC3-HMAC-SHA256":
        assert results[0]["error"]["code"] == "AuthFailure.SignatureFailure"  # the client's own fault, see above
        return
    ok(results)
    web_order = server.flows.web.asked[0][1]
    assert (web_order.page.skip_result, web_order.page.skip_consent) == (True, False)
    assert web_order.face.attempts == 7


@pytest.mark.parametrize(("sign_method", "verb"), FORMS)
def test_errors_reach_the_caller_with_code_message_and_request_id(server, client, sign_method, verb):
    calls = [
        order("GetFaceIdResultIntl", SdkToken="unknown"),
        order("GetFaceIdTokenIntl", CheckMode="both"),
    ]
    results = client.ask(server, *calls, sign_method=sign_method, verb=verb)
    codes = [result["error"]["code"] for result in results]
    assert codes == ["InvalidParameterValue.BizTokenIllegal", "InvalidParameter"]
    assert results[0]["error"]["message"] == "This token was not issued to this account."
    assert all(len(result["error"]["id"]) == 36 for result in results)


@pytest.mark.parametrize("sign_method", SIGN_METHODS)
def test_a_wrong_secret_and_a_wrong_token_have_their_codes(server, client, sign_method):
    call = order("GetFaceIdTokenIntl")
    temporary = {
        "secret_id": server.temporary_key.secret_id,
        "secret_key": server.temporary_key.secret_key.reveal(),
        "sign_method": sign_method,
    }
    right = server.temporary_key.session_token.reveal()
    wrong_secret, unknown = client.ask(
        server,
        {**call, "secret_key": "wrong"},
        {**call, "secret_id": "AKIDunknown000000000000000"},
        sign_method=sign_method,
    )
    without, wrong, good = client.ask(server, call, {**call, "token": "wrong"}, {**call, "token": right}, **temporary)
    assert wrong_secret["error"]["code"] == "AuthFailure.SignatureFailure"
    assert unknown["error"]["code"] == "AuthFailure.SecretIdNotFound"
    assert without["error"]["code"] == wrong["error"]["code"] == "AuthFailure.TokenFailure"
    assert good["ok"]["SdkToken"] == TOKEN


@pytest.mark.parametrize("sign_method", SIGN_METHODS)
def test_a_photo_of_3_mb_arrives_whole(server, client, sign_method):
    photo = bytes(range(256)) * 12_000
    call = order(
        "ApplyWebVerificationBizTokenIntl", RedirectURL=URL, CompareImageBase64=base64.b64encode(photo).decode()
    )
    ok(client.ask(server, call, sign_method=sign_method))
    assert server.flows.web.asked[0][2] == photo


def test_nulls_everywhere_are_read_without_failure(server, client):
    empty = FaceEvidence(video=None, best_frame=None)
    kept = server.flows.web.outcome, server.flows.card.outcome
    server.flows.web.outcome = web_result(cause=None, attempts=(), evidence=empty)
    server.flows.card.outcome = CardCheckResult(token=TOKEN, status=CardCheckStatus.PROCESSING, reasons=(), card=None)
    try:
        (web,) = ok(client.ask(server, order("GetWebVerificationResultIntl", BizToken=TOKEN)))
        call = order("GetCardVerificationResult", CardVerificationToken=TOKEN)
        (card,) = ok(client.ask(server, call, style=client.styles[1]))
    finally:
        server.flows.web.outcome, server.flows.card.outcome = kept
    assert web.get("ErrorCode") is None
    assert card["Status"] == "PROCESSING"
    assert card.get("CardInfo") is None


def test_python_sends_unsigned_payloads(server):
    with environments.Caller(command_of("python_new")) as caller:
        call = order("GetFaceIdTokenIntl", CheckMode="liveness")
        assert ok(Client(caller, ("typed",)).ask(server, call, unsigned=True))[0]["SdkToken"] == TOKEN


def test_the_old_sdk_has_typed_calls_for_cards(server):
    calls = [
        order("ApplyCardVerification", Nationality="HKG", CardType="ID_CARD", ImageUrlFront="https://a.example/f.jpg"),
        order("GetCardVerificationResult", CardVerificationToken=TOKEN),
    ]
    with environments.Caller(command_of("python_old")) as caller:
        started, card = ok(Client(caller, ("typed",)).ask(server, *calls))
    assert started["AsyncCardVerificationMaxPollingTimes"] == 60
    assert card["IDVerificationToken"] == TOKEN
    assert server.flows.card.asked == [("acme", replace(CARD_ORDER, front=ImageSource(url="https://a.example/f.jpg")))]


def test_the_command_line_client_calls_by_address(server, tmp_path):
    tccli = environments.python_environment("tccli") / "tccli"
    key = server.key
    command = [
        str(tccli),
        *("faceid", "GetFaceIdTokenIntl", "--endpoint", f"http://{server.address}", "--region", "ap-singapore"),
        *("--secretId", key.secret_id, "--secretKey", key.secret_key.reveal()),
        *("--CheckMode", "liveness", "--RetryLimit", "3", "--EnableBotBgDetection", "True"),
    ]
    environment = {"HOME": str(tmp_path), "PATH": str(tccli.parent)}
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    assert TOKEN in done.stdout
    assert server.flows.selfie.asked[0][1].face.attempts == 3
