"""The calls to the Face ID API, made with the official Python SDK as any integrator would make them.

The web and selfie flows use the SDK's typed client; the SDK dropped the two card actions from it, so they go through
its `CommonClient`. Results are returned as the dictionaries that the API sent.
"""

import base64
import json
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from tencentcloud.common.common_client import CommonClient
from tencentcloud.common.credential import Credential
from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile
from tencentcloud.faceid.v20180301 import models
from tencentcloud.faceid.v20180301.faceid_client import FaceidClient

from openekyc.demo.choices import Document

VERSION = "2018-03-01"
MOST_ATTEMPTS = 5  #: of one visitor; the API's own default is 99 on the web page and 5 in an app


class ApiRefused(Exception):
    """The API answered with an error, or could not be reached (then the code is the SDK's own)."""

    def __init__(self, code: str, message: str, request_id: str | None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.request_id = request_id


@dataclass(frozen=True, slots=True, kw_only=True)
class WebChoice:
    """What the demo asks of the web flow; ``card`` with CheckMode 1, ``photo`` with CheckMode 2."""

    check_mode: int
    level: int
    language: str
    redirect_url: str
    card: str | None = None
    photo: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A process that was begun: its token, and where to send the browser when the API says so."""

    token: str
    url: str | None = None


class FaceIdApi:
    """One account at one endpoint, e.g. ``http://127.0.0.1:8000``."""

    def __init__(self, *, endpoint: str, secret_id: str, secret_key: str, region: str = "ap-singapore") -> None:
        address = urlsplit(endpoint)
        self._profile = ClientProfile(httpProfile=HttpProfile(protocol=address.scheme, endpoint=address.netloc))
        self._credential = Credential(secret_id, secret_key)
        self._region = region

    def start_web(self, choice: WebChoice) -> Started:
        """ApplyWebVerificationBizTokenIntl; raises `ApiRefused`."""
        request = models.ApplyWebVerificationBizTokenIntlRequest()
        request.RedirectURL = choice.redirect_url
        request.CompareImageBase64 = _base64_or_none(choice.photo)
        request.Config = models.WebVerificationConfigIntl()
        request.Config.CheckMode = choice.check_mode
        request.Config.IDCardType = choice.card
        request.Config.SecurityLevel = choice.level
        request.Config.Language = choice.language
        request.Config.LivenessRetryLimit = MOST_ATTEMPTS
        with _refusals():
            answer = self._client().ApplyWebVerificationBizTokenIntl(request)
        return Started(token=_token(answer.BizToken), url=answer.VerificationURL)

    def web_result(self, token: str) -> dict[str, Any]:
        """GetWebVerificationResultIntl; raises `ApiRefused`."""
        request = models.GetWebVerificationResultIntlRequest()
        request.BizToken = token
        with _refusals():
            return _as_sent(self._client().GetWebVerificationResultIntl(request))

    def start_selfie(self, *, level: int, photo: bytes | None) -> Started:
        """GetFaceIdTokenIntl, comparing when there is a photo; raises `ApiRefused`."""
        request = models.GetFaceIdTokenIntlRequest()
        request.CheckMode = "compare" if photo else "liveness"
        request.SecureLevel = str(level)
        request.Image = _base64_or_none(photo)
        with _refusals():
            return Started(token=_token(self._client().GetFaceIdTokenIntl(request).SdkToken))

    def selfie_result(self, token: str) -> dict[str, Any]:
        """GetFaceIdResultIntl; raises `ApiRefused`."""
        request = models.GetFaceIdResultIntlRequest()
        request.SdkToken = token
        with _refusals():
            return _as_sent(self._client().GetFaceIdResultIntl(request))

    def start_card(self, document: Document, *, front: bytes, back: bytes | None) -> Started:
        """ApplyCardVerification; raises `ApiRefused`."""
        parameters = {
            "Nationality": document.nationality,
            "CardType": document.card_type,
            "ImageBase64Front": _base64_or_none(front),
        }
        if back:
            parameters["ImageBase64Back"] = _base64_or_none(back)
        return Started(token=_token(self._call("ApplyCardVerification", parameters)["CardVerificationToken"]))

    def card_result(self, token: str) -> dict[str, Any]:
        """GetCardVerificationResult; raises `ApiRefused`."""
        return self._call("GetCardVerificationResult", {"CardVerificationToken": token})

    def _client(self) -> FaceidClient:
        return FaceidClient(self._credential, self._region, self._profile)

    def _call(self, action: str, parameters: Mapping[str, str | None]) -> dict[str, Any]:
        client = CommonClient("faceid", VERSION, self._credential, self._region, self._profile)
        with _refusals():
            return client.call_json(action, dict(parameters))["Response"]


@contextmanager
def _refusals() -> Generator[None]:
    """Give the SDK's error our name, so that the pages need not know the SDK."""
    try:
        yield
    except TencentCloudSDKException as error:
        raise ApiRefused(error.code or "", error.message or "", error.requestId) from error


def _base64_or_none(content: bytes | None) -> str | None:
    return base64.b64encode(content).decode() if content else None


def _token(value: str | None) -> str:
    if not value:
        raise ApiRefused("NoToken", "The API answered without a token.", None)
    return value


def _as_sent(answer: Any) -> dict[str, Any]:
    return json.loads(answer.to_json_string())
