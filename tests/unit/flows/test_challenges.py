"""What a drawn task promises to the person and to the operator."""

from random import Random

import pytest

from openekyc.domain.challenge import Action, LivenessLevel
from openekyc.flows.challenges import LEAD_IN_S, TAIL_S, draw_challenge

SEEDS = range(300)


def _draw(seed, level=LivenessLevel.ACTION, actions=()):
    return draw_challenge(level, actions, Random(seed))


def test_a_silent_task_has_no_steps_and_asks_for_three_seconds():
    task = _draw(1, LivenessLevel.SILENT, [Action.NOD])
    assert task.steps == ()
    assert task.record_s == 3.0
    assert task.level is LivenessLevel.SILENT


@pytest.mark.parametrize("level", [LivenessLevel.REFLECTION, LivenessLevel.ACTION_AND_REFLECTION])
def test_reflection_is_run_as_action_and_the_wish_is_kept(level):
    task = _draw(1, level, [Action.NOD])
    assert task.level is LivenessLevel.ACTION
    assert task.requested_level is level


def test_left_to_the_server_there_are_two_different_actions_and_one_turns_the_head():
    drawn = [tuple(step.action for step in _draw(seed).steps) for seed in SEEDS]
    assert all(len(set(actions)) == 2 for actions in drawn)
    assert all({Action.NOD, Action.SHAKE} & set(actions) for actions in drawn)
    assert len(set(drawn)) == 10  # every ordered pair with a head turn occurs


def test_a_lone_blink_is_asked_for_twice():
    assert [step.action for step in _draw(5, actions=[Action.BLINK]).steps] == [Action.BLINK, Action.BLINK]


@pytest.mark.parametrize("action", [Action.MOUTH, Action.NOD, Action.SHAKE])
def test_another_lone_action_is_asked_for_once(action):
    assert [step.action for step in _draw(5, actions=[action]).steps] == [action]


def test_the_callers_actions_come_in_random_order():
    orders = {tuple(step.action for step in _draw(seed, actions=[Action.BLINK, Action.MOUTH]).steps) for seed in SEEDS}
    assert orders == {(Action.BLINK, Action.MOUTH), (Action.MOUTH, Action.BLINK)}


def test_of_many_actions_two_are_asked_for():
    drawn = [tuple(step.action for step in _draw(seed, actions=list(Action)).steps) for seed in SEEDS]
    assert all(len(set(actions)) == 2 for actions in drawn)
    assert {action for actions in drawn for action in actions} == set(Action)


def test_the_quiet_before_a_prompt_cannot_be_foreseen():
    quiet = [step.quiet_s for seed in SEEDS for step in _draw(seed).steps]
    assert min(quiet) >= 0.6
    assert max(quiet) <= 1.6
    assert len(set(quiet)) > 60


def test_no_task_takes_longer_than_about_twelve_seconds():
    longest = max(
        LEAD_IN_S + sum(step.quiet_s + step.window_s for step in _draw(seed).steps) + TAIL_S for seed in SEEDS
    )
    assert longest <= 12.2


def test_the_shortest_recording_holds_every_step_at_its_fastest():
    task = _draw(3)
    assert task.record_s == pytest.approx(1.2 + sum(step.quiet_s + 0.5 for step in task.steps) + 0.5)


def test_no_two_tasks_share_a_nonce():
    assert len({_draw(seed).nonce for seed in SEEDS}) == len(SEEDS)
    assert all(len(_draw(seed).nonce) == 32 for seed in SEEDS)
