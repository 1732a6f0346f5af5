"""The capture door over the real flows and embedded rooms; only the pure analyses of the jobs are scripted."""

import io
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.testclient import TestClient

from openekyc.domain.causes import Cause
from openekyc.domain.challenge import Action, LivenessLevel
from openekyc.domain.findings import Signal, Verdict
from openekyc.domain.plugins import load_backend
from openekyc.flows.analyses.attempt_analysis import Judged, Recording
from openekyc.flows.analyses.card_analysis import AnalysedCard, CardAnalysis, CardPictures, ConfirmField, check_picture
from openekyc.flows.card_verification import CardFlow
from openekyc.flows.issuing import House
from openekyc.flows.jobs.judge_attempt import JudgeAttempt
from openekyc.flows.jobs.read_card import ReadCard
from openekyc.flows.judgement import Judgement
from openekyc.flows.orders import CardCheckStatus, CardOrder, FaceOrder, PageOrder, SelfieOrder, WebOrder, WebSteps
from openekyc.flows.selfie_verification import SelfieFlow
from openekyc.flows.web_verification import WebFlow
from openekyc.http.capture import capture_routes
from openekyc.settings import Settings

ACCOUNT = "shop"
RECORDING = b"\x1a\x45\xdf\xa3" + bytes(4096)


class TurningClock:
    def __init__(self):
        self.moment = datetime(2026, 11, 20, 12, tzinfo=UTC)

    def now(self):
        return self.moment

    def turn(self, **how):
        self.moment += timedelta(**how)


def picture(colour=(200, 180, 160)) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (640, 400), colour).save(file, "JPEG")
    return file.getvalue()


def judged(cause=Cause.PASSED, *, compare=None, similarity=None, best_frame=b"\xff\xd8\xff frame") -> Judged:
    judgement = Judgement(cause=compare or cause, liveness_cause=cause, compare_cause=compare, similarity=similarity)
    return Judged(judgement=judgement, best_frame=best_frame)


def analysed(
    *, status=CardCheckStatus.PASSED, hints=(), warnings=(), portrait=b"\xff\xd8\xff portrait", face=Verdict.PASS
):
    fields = {"EnName": "SAN, Nan", "IdNum": "C000000(E)"}
    analysis = CardAnalysis(
        status=status,
        reasons=(),
        warnings=warnings,
        hints=hints,
        legible=status is not CardCheckStatus.REJECTED,
        expired=None,
        nationality="HKG",
        card_type="ID_CARD",
        card_sub_type=None,
        member="HKIDCard",
        fields=fields,
        normal_member="NormalHKIDCard",
        normal_fields={"FullName": "SAN, Nan"},
        confirm=tuple(ConfirmField(name=name, label=name, value=value) for name, value in fields.items()),
        signals=(Signal(name="portrait", verdict=face),),
        models=("test/1",),
    )
    return AnalysedCard(
        analysis=analysis, pictures=CardPictures(front=b"\xff\xd8\xff cut", back=None, portrait=portrait)
    )


@dataclass
class Scene:
    """One server's worth of rooms, a turning clock, and what the analyses will answer."""

    house: House
    clock: TurningClock
    http: TestClient
    seen: list[Recording] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)

    def web(self, steps=WebSteps.LIVENESS, *, photo=None, actions=(Action.MOUTH,), **changes) -> str:
        has_card = steps in {WebSteps.CARD, WebSteps.CARD_AND_FACE}
        face = FaceOrder(
            level=changes.pop("level", LivenessLevel.ACTION),
            actions=actions,
            attempts=changes.pop("attempts", 3),
            attempt_s=45,
            may_downgrade=True,
        )
        card = CardOrder(kind="HKIDCard", **changes.pop("card", {}))
        order = WebOrder(
            redirect_url="https://shop.example/back?a=1",
            steps=steps,
            page=PageOrder(skip_consent=changes.pop("skip_consent", True)),
            face=None if steps is WebSteps.CARD else face,
            card=card if has_card else None,
            extra="order 17",
            **changes,
        )
        return WebFlow(self.house).apply(ACCOUNT, order, photo).token

    def selfie(self, *, photo=None) -> str:
        face = FaceOrder(level=LivenessLevel.ACTION, attempts=1, attempt_s=45, may_downgrade=True)
        return SelfieFlow(self.house).apply(ACCOUNT, SelfieOrder(compare=photo is not None, face=face), photo).token

    def web_result(self, token: str):
        return WebFlow(self.house).result(ACCOUNT, token)

    def selfie_result(self, token: str):
        return SelfieFlow(self.house).result(ACCOUNT, token)

    @property
    def card_flow(self) -> CardFlow:
        return CardFlow(self.house, self.fetched.append)

    def get(self, token: str):
        return self.http.get("/capture/v1/session", headers=bearer(token))

    def post(self, token: str, path: str, body=None):
        return self.http.post(f"/capture/v1/{path}", headers=bearer(token), json=body)

    def put(self, token: str, path: str, content: bytes):
        return self.http.put(f"/capture/v1/{path}", headers=bearer(token), content=content)

    def record(self, token: str) -> str:
        """Run one attempt as a client does, up to the acknowledged submission; its id."""
        begun = self.post(token, "attempts").json()
        attempt = begun["attempt"]
        for _ in range(begun["steps"]):
            self.clock.turn(seconds=3)
            assert self.post(token, f"attempts/{attempt}/steps").status_code == 200
        self.clock.turn(seconds=3)
        assert self.put(token, f"attempts/{attempt}/video", RECORDING).status_code == 204
        submitted = self.post(token, f"attempts/{attempt}/submit", client_log())
        assert submitted.json()["stage"] == "judging", submitted.text
        return attempt

    def judge(self, attempt: str, answer: Judged) -> None:
        """Run the job of an attempt with a scripted analysis."""
        job = JudgeAttempt(self.house)
        payload = job.load(attempt)
        assert payload is not None
        self.seen.append(payload)
        job.record(attempt, payload, answer)

    def read(self, token: str, answer: AnalysedCard | None, *, reason="crashed") -> None:
        """Run the job of the process's newest card."""
        job = ReadCard(self.house)
        subject = self.house.records.read(lambda transaction: transaction.cards(token))[-1].id
        payload = job.load(subject)
        assert payload is not None
        if answer is None:
            job.give_up(subject, reason)
        else:
            job.record(subject, payload, answer)


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def client_log() -> dict[str, object]:
    return {"recorder_started_ms": 10.0, "recorder_stopped_ms": 6000.0, "mime_type": "video/webm"}


@pytest.fixture
def scene(tmp_path):
    settings = Settings(data_dir=tmp_path / "data")
    records = load_backend("records", settings.records_backend, settings)
    records.prepare()
    blobs = load_backend("blobs", settings.blobs_backend, settings)
    blobs.prepare()
    credentials = load_backend("credentials", settings.credentials_backend, settings)
    credentials.create(ACCOUNT)
    clock = TurningClock()
    house = House(
        records=records, blobs=blobs, clock=clock, settings=settings, check_picture=check_picture, admit=lambda: None
    )
    with TestClient(Starlette(routes=capture_routes(house))) as http:
        yield Scene(house=house, clock=clock, http=http)
    credentials.close()
    records.close()
