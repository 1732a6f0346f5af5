"""What every liveness engine promises, whatever its rules: a decision for anything, and no picture is live."""

from dataclasses import replace
from random import Random
from types import NoneType

import numpy as np
import pytest
from PIL import Image
from skimage import data

from held_prints import Hold, hold_print
from openekyc.domain.causes import Cause
from openekyc.domain.challenge import Action, ClientLog, FrameLog, LivenessLevel, PromptLog
from openekyc.domain.findings import Verdict
from openekyc.domain.plugins import load_backend
from openekyc.engines.liveness.port import Decision
from openekyc.flows.challenges import draw_challenge
from openekyc.settings import Settings
from recordings import record
from sessions import Clip, Recorder, hold

BACKENDS = ("rules",)
BLINK = draw_challenge(LivenessLevel.ACTION, [Action.BLINK], Random(1))
NOD = draw_challenge(LivenessLevel.ACTION, [Action.NOD], Random(1))
SILENT = draw_challenge(LivenessLevel.SILENT, [], Random(1))
LOG = ClientLog(
    recorder_started_ms=100.0,
    recorder_stopped_ms=7_000.0,
    prompts=(
        PromptLog(index=0, shown_ms=2_500.0, left_ms=3_500.0),
        PromptLog(index=1, shown_ms=5_000.0, left_ms=6_000.0),
    ),
)
NAN, INFINITY = float("nan"), float("inf")


@pytest.fixture(scope="module", params=BACKENDS)
def liveness(request):
    return load_backend("liveness", request.param, Settings())


@pytest.fixture(scope="module")
def lenient(liveness):
    """The same where the operator accepts silent liveness without a presentation-attack model."""
    return load_backend("liveness", "rules", Settings(silent_liveness_without_model=True))


@pytest.fixture(scope="module")
def portrait():
    """The public-domain astronaut, her face in the middle, 165 pixels between the outer corners of her eyes."""
    picture = Image.fromarray(data.astronaut()).crop((104, 14, 344, 194))
    return np.asarray(picture.resize((640, 480), Image.Resampling.LANCZOS))


def _shown(picture, times_ms, **how):
    height, width = picture.shape[:2]
    return record(times_ms, size=(width, height), pictures=[picture] * len(times_ms), **how)


def _is_a_decision(assessment, model):
    assert assessment.model == model
    assert (assessment.decision is Decision.LIVE) == (assessment.cause is Cause.PASSED)
    assert assessment.signals
    assert {type(signal.value) for signal in assessment.signals} <= {float, int, NoneType}  # they are stored as JSON
    if assessment.decision is Decision.LIVE:
        assert all(signal.verdict is Verdict.PASS for signal in assessment.signals)


HOSTILE = {
    "nothing": (lambda: b"", Cause.VIDEO_MISSING),
    "text": (lambda: b"I am a video.\n" * 500, Cause.VIDEO_UNREADABLE),
    "a picture": (lambda: b"\xff\xd8\xff\xe0" + bytes(5_000), Cause.VIDEO_UNREADABLE),
    "half a recording": (lambda: record(codec="libx264", container="mp4")[:1_200], Cause.VIDEO_UNREADABLE),
    "ten minutes": (lambda: record(range(0, 600_000, 500)), Cause.VIDEO_UNREADABLE),
    "2,000 frames": (lambda: record(range(0, 20_000, 10), size=(16, 16)), Cause.VIDEO_UNREADABLE),
    "8192 x 4096": (lambda: record([0, 40], size=(8192, 4096)), Cause.VIDEO_UNREADABLE),
    "one frame": (lambda: record([0]), Cause.VIDEO_TOO_SHORT),
    "no face": (lambda: record(range(0, 7_000, 80), size=(320, 240)), Cause.NO_FACE),
    "16 x 16": (lambda: record(range(0, 7_000, 80), size=(16, 16)), Cause.NO_FACE),
    "a strip": (lambda: record(range(0, 7_000, 80), size=(1600, 16)), Cause.NO_FACE),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_anything_gets_a_decision_with_a_cause(liveness, name):
    make, cause = HOSTILE[name]
    assessment = liveness.assess(make(), challenge=BLINK, client_log=LOG)
    _is_a_decision(assessment, liveness.model)
    assert (assessment.decision, assessment.cause) == (Decision.RETRY, cause)
    assert assessment.best_frames == ()


def test_two_faces_are_told(liveness, portrait):
    face = portrait[:, 160:480]
    assessment = liveness.assess(_shown(np.hstack([face, face]), range(0, 7_000, 95)), challenge=BLINK, client_log=LOG)
    assert (assessment.decision, assessment.cause) == (Decision.RETRY, Cause.SEVERAL_FACES)


@pytest.mark.parametrize(
    "log",
    [
        ClientLog(recorder_started_ms=0.0, recorder_stopped_ms=0.0),
        ClientLog(recorder_started_ms=NAN, recorder_stopped_ms=INFINITY),
        replace(LOG, prompts=()),
        replace(LOG, prompts=(PromptLog(index=0, shown_ms=NAN, left_ms=NAN),) * 2),
        replace(LOG, prompts=tuple(PromptLog(index=i, shown_ms=-INFINITY, left_ms=INFINITY) for i in range(2))),
        replace(LOG, frames=tuple(FrameLog(capture_ms=NAN, media_s=NAN) for _ in range(30))),
        replace(LOG, recorder_stopped_ms=90_000.0),
    ],
    ids=["empty", "no numbers", "no prompts", "prompts without times", "endless prompts", "frames", "another length"],
)
def test_no_account_of_the_page_breaks_the_engine_or_buys_a_pass(liveness, portrait, log):
    assessment = liveness.assess(_shown(portrait, range(0, 7_000, 95)), challenge=BLINK, client_log=log)
    _is_a_decision(assessment, liveness.model)
    assert assessment.decision is not Decision.LIVE


def test_the_recording_is_described(liveness, portrait):
    recording = _shown(portrait, range(0, 3_000, 80), codec="libx264", container="mp4")
    video = liveness.assess(recording, challenge=SILENT, client_log=LOG).video
    assert (video.container, video.codec, video.width, video.height, video.frames) == ("mp4", "h264", 640, 480, 38)
    assert video.duration_s == pytest.approx(2.96)


def test_the_best_frames_are_pictures_of_the_face_spread_in_time(liveness, portrait):
    clip = hold_print(portrait, Hold("in the hand"), length_s=3.2)
    session = hold(clip, SILENT, recorder=Recorder(fps=15))
    frames = liveness.assess(session.recording, challenge=SILENT, client_log=session.log).best_frames
    assert 5 <= len(frames) <= 10
    assert len({frame.time_s for frame in frames}) == len(frames)
    assert max(frame.time_s for frame in frames) - min(frame.time_s for frame in frames) > 1.5
    for frame in frames:
        assert frame.image.shape == (480, 640, 3)
        left, top, right, bottom = frame.face.box
        assert 0 <= left < right <= 640
        assert 0 <= top < bottom <= 480
        assert abs(frame.face.yaw) <= 15


@pytest.fixture(
    scope="module",
    params=[
        Hold("on a stand", sway_mm=0, sway_deg=0),
        Hold("in the hand"),
        Hold("shaken a little", sway_mm=4, sway_deg=2, sway_s=0.12),
        Hold("turned as in a nod", pitch_deg=30),
    ],
    ids=lambda how: how.name,
)
def held(request, portrait):
    return hold_print(portrait, request.param, length_s=3.2)


@pytest.mark.parametrize("task", [NOD, SILENT], ids=["nod", "silent"])
def test_a_picture_is_never_live_at_any_level(lenient, held, task):
    session = hold(held, task, recorder=Recorder(fps=12), done=lambda _, start_s, __: start_s + 1.8)
    assessment = lenient.assess(session.recording, challenge=task, client_log=session.log)
    _is_a_decision(assessment, lenient.model)
    assert assessment.decision is not Decision.LIVE


def test_the_same_recording_gets_the_same_answer(liveness, portrait):
    session = hold(Clip(frames=[portrait] * 20, fps=10), SILENT, recorder=Recorder(fps=12))
    first, second = (liveness.assess(session.recording, challenge=SILENT, client_log=session.log) for _ in range(2))
    assert first.signals == second.signals
    assert first.decision is second.decision
