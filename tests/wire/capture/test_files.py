"""Files of processes: none is kept for what was refused, and none is found by a token."""

from dataclasses import replace

import pytest
from tests.wire.capture.conftest import ACCOUNT, RECORDING, analysed, picture

from openekyc.domain.errors import QuotaUsedUp, ServiceNotActivated
from openekyc.flows.card_verification import CardFlow
from openekyc.flows.orders import CardCheckOrder, CardCheckStatus, ImageSource, WebSteps
from openekyc.flows.selfie_verification import SelfieFlow
from openekyc.flows.web_verification import WebFlow
from openekyc.storage.blobs.port import BlobMissing

HONG_KONG = {"nationality": "HKG", "card_type": "ID_CARD"}
BY_URL = CardCheckOrder(
    **HONG_KONG, front=ImageSource(url="https://a.example"), back=ImageSource(url="https://b.example")
)
BY_CONTENT = CardCheckOrder(**HONG_KONG, front=ImageSource(content=picture()), back=ImageSource(content=picture()))


def kept(scene):
    folder = scene.house.settings.data_dir / "blobs"
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_nothing_is_fetched_or_looked_at_for_an_account_that_is_off(scene):
    looked = []
    house = replace(scene.house, check_picture=looked.append)
    with pytest.raises(ServiceNotActivated):
        CardFlow(house, scene.fetched.append).apply("stranger", BY_URL)
    with pytest.raises(ServiceNotActivated):
        WebFlow(house).apply("stranger", None, picture())
    with pytest.raises(ServiceNotActivated):
        SelfieFlow(house).apply("stranger", None, picture())
    assert (scene.fetched, looked, kept(scene)) == ([], [], [])


def test_what_the_quota_refuses_leaves_no_file(scene, monkeypatch):
    write = scene.house.records.write

    class UsedUp:
        def __init__(self, transaction):
            self.account_state = transaction.account_state

        def use_quota(self, _account, _action):
            return False

    monkeypatch.setattr(scene.house.records, "write", lambda work: write(lambda inner: work(UsedUp(inner))))
    with pytest.raises(QuotaUsedUp):
        scene.card_flow.apply(ACCOUNT, BY_CONTENT)
    with pytest.raises(QuotaUsedUp):
        scene.web(photo=picture())
    assert kept(scene) == []


def test_keys_do_not_tell_tokens(scene):
    token = scene.web(photo=picture())
    assert len(kept(scene)) == 1
    assert token.lower() not in kept(scene)[0]


def test_what_is_missing_is_not_named_in_the_error(scene):
    with pytest.raises(BlobMissing) as missing:
        scene.house.blobs.get("ab/secret")
    assert "secret" not in str(missing.value)
    assert missing.value.__suppress_context__


def test_a_picture_that_another_one_replaces_is_deleted(scene):
    token = scene.web(WebSteps.CARD)
    for shade in range(3):
        assert scene.put(token, "card/front", picture((shade, 90, 90))).status_code == 204
    assert len(kept(scene)) == 1


def test_a_recording_that_another_one_replaces_is_deleted_and_a_late_one_is_not_kept(scene):
    token = scene.web()
    attempt = scene.post(token, "attempts").json()["attempt"]
    for more in (b"", b"", b"more"):
        assert scene.put(token, f"attempts/{attempt}/video", RECORDING + more).status_code == 204
    uploaded = kept(scene)
    assert len(uploaded) == 1
    scene.clock.turn(seconds=45 + 121)
    assert scene.put(token, f"attempts/{attempt}/video", RECORDING).status_code == 409
    assert kept(scene) == uploaded


@pytest.mark.parametrize(
    ("status", "stage"), [(CardCheckStatus.PASSED, "card_confirm"), (CardCheckStatus.REJECTED, "finished")]
)
def test_a_card_is_read_only_so_often(scene, status, stage):
    token = scene.web(WebSteps.CARD)
    most = scene.house.settings.card_readings
    for again in range(most):
        scene.clock.turn(seconds=1)
        assert scene.put(token, "card/front", picture()).status_code == 204
        assert scene.post(token, "card/read").status_code == 200
        scene.read(token, analysed(status=status))
        answer = scene.post(token, "card/retake")
        assert answer.status_code == (200 if again + 1 < most else 409)
    assert answer.json()["cause"] == "attempts_used_up"
    assert scene.get(token).json()["stage"] == stage
