"""The default liveness engine on the clips of OPENEKYC_DATA, recorded as browsers record them."""

from functools import cache
from random import Random

import pytest

from openekyc.domain.causes import Cause
from openekyc.domain.challenge import Action, LivenessLevel
from openekyc.engines.liveness.backends.rules import RulesLiveness
from openekyc.engines.liveness.port import Decision
from openekyc.flows.challenges import draw_challenge
from openekyc.settings import Settings
from sessions import Clip, Reacting, Recorder, hold, load_clip

DESKTOP = Recorder(fps=25)
SLOW = Recorder(fps=12, jitter_s=0.02, codec="libx264", container="mp4", bit_rate=500_000)
DROPPING = Recorder(fps=15, codec="libvpx-vp9", bit_rate=400_000, dropped=0.1)


@pytest.fixture(scope="module")
def liveness():
    return RulesLiveness(Settings(silent_liveness_without_model=True))


@pytest.fixture(scope="module")
def clip(data_folder):
    return cache(lambda name: load_clip(data_folder / "videos" / f"{name}.mp4"))


def _assess(liveness, camera: Clip | Reacting, level, actions, *, recorder=DESKTOP, seed=0, phase_s=0.0, **how):
    task = draw_challenge(level, actions, Random(seed))
    session = hold(camera, task, recorder=recorder, seed=seed, phase_s=phase_s, **how)
    return liveness.assess(session.recording, challenge=task, client_log=session.log)


def _decided(*args, **kwargs):
    assessment = _assess(*args, **kwargs)
    unpassed = [(s.name, s.value, s.detail) for s in assessment.signals if s.verdict.value != "pass"]
    return assessment.decision, assessment.cause, unpassed


LIVE = (Decision.LIVE, Cause.PASSED, [])


RECORDERS = pytest.mark.parametrize(
    ("recorder", "seed"), [(DESKTOP, 1), (SLOW, 2), (DROPPING, 3)], ids=["desktop", "slow", "drops"]
)


@pytest.mark.parametrize("action", ["blink", "mouth"])
@RECORDERS
def test_a_looping_clip_that_shows_the_action_is_live_whatever_the_recorder(liveness, clip, action, recorder, seed):
    looping = clip(f"biden_{action}_640")
    how = {"recorder": recorder, "seed": seed, "phase_s": 1.7 * seed}
    assert _decided(liveness, looping, LivenessLevel.ACTION, [Action(action)], **how) == LIVE


@pytest.mark.parametrize("actions", [["nod"], ["shake"], []], ids=["nod", "shake", "left to the server"])
@RECORDERS
def test_who_does_what_is_asked_is_live_whatever_the_recorder(liveness, clip, actions, recorder, seed):
    person = Reacting(clip("biden_all_640"))
    how = {"recorder": recorder, "seed": seed}
    assert _decided(liveness, person, LivenessLevel.ACTION, [Action(name) for name in actions], **how) == LIVE


def test_without_the_pages_frame_times_honest_people_still_pass(liveness, clip):
    blinking = clip("biden_blink_640")
    assert _decided(liveness, blinking, LivenessLevel.ACTION, [Action.BLINK], frame_log=False) == LIVE


def test_silent_with_a_natural_blink_is_live_where_the_operator_accepts_it(liveness, clip):
    assert _decided(liveness, clip("biden_blink_640"), LivenessLevel.SILENT, []) == LIVE


@pytest.mark.parametrize("actions", [["blink"], ["mouth"], ["nod"], ["blink", "shake"]], ids="+".join)
def test_a_photo_held_still_is_not_live_whatever_is_asked(liveness, clip, actions):
    decision, cause, _ = _decided(
        liveness, clip("biden_still_640"), LivenessLevel.ACTION, [Action(a) for a in actions], recorder=SLOW
    )
    assert decision is not Decision.LIVE
    assert cause is Cause.ACTION_MISSING


def test_a_photo_held_still_is_not_live_in_silence(liveness, clip):
    decision, cause, _ = _decided(liveness, clip("biden_still_640"), LivenessLevel.SILENT, [])
    assert (decision, cause) == (Decision.RETRY, Cause.LIVENESS_INCONCLUSIVE)


@pytest.mark.parametrize(("shown", "asked"), [("blink", "mouth"), ("mouth", "nod"), ("nod", "shake"), ("shake", "nod")])
def test_another_action_than_the_one_asked_for_is_not_live(liveness, clip, shown, asked):
    decision, cause, _ = _decided(
        liveness, clip(f"biden_{shown}_640"), LivenessLevel.ACTION, [Action(asked)], recorder=SLOW
    )
    assert (decision, cause) == (Decision.RETRY, Cause.ACTION_MISSING)


def test_upright_phone_pictures_do_as_well(liveness, clip):
    portrait = clip("biden_all_portrait")
    blinking = Clip(frames=portrait.frames[45:135], fps=portrait.fps, truth={"blink": [(0.5, 0.8), (2.0, 2.3)]})
    assert _decided(liveness, blinking, LivenessLevel.ACTION, [Action.BLINK]) == LIVE


def test_real_people_who_were_never_asked_do_not_pass_two_actions(liveness, data_folder):
    names = ["LivePortrait__driving_d13", "SadTalker__video_WDA_AlexandriaOcasioCortez_000"]
    for name in names:
        stranger = load_clip(data_folder / "videos" / "real_and_spoof" / f"real__{name}.mp4", longest_s=10)
        decision, _, _ = _decided(liveness, stranger, LivenessLevel.ACTION, [], recorder=SLOW, seed=4)
        assert decision is not Decision.LIVE, name
