"""A relying party and a capture client of one running server, speaking through its real doors."""

import base64
import io
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import httpx
import numpy as np
import psutil
from PIL import Image
from skimage import data, transform
from tencentcloud.common.common_client import CommonClient
from tencentcloud.common.credential import Credential
from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile

from recordings import record
from running_server import RunningServer

WITHIN_S = 90.0
UNFINISHED = None
SILENT_LEVEL = {"OPENEKYC_SILENT_LIVENESS_WITHOUT_MODEL": "1"}


@dataclass(frozen=True)
class Doors:
    """Both doors of a server; every call raises what the caller would see."""

    server: RunningServer

    def api(self, action: str, **members: Any) -> dict[str, Any]:
        """The members of ``Response``; raises `TencentCloudSDKException` with its code."""
        profile = ClientProfile(httpProfile=HttpProfile(protocol="http", endpoint=self.server.address, reqTimeout=30))
        keys = Credential(self.server.secret_id, self.server.secret_key)
        client = CommonClient("faceid", "2018-03-01", keys, "ap-singapore", profile)
        return client.call_json(action, members)["Response"]

    def refused(self, action: str, **members: Any) -> str:
        """The code that the call is refused with."""
        try:
            answer = self.api(action, **members)
        except TencentCloudSDKException as refusal:
            return refusal.get_code()
        raise AssertionError(f"It was accepted: {answer}")

    def capture(self, method: str, path: str, token: str, **body: Any) -> httpx.Response:
        return httpx.request(
            method,
            f"{self.server.url}/capture/v1/{path}",
            headers={"Authorization": f"Bearer {token}"},
            timeout=30,
            **body,
        )

    def apply_liveness(self, **changed: Any) -> str:
        """A web process with nothing but one silent liveness attempt; its token."""
        config = {"CheckMode": 3, "SecurityLevel": 1, "LivenessRetryLimit": 1, "SkipPrivacyPolicy": True} | changed
        answer = self.api("ApplyWebVerificationBizTokenIntl", RedirectURL="https://shop.example/", Config=config)
        return answer["BizToken"]

    def apply_card(self, front: bytes, **members: Any) -> str:
        """A document check of one picture; its token."""
        given = {"Nationality": "MYS", "CardType": "PASSPORT"} | members
        answer = self.api("ApplyCardVerification", ImageBase64Front=base64.b64encode(front).decode(), **given)
        return answer["CardVerificationToken"]

    def upload_attempt(self, token: str, video: bytes) -> httpx.Response:
        """Begin the attempt and upload the recording; the answer of the upload."""
        self.capture("GET", "session", token).raise_for_status()
        attempt = self.capture("POST", "attempts", token).raise_for_status().json()["attempt"]
        uploaded = self.capture("PUT", f"attempts/{attempt}/video", token, content=video)
        if uploaded.is_success:
            log = {"recorder_started_ms": 1000, "recorder_stopped_ms": 7000, "mime_type": "video/webm;codecs=vp8"}
            self.capture("POST", f"attempts/{attempt}/submit", token, json=log).raise_for_status()
        return uploaded

    def web_result(self, token: str) -> dict[str, Any]:
        return self.api("GetWebVerificationResultIntl", BizToken=token)

    def finished(self, token: str) -> dict[str, Any]:
        """The result of the web process, waited for."""
        wait_until(lambda: self.web_result(token)["ErrorCode"] is not None)
        return self.web_result(token)

    def card_status(self, token: str) -> str:
        """What the document check came to, waited for."""
        answer: dict[str, Any] = {}

        def has_ended() -> bool:
            answer.update(self.api("GetCardVerificationResult", CardVerificationToken=token))
            return answer["Status"] != "PROCESSING"

        wait_until(has_ended)
        return answer["Status"]

    def is_ready(self) -> bool:
        return httpx.get(f"{self.server.url}/readyz", timeout=10).status_code == 200


def wait_until(true: Callable[[], object], *, within_s: float = WITHIN_S) -> None:
    deadline = time.monotonic() + within_s
    while not true():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.1)


def processes_of(server: RunningServer) -> list[psutil.Process]:
    return psutil.Process(server.process.pid).children(recursive=True)


def busy_process_of(server: RunningServer) -> psutil.Process:
    """The warm process that analyses at this moment, waited for: the one whose processor time grows."""
    before = {process.pid: process.cpu_times().user for process in processes_of(server)}
    found: list[psutil.Process] = []

    def has_begun() -> bool:
        found[:] = [p for p in processes_of(server) if p.cpu_times().user > before.get(p.pid, 0.0) + 0.05]
        return bool(found)

    wait_until(has_begun, within_s=30)
    return found[0]


@cache
def moving_face(seconds: float = 6.0) -> bytes:
    """A recording of 640x480 at 15 frames a second: a face (public domain) that sways, which takes long to analyse."""
    portrait = (transform.resize(data.astronaut()[:384, 64:], (480, 560)) * 255).astype(np.uint8)
    times = [round(number * 1000 / 15) for number in range(int(seconds * 15))]
    frames = []
    for time_ms in times:
        frame = np.full((480, 640, 3), 90, np.uint8)
        left = 40 + round(30 * np.sin(time_ms / 700))
        frame[:, left : left + 560] = portrait[:, : 640 - left]
        frames.append(frame)
    return record(times, size=(640, 480), pictures=frames)


def still(colour: tuple[int, int, int] = (200, 180, 160), *, size: tuple[int, int] = (1000, 640)) -> bytes:
    """A photo of nothing."""
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "JPEG")
    return file.getvalue()
