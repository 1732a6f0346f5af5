"""The session: who may see it, what it shows, how it begins and ends."""

import pytest
from tests.wire.capture.conftest import ACCOUNT, bearer, judged, picture

from openekyc.domain.causes import Cause
from openekyc.domain.tokens import issue_token
from openekyc.flows.orders import CardCheckOrder, ImageSource
from openekyc.flows.plan import CONSENT_VERSION
from openekyc.http.capture_openapi import capture_openapi


def test_a_selfie_token_walks_the_same_protocol_without_a_return_address(scene):
    token = scene.selfie()
    scene.post(token, "consent", {"version": CONSENT_VERSION, "accepted": True})
    scene.judge(scene.record(token), judged())
    assert scene.get(token).json()["result"] == {"passed": True, "cause": "passed", "redirect_url": None}
    assert scene.selfie_result(token).cause is Cause.PASSED


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Basic eA=="}, bearer("nonsense"), bearer(issue_token())])
def test_who_has_no_token_learns_nothing_about_which_exist(scene, headers):
    answer = scene.http.get("/capture/v1/session", headers=headers)
    assert (answer.status_code, answer.json()["cause"]) == (401, "token_illegal")


def test_a_card_check_has_nothing_for_a_person_to_walk_through(scene):
    order = CardCheckOrder(
        nationality="HKG",
        card_type="ID_CARD",
        front=ImageSource(content=picture()),
        back=ImageSource(content=picture()),
    )
    token = scene.card_flow.apply(ACCOUNT, order).token
    assert scene.get(token).status_code == 401


def test_no_answer_is_ever_cached(scene):
    assert scene.get(scene.web()).headers["cache-control"] == "no-store"
    assert scene.get("nobody").headers["cache-control"] == "no-store"


def test_consent_comes_before_the_camera_and_is_recorded_with_its_version(scene):
    token = scene.web(skip_consent=False)
    assert scene.get(token).json()["stage"] == "consent"
    assert scene.post(token, "attempts").json()["cause"] == "step_out_of_order"
    agreed = scene.post(token, "consent", {"version": CONSENT_VERSION, "accepted": True})
    assert agreed.json()["stage"] == "face"
    row = scene.house.records.read(lambda transaction: transaction.verification(token))
    assert (row.consent_version, row.consented_at) == (CONSENT_VERSION, scene.clock.now())


def test_declining_consent_ends_the_process_with_its_own_cause(scene):
    token = scene.web(skip_consent=False)
    declined = scene.post(token, "consent", {"version": CONSENT_VERSION, "accepted": False})
    assert declined.json()["result"]["cause"] == "consent_declined"
    assert scene.web_result(token).cause is Cause.CONSENT_DECLINED


def test_agreeing_to_a_text_that_was_not_shown_is_refused(scene):
    token = scene.web(skip_consent=False)
    answer = scene.post(token, "consent", {"version": "1999-01", "accepted": True})
    assert answer.status_code == 422
    assert CONSENT_VERSION in answer.json()["detail"]


def test_leaving_ends_the_process(scene):
    token = scene.web()
    assert scene.post(token, "leave").status_code == 204
    assert scene.web_result(token).cause is Cause.LEFT
    assert scene.post(token, "attempts").json()["cause"] == "process_finished"


def test_a_link_that_nobody_opened_ends_after_ten_minutes(scene):
    token = scene.web()
    scene.clock.turn(minutes=10)
    assert scene.web_result(token).cause is None
    scene.clock.turn(seconds=1)
    assert scene.web_result(token).cause is Cause.NEVER_OPENED
    assert scene.get(token).json()["result"]["cause"] == "never_opened"


def test_an_opened_process_that_takes_too_long_is_told_so(scene):
    token = scene.web()
    scene.get(token)
    scene.clock.turn(minutes=10, seconds=1)
    answer = scene.post(token, "attempts")
    assert (answer.status_code, answer.json()["cause"]) == (410, "process_expired")
    assert scene.web_result(token).cause is Cause.TIMED_OUT


def test_looking_again_changes_nothing(scene):
    token = scene.web()
    first = scene.get(token).json()
    assert scene.get(token).json() == first


def test_no_score_threshold_or_signal_reaches_the_browser(scene):
    token = scene.web(attempts=2)
    scene.judge(scene.record(token), judged(Cause.PASSED, compare=Cause.NOT_SAME_PERSON, similarity=33.21))
    assert "33.21" not in scene.get(token).text


def test_a_fault_of_ours_is_a_document_with_a_number_to_quote_and_no_traceback(scene, monkeypatch):
    def broken(_work):
        raise RuntimeError("secret detail")

    monkeypatch.setattr(scene.house.records, "read", broken)
    answer = scene.get("81EEF678-28EE-4759-A82E-6CBBBE6BC442")
    assert answer.status_code == 500
    assert answer.json()["cause"] == "internal"
    assert answer.json()["request_id"]
    assert "secret" not in answer.text


def test_real_answers_have_the_members_that_the_document_names(scene):
    schemas = capture_openapi()["components"]["schemas"]
    token = scene.web()
    assert set(scene.get(token).json()) == set(schemas["Session"]["properties"])
    begun = scene.post(token, "attempts").json()
    assert set(begun) == set(schemas["Begun"]["properties"])
    scene.clock.turn(seconds=2)
    revealed = scene.post(token, f"attempts/{begun['attempt']}/steps").json()
    assert set(revealed) == set(schemas["Revealed"]["properties"])
