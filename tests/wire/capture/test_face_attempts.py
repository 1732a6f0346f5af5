"""A face attempt: drawn fresh, revealed step by step, judged once, and never lost."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.wire.capture.conftest import RECORDING, bearer, client_log, judged, picture

from openekyc.domain.causes import Cause
from openekyc.domain.challenge import LivenessLevel
from openekyc.domain.errors import ContradictingOrder
from openekyc.flows.capture.face_step import FaceSteps
from openekyc.flows.capture.guest import Guests
from openekyc.flows.jobs.judge_attempt import JudgeAttempt
from openekyc.flows.orders import WebSteps


def test_a_passed_attempt_ends_the_process_and_sends_the_browser_back(scene):
    token = scene.web()
    scene.judge(scene.record(token), judged())
    session = scene.get(token).json()
    assert session["stage"] == "finished"
    assert session["result"] == {
        "passed": True,
        "cause": "passed",
        "redirect_url": f"https://shop.example/back?a=1&token={token}",
    }
    result = scene.web_result(token)
    assert result.cause is Cause.PASSED
    assert result.evidence.video == RECORDING
    assert result.evidence.best_frame == b"\xff\xd8\xff frame"
    assert result.extra == "order 17"


def test_a_failed_attempt_leaves_the_person_another_one_and_the_reason(scene):
    token = scene.web()
    scene.judge(scene.record(token), judged(Cause.ACTION_MISSING))
    session = scene.get(token).json()
    assert session["stage"] == "face"
    assert session["face"]["last"] == {"cause": "action_missing"}
    assert session["face"]["attempts_left"] == 2
    assert scene.web_result(token).cause is None


def test_the_last_failed_attempt_ends_the_process_with_its_own_cause(scene):
    token = scene.web(attempts=2)
    for _ in range(2):
        scene.judge(scene.record(token), judged(Cause.TOO_DARK))
    result = scene.web_result(token)
    assert result.cause is Cause.TOO_DARK
    assert [attempt.cause for attempt in result.attempts] == [Cause.TOO_DARK, Cause.TOO_DARK]
    assert scene.post(token, "attempts").json()["cause"] == "process_finished"


def test_every_challenge_drawn_counts_so_that_reloading_finds_no_easy_one(scene):
    token = scene.web(attempts=2)
    assert scene.post(token, "attempts").status_code == 200
    assert scene.post(token, "attempts").status_code == 200
    refused = scene.post(token, "attempts")
    assert (refused.status_code, refused.json()["cause"]) == (409, "attempts_used_up")


def test_asking_for_one_too_many_does_not_harm_the_last_one_under_way(scene):
    token = scene.web(attempts=1)
    begun = scene.post(token, "attempts").json()
    assert scene.post(token, "attempts").json()["cause"] == "attempts_used_up"
    scene.clock.turn(seconds=2)
    assert scene.post(token, f"attempts/{begun['attempt']}/steps").status_code == 200


def test_a_last_attempt_that_was_broken_off_ends_the_process_once_it_is_too_late_for_it(scene):
    token = scene.web(attempts=1)
    scene.post(token, "attempts")
    scene.clock.turn(seconds=45 + 120)
    assert scene.web_result(token).cause is None
    scene.clock.turn(seconds=1)
    assert scene.web_result(token).cause is Cause.ATTEMPTS_USED_UP
    assert scene.get(token).json()["result"]["cause"] == "attempts_used_up"
    assert scene.post(token, "attempts").json()["cause"] == "attempts_used_up"


def test_a_broken_off_last_attempt_leaves_the_cause_of_the_last_one_that_was_judged(scene):
    token = scene.web(attempts=2)
    scene.judge(scene.record(token), judged(Cause.TOO_DARK))
    scene.post(token, "attempts")
    scene.clock.turn(minutes=5)
    assert scene.web_result(token).cause is Cause.TOO_DARK


def test_a_new_challenge_makes_the_one_before_worthless(scene):
    token = scene.web()
    stale = scene.post(token, "attempts").json()["attempt"]
    scene.post(token, "attempts")
    scene.clock.turn(seconds=5)
    assert scene.put(token, f"attempts/{stale}/video", RECORDING).json()["cause"] == "step_out_of_order"


def test_a_prompt_is_told_just_in_time_and_only_once(scene):
    token = scene.web(actions=())
    begun = scene.post(token, "attempts").json()
    assert "action" not in str(begun)
    path = f"attempts/{begun['attempt']}/steps"
    scene.clock.turn(seconds=2)
    first = scene.post(token, path).json()
    assert (first["index"], first["last"]) == (0, False)
    hurried = scene.post(token, path)
    assert hurried.json()["cause"] == "step_out_of_order"
    scene.clock.turn(seconds=3)
    assert scene.post(token, path).json()["last"] is True
    scene.clock.turn(seconds=3)
    assert scene.post(token, path).json()["cause"] == "step_out_of_order"


def test_a_recording_cannot_be_submitted_before_all_prompts_were_shown(scene):
    token = scene.web()
    attempt = scene.post(token, "attempts").json()["attempt"]
    assert scene.put(token, f"attempts/{attempt}/video", RECORDING).status_code == 204
    assert scene.post(token, f"attempts/{attempt}/submit", client_log()).status_code == 409


def test_uploading_the_same_recording_twice_is_harmless(scene):
    token = scene.web()
    attempt = scene.post(token, "attempts").json()["attempt"]
    for _ in range(2):
        assert scene.put(token, f"attempts/{attempt}/video", RECORDING).status_code == 204


def test_a_submitted_attempt_is_judged_once_however_often_the_job_runs(scene):
    token = scene.web()
    attempt = scene.record(token)
    scene.judge(attempt, judged(Cause.TOO_DARK))
    again = JudgeAttempt(scene.house)
    assert again.load(attempt) is None
    again.record(attempt, scene.seen[0], judged())
    assert scene.web_result(token).cause is None


def test_an_analysis_that_cannot_be_made_fails_closed_and_may_be_tried_again(scene):
    token = scene.web()
    JudgeAttempt(scene.house).give_up(scene.record(token), "its process died 5 times")
    session = scene.get(token).json()
    assert session["stage"] == "face"
    assert session["face"]["last"] == {"cause": "liveness_engine_failed"}


def test_a_recording_under_way_when_time_runs_out_is_still_judged(scene):
    token = scene.web()
    attempt = scene.record(token)
    scene.clock.turn(minutes=11)
    assert scene.get(token).json()["stage"] == "judging"
    scene.judge(attempt, judged())
    assert scene.web_result(token).cause is Cause.PASSED


def test_failing_after_time_ran_out_ends_as_timed_out(scene):
    token = scene.web()
    attempt = scene.record(token)
    scene.clock.turn(minutes=11)
    scene.judge(attempt, judged(Cause.TOO_DARK))
    assert scene.web_result(token).cause is Cause.TIMED_OUT


def test_the_photo_to_compare_with_reaches_the_analysis(scene):
    photo = picture()
    token = scene.web(WebSteps.PHOTO_AND_FACE, photo=photo)
    scene.judge(scene.record(token), judged(compare=Cause.NOT_SAME_PERSON, similarity=12.34))
    assert scene.seen[0].reference == photo
    assert scene.web_result(token).attempts[0].similarity == 12.34


def test_the_analysis_learns_when_the_server_began_revealed_and_received(scene):
    begun_at = scene.clock.now()
    scene.judge(scene.record(scene.web()), judged())
    server = scene.seen[0].server_times
    assert server.began_at == begun_at
    assert list(server.revealed) == [begun_at + timedelta(seconds=3)]
    assert server.uploaded_at == begun_at + timedelta(seconds=6)


def test_an_order_to_compare_reaches_the_analysis_even_where_the_photo_is_gone(scene):
    photo = scene.web(WebSteps.PHOTO_AND_FACE, photo=picture())
    scene.judge(scene.record(photo), judged())
    scene.judge(scene.record(scene.web()), judged())
    assert [(recording.compares, recording.reference is None) for recording in scene.seen] == [
        (True, False),
        (False, True),
    ]


def test_a_comparison_without_a_photo_is_refused_at_once(scene):
    with pytest.raises(ContradictingOrder):
        scene.web(WebSteps.PHOTO_AND_FACE)


def test_a_recording_that_comes_long_after_its_last_prompt_is_refused(scene):
    token = scene.web()
    begun = scene.post(token, "attempts").json()
    scene.clock.turn(seconds=3)
    scene.post(token, f"attempts/{begun['attempt']}/steps")
    scene.clock.turn(seconds=140)
    assert scene.put(token, f"attempts/{begun['attempt']}/video", RECORDING).json()["cause"] == "step_out_of_order"


def test_a_photo_without_a_face_ends_the_process_because_no_retry_can_help(scene):
    token = scene.web(WebSteps.PHOTO_AND_FACE, photo=picture())
    scene.judge(scene.record(token), judged(compare=Cause.REFERENCE_NO_FACE))
    assert scene.get(token).json()["stage"] == "finished"
    assert scene.web_result(token).cause is Cause.REFERENCE_NO_FACE


@pytest.mark.parametrize("level", [LivenessLevel.SILENT, LivenessLevel.REFLECTION, LivenessLevel.ACTION_AND_REFLECTION])
def test_a_level_that_is_not_available_is_run_as_prompted_actions_and_says_so(scene, level):
    token = scene.web(level=level, actions=())
    begun = scene.post(token, "attempts").json()
    assert (begun["level"], begun["notice"], begun["steps"]) == (2, "level_changed", 2)


def test_silent_liveness_runs_only_where_the_operator_opted_in(scene):
    opted_in = scene.house.settings.model_copy(update={"silent_liveness_without_model": True})
    token = scene.web(level=LivenessLevel.SILENT, actions=())
    begun = FaceSteps(Guests(replace(scene.house, settings=opted_in))).begin(token)
    assert (begun.level, begun.steps, begun.notice) == (1, 0, None)


@pytest.mark.parametrize(
    ("content", "status", "cause"),
    [
        (b"", 415, "media_undecodable"),
        (b"x" * 5000, 415, "media_undecodable"),
        (b"GIF89a" + bytes(5000), 415, "media_undecodable"),
        (RECORDING + bytes(16 * 2**20), 413, "media_too_large"),
    ],
)
def test_what_cannot_be_a_recording_is_refused_at_the_door(scene, content, status, cause):
    token = scene.web()
    attempt = scene.post(token, "attempts").json()["attempt"]
    answer = scene.put(token, f"attempts/{attempt}/video", content)
    assert (answer.status_code, answer.json()["cause"]) == (status, cause)


@pytest.mark.parametrize(
    "change",
    [
        {"recorder_started_ms": "soon"},
        {"prompts": [{"index": 0}]},
        {"frames": [{"capture_ms": 1, "media_s": 1}] * 2001},
        {"surprise": 1},
        {"recorder_started_ms": -1},
        {"recorder_stopped_ms": 1e13},
    ],
)
def test_a_malformed_client_log_is_refused_by_name(scene, change):
    token = scene.web()
    attempt = scene.post(token, "attempts").json()["attempt"]
    answer = scene.post(token, f"attempts/{attempt}/submit", client_log() | change)
    assert (answer.status_code, answer.json()["cause"]) == (422, "value_out_of_range")
    assert next(iter(change)) in answer.json()["detail"]


@pytest.mark.parametrize("number", ["1e400", "-1e400", "NaN", "Infinity"])
def test_a_number_that_json_cannot_give_back_is_refused_by_name(scene, number):
    token = scene.web()
    attempt = scene.post(token, "attempts").json()["attempt"]
    answer = scene.http.post(
        f"/capture/v1/attempts/{attempt}/submit",
        headers=bearer(token),
        content=f'{{"recorder_started_ms": {number}, "recorder_stopped_ms": 2}}',
    )
    assert (answer.status_code, answer.json()["cause"]) == (422, "value_out_of_range")


def test_a_second_recording_does_not_gain_time(scene):
    token = scene.web()
    attempt = scene.post(token, "attempts").json()["attempt"]
    scene.put(token, f"attempts/{attempt}/video", RECORDING)
    first = scene.clock.now()
    scene.clock.turn(seconds=20)
    assert scene.put(token, f"attempts/{attempt}/video", RECORDING + b"x").status_code == 204
    assert scene.house.records.read(lambda transaction: transaction.attempt(attempt)).uploaded_at == first
