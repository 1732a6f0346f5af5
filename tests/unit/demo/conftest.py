"""A demo whose API is played by a class with the answers of a test."""

from base64 import b64encode
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from openekyc.demo import app as demo_app
from openekyc.demo.api import ApiRefused, Started, WebChoice

JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 2
WEBM = b"\x1a\x45\xdf\xa3" + bytes(range(256)) * 2
PASSED = {
    "ErrorCode": 0,
    "ErrorMsg": "Success",
    "VerificationDetailList": [
        {
            "ErrorCode": 0,
            "ErrorMsg": "Success",
            "LivenessErrorCode": 0,
            "LivenessErrorMsg": "Success",
            "CompareErrorCode": None,
            "CompareErrorMsg": None,
            "ReqTimestamp": 1_763_646_000_000,
            "Similarity": 91.5,
            "Seq": "one",
        }
    ],
    "VideoBase64": b64encode(WEBM).decode(),
    "BestFrameBase64": b64encode(JPEG).decode(),
    "OCRResult": [
        {
            "IsPass": True,
            "CardImageBase64": b64encode(JPEG).decode(),
            "CardInfo": {"HKIDCard": {"EnName": "SAN, <b>Nan</b>", "IdNum": "C000000(E)"}, "MLIDCard": None},
            "WarnCardInfos": [-9103],
        }
    ],
    "RequestId": "81eef678-28ee-4759-a82e-6cbbbe6bc442",
}


class PlayedApi:
    """Answers as the test says; remembers what it was asked."""

    def __init__(self):
        self.asked = []
        self.refusal = None
        self.web_answer = {"ErrorCode": None, "RequestId": "r"}
        self.selfie_answer = {"Result": "-999", "RequestId": "r"}
        self.card_answer = {"Status": "PROCESSING", "RequestId": "r"}

    def _note(self, *what):
        self.asked.append(what)
        if self.refusal:
            raise self.refusal

    def start_web(self, choice: WebChoice) -> Started:
        self._note("web", choice)
        return Started(token="WEB-TOKEN", url="http://kyc.test/verify?token=WEB-TOKEN")

    def web_result(self, token):
        self._note("web_result", token)
        return self.web_answer

    def start_selfie(self, *, level, photo):
        self._note("selfie", level, photo)
        return Started(token="SDK-TOKEN")

    def selfie_result(self, token):
        self._note("selfie_result", token)
        return self.selfie_answer

    def start_card(self, document, *, front, back):
        self._note("card", document, front, back)
        return Started(token="CARD-TOKEN")

    def card_result(self, token):
        self._note("card_result", token)
        return self.card_answer

    def refuse(self, code, message, request_id):
        self.refusal = ApiRefused(code, message, request_id)


@pytest.fixture
def api() -> PlayedApi:
    return PlayedApi()


@pytest.fixture
def browser(api, monkeypatch) -> Iterator[TestClient]:
    monkeypatch.setattr(demo_app, "FaceIdApi", lambda **_: api)
    settings = demo_app.DemoSettings(
        endpoint="http://kyc.test",
        secret_id="id",
        secret_key="key",
        own_url="http://shop.test",
        capture_url="http://kyc.test",
    )
    with TestClient(demo_app.make_demo(settings), base_url="http://shop.test", follow_redirects=False) as client:
        yield client
