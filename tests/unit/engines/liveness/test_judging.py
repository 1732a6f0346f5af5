"""The rules as a whole, on faces made up on paper: who is live, who must try again, who is suspected."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from face_series import absent, bump, challenge, client_log, eyes, there_and_back, times, track
from openekyc.domain.causes import Cause
from openekyc.domain.challenge import LivenessLevel, ServerTimes
from openekyc.domain.findings import Verdict
from openekyc.engines.faces.port import Face
from openekyc.engines.liveness.fusion import fuse
from openekyc.engines.liveness.judging import Evidence, judge
from openekyc.engines.liveness.planarity import ViewPair
from openekyc.engines.liveness.port import Decision, FaceFrame, Tag
from openekyc.settings import Settings

SETTINGS = Settings()
SECONDS = 9.0
PROMPTS = [(2.0, 3.2), (5.0, 6.5)]
BLINK_NOD = challenge(("blink", 0.8), ("nod", 1.2))
SILENT = challenge(level=LivenessLevel.SILENT, record_s=3.0)


def _frame(yaw=2.0, sharpness=0.5):
    face = Face(
        box=(0, 0, 10, 10),
        mesh=np.zeros((468, 3), np.float32),
        score=1.0,
        yaw=yaw,
        pitch=0.0,
        roll=0.0,
        eye_distance=120.0,
        sharpness=sharpness,
        model="test/1",
    )
    return FaceFrame(image=np.zeros((10, 10, 3), np.uint8), face=face, time_s=1.0)


def _turning(relief=0.15, coherence=1.0, at_s=5.6):
    """What optical flow tells of a head that turns around ``at_s``."""
    return tuple(
        ViewPair(
            from_s=at_s,
            to_s=at_s + 0.1 * step,
            turn_deg=2.5 * step,
            residual=relief * np.sin(np.radians(2.5 * step)),
            coherence=coherence,
        )
        for step in range(1, 6)
    )


def _live_series(t, blink_s=2.6, nod_s=5.4):
    lids = eyes(t, [blink_s])
    return {"left_eye": lids, "right_eye": lids, "pitch": there_and_back(t, nod_s, 1.2, 20)}


def _evidence(face=None, pairs=None, frames=None, fps=25.0):
    t = times(SECONDS, fps)
    return Evidence(
        times_s=t,
        track=track(t, **_live_series(t)) if face is None else face,
        pairs=_turning() if pairs is None else pairs,
        best_frames=(_frame(),) if frames is None else frames,
    )


def _judged(evidence, task=BLINK_NOD, prompts=PROMPTS, settings=SETTINGS, log=None):
    log = client_log(evidence.times_s[-1] + 0.05, prompts, frames=evidence.times_s) if log is None else log
    return fuse(judge(evidence, task, log, settings)), judge(evidence, task, log, settings)


def _decided(*args, **kwargs):
    fused, _ = _judged(*args, **kwargs)
    return fused.decision, fused.cause


def _with(**series):
    t = times(SECONDS)
    return _evidence(track(t, **(_live_series(t) | series)))


def test_a_person_who_did_what_was_asked_is_live_and_every_signal_is_told():
    fused, checks = _judged(_evidence())
    assert (fused.decision, fused.cause, fused.tags) == (Decision.LIVE, Cause.PASSED, ())
    names = [check.signal.name for check in checks]
    assert len(set(names)) == len(names) == 20
    assert {"step_0_blink", "step_1_nod", "nothing_else", "depth_nod", "frozen", "clock"} <= set(names)
    assert all(check.signal.verdict is Verdict.PASS for check in checks)


@pytest.mark.parametrize("fps", [10, 15, 30])
def test_slow_cameras_do_for_honest_people(fps):
    t = times(SECONDS, fps)
    evidence = _evidence(track(t, **_live_series(t)), fps=fps)
    assert _decided(evidence) == (Decision.LIVE, Cause.PASSED)


def test_blinking_all_the_time_does_no_harm():
    t = times(SECONDS)
    lids = eyes(t, [0.8, 1.6, 2.6, 3.6, 4.6, 5.4, 6.2, 7.4])
    assert _decided(_with(left_eye=lids, right_eye=lids))[0] is Decision.LIVE


def test_doing_nothing_is_a_missing_action():
    t = times(SECONDS)
    fused, _ = _judged(_evidence(track(t)))
    assert (fused.decision, fused.cause) == (Decision.RETRY, Cause.ACTION_MISSING)
    assert Tag.ACTION_MISSING in fused.tags


def test_the_right_actions_at_the_wrong_time_are_missing():
    t = times(SECONDS)
    early = track(t, **_live_series(t, blink_s=0.5, nod_s=7.6))
    assert _decided(_evidence(early)) == (Decision.RETRY, Cause.ACTION_MISSING)


def test_another_action_between_is_refused():
    t = times(SECONDS)
    assert _decided(_with(mouth=0.02 + bump(t, 4.3, 0.9, 0.7))) == (Decision.RETRY, Cause.ACTION_MISSING)


def test_a_turning_print_is_suspected():
    fused, _ = _judged(_evidence(pairs=_turning(relief=0.04, coherence=0.1)))
    assert (fused.decision, fused.cause) == (Decision.SPOOF, Cause.SPOOF_SUSPECTED)
    assert Tag.RECAPTURED in fused.tags


def test_little_depth_with_a_background_that_follows_is_not_believed():
    assert _decided(_evidence(pairs=_turning(relief=0.11, coherence=0.2))) == (
        Decision.RETRY,
        Cause.LIVENESS_INCONCLUSIVE,
    )


@pytest.mark.parametrize("turn", [{"relief": float("nan")}, {"relief": 0.11, "coherence": float("nan")}])
def test_depth_that_is_no_number_is_no_pass(turn):
    assert _decided(_evidence(pairs=_turning(**turn))) == (Decision.RETRY, Cause.LIVENESS_INCONCLUSIVE)


def test_a_turn_that_could_not_be_measured_is_never_a_pass():
    assert _decided(_evidence(pairs=())) == (Decision.RETRY, Cause.LIVENESS_INCONCLUSIVE)


def test_a_frozen_face_is_suspected():
    t = times(SECONDS)
    still = np.where((t > 3.3) & (t < 4.9), 0.0, np.concatenate([[np.nan], np.diff(2 * np.sin(t)) / 120]))
    assert _decided(_with(across=still, down=np.where(np.isnan(still), np.nan, 0.0))) == (
        Decision.SPOOF,
        Cause.SPOOF_SUSPECTED,
    )


def test_repeated_frames_alone_are_not_frozen():
    t = times(SECONDS)
    across = np.concatenate([[np.nan], np.diff(2 * np.sin(t)) / 120])
    across[1::3], across[2::3] = 0.0, across[2::3] * 2
    assert _decided(_with(across=across))[0] is Decision.LIVE


@pytest.mark.parametrize(
    ("series", "cause", "tag"),
    [
        ({"eye_distance": 60.0}, Cause.FACE_TOO_FAR, Tag.DISTANCE_WRONG),
        ({"luma": 40.0}, Cause.TOO_DARK, Tag.QUALITY_LOW),
        ({"luma": 225.0}, Cause.TOO_BRIGHT, Tag.QUALITY_LOW),
    ],
)
def test_a_poor_picture_says_what_to_change(series, cause, tag):
    (name, value), length = next(iter(series.items())), len(times(SECONDS))
    fused, _ = _judged(_with(**{name: np.full(length, value)}))
    assert (fused.decision, fused.cause, fused.tags[0]) == (Decision.RETRY, cause, tag)


def test_blur_is_told():
    assert _decided(_evidence(frames=(_frame(sharpness=0.1),))) == (Decision.RETRY, Cause.FACE_BLURRED)


def test_never_looking_into_the_camera_is_no_pass():
    assert _decided(_evidence(frames=(_frame(yaw=24),))) == (Decision.RETRY, Cause.LIVENESS_INCONCLUSIVE)


def test_without_any_usable_picture_there_is_no_pass():
    assert _decided(_evidence(frames=()))[0] is Decision.RETRY


def test_eyes_shut_throughout_are_told():
    t = times(SECONDS)
    shut = np.full(len(t), 0.04)
    assert Tag.EYES_CLOSED in _judged(_with(left_eye=shut, right_eye=shut))[0].tags


def test_nobody_there_is_no_face():
    t = times(SECONDS)
    assert _decided(_evidence(absent(t, 0, 99), pairs=(), frames=())) == (Decision.RETRY, Cause.NO_FACE)


def test_leaving_the_picture_during_the_task_is_a_lost_face():
    t = times(SECONDS)
    assert _decided(_evidence(absent(t, 3.5, 4.6, **_live_series(t)))) == (Decision.RETRY, Cause.FACE_LOST)


def test_a_moment_out_of_sight_is_forgiven():
    t = times(SECONDS)
    assert _decided(_evidence(absent(t, 3.5, 3.8, **_live_series(t))))[0] is Decision.LIVE


def test_a_face_that_jumps_is_not_the_same_track():
    t = times(SECONDS)
    assert _decided(_with(x=np.where(t > 4, 450.0, 320.0))) == (Decision.RETRY, Cause.FACE_LOST)


def test_a_face_found_again_elsewhere_is_not_the_same_track():
    t = times(SECONDS)
    elsewhere = absent(t, 3.5, 3.8, **(_live_series(t) | {"x": np.where(t > 3.6, 450.0, 320.0)}))
    assert _decided(_evidence(elsewhere)) == (Decision.RETRY, Cause.FACE_LOST)


def test_a_second_face_beside_is_refused_a_small_one_behind_is_not():
    t = times(SECONDS)
    assert _decided(_with(second_face=np.full(len(t), 0.8))) == (Decision.RETRY, Cause.SEVERAL_FACES)
    assert _decided(_with(second_face=np.full(len(t), 0.2)))[0] is Decision.LIVE


def test_a_second_face_in_a_single_look_is_a_slip():
    t = times(SECONDS)
    looks = np.zeros(len(t))
    looks[50] = 0.9
    assert _decided(_with(second_face=looks))[0] is Decision.LIVE


def test_a_recording_shorter_than_the_task_is_too_short():
    assert _decided(_evidence(), task=replace(BLINK_NOD, record_s=12.0)) == (Decision.RETRY, Cause.VIDEO_TOO_SHORT)


def test_too_few_frames_a_second_are_not_judged():
    t = times(SECONDS, 6)
    evidence = _evidence(track(t, **_live_series(t)), fps=6)
    assert _decided(evidence) == (Decision.RETRY, Cause.LIVENESS_INCONCLUSIVE)


def test_a_hole_in_the_recording_is_not_judged():
    evidence = _evidence()
    holed = np.where(evidence.times_s > 4.0, evidence.times_s + 1.5, evidence.times_s)
    assert _decided(replace(evidence, times_s=holed, track=replace(evidence.track, times_s=holed)))[0] is Decision.RETRY


def test_an_account_of_another_recording_is_suspected():
    log = client_log(25.0, PROMPTS)
    assert _decided(_evidence(), log=log) == (Decision.SPOOF, Cause.SPOOF_SUSPECTED)


@pytest.mark.parametrize("prompts", [[], [(2.0, 3.2)], [(2.0, 3.2), (5.0, 5.1)]])
def test_an_account_without_the_prompts_is_no_pass(prompts):
    assert _decided(_evidence(), prompts=prompts) == (Decision.RETRY, Cause.LIVENESS_INCONCLUSIVE)


def test_no_account_at_all_is_no_pass():
    log = replace(client_log(9.0), recorder_started_ms=0.0, recorder_stopped_ms=0.0)
    assert _decided(_evidence(), log=log) == (Decision.RETRY, Cause.LIVENESS_INCONCLUSIVE)


def test_an_action_task_without_steps_is_no_pass():
    assert _decided(_evidence(), task=challenge(), prompts=[])[0] is Decision.RETRY


def test_silent_without_a_model_is_a_retry_that_says_so():
    fused, checks = _judged(_evidence(), task=SILENT, prompts=[])
    assert (fused.decision, fused.cause) == (Decision.RETRY, Cause.LIVENESS_INCONCLUSIVE)
    assert "No presentation-attack model" in checks[-1].signal.detail


def test_silent_without_a_model_passes_where_the_operator_chose_so():
    settings = Settings(silent_liveness_without_model=True)
    assert _decided(_evidence(), task=SILENT, prompts=[], settings=settings) == (Decision.LIVE, Cause.PASSED)


def test_a_picture_held_nearly_still_is_no_pass_even_then():
    t = times(SECONDS)
    held = tuple(replace(pair, residual=0.001) for pair in _turning())
    settings = Settings(silent_liveness_without_model=True)
    assert _decided(_evidence(track(t), pairs=held), task=SILENT, prompts=[], settings=settings) == (
        Decision.RETRY,
        Cause.LIVENESS_INCONCLUSIVE,
    )


BEGAN = datetime(2026, 11, 20, 12, tzinfo=UTC)


def _server(*revealed_s, uploaded_s=10.0):
    """What the server noted; seconds since the attempt began, which is half a second before the recording did."""
    return ServerTimes(
        began_at=BEGAN,
        revealed=tuple(BEGAN + timedelta(seconds=second) for second in revealed_s),
        uploaded_at=None if uploaded_s is None else BEGAN + timedelta(seconds=uploaded_s),
    )


def _timed(server, prompts=PROMPTS, task=BLINK_NOD):
    evidence = _evidence()
    log = client_log(evidence.times_s[-1] + 0.05, prompts, frames=evidence.times_s)
    fused = fuse(judge(evidence, task, log, SETTINGS, server))
    return fused.decision, fused.cause


# The prompts are shown at 2.0 and 5.0 s behind .8 and 1.2 s of quiet: asked for at 1.2 and 3.8 s of the recording.
def test_an_account_that_fits_the_servers_is_live():
    assert _timed(_server(1.7, 4.3)) == (Decision.LIVE, Cause.PASSED)


def test_slow_requests_and_a_slow_upload_do_no_harm():
    assert _timed(_server(2.9, 4.9, uploaded_s=60.0)) == (Decision.LIVE, Cause.PASSED)


def test_a_recording_longer_than_the_server_waited_is_suspected():
    assert _timed(_server(1.7, 4.3, uploaded_s=7.0)) == (Decision.SPOOF, Cause.SPOOF_SUSPECTED)


@pytest.mark.parametrize("revealed_s", [(1.7, 2.4), (1.7, 6.5)])
def test_prompts_shown_closer_or_further_apart_than_handed_out_are_suspected(revealed_s):
    assert _timed(_server(*revealed_s, uploaded_s=20.0)) == (Decision.SPOOF, Cause.SPOOF_SUSPECTED)


def test_a_recording_that_had_run_before_the_attempt_began_or_ends_behind_its_upload_is_suspected():
    late_task = challenge(("blink", 0.8), ("nod", 1.2))
    assert _timed(_server(-0.5, 2.1, uploaded_s=20.0), task=late_task)[0] is Decision.SPOOF
    assert _timed(_server(6.0, 8.6, uploaded_s=11.0), task=late_task)[0] is Decision.SPOOF


@pytest.mark.parametrize(
    "server", [_server(), _server(1.7), _server(1.7, 4.3, 5.0), _server(1.7, 4.3, uploaded_s=None)]
)
def test_without_the_servers_stamps_of_every_prompt_and_the_upload_there_is_no_pass(server):
    assert _timed(server) == (Decision.RETRY, Cause.LIVENESS_INCONCLUSIVE)
