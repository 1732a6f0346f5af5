"""Matching what was done with what was asked for."""

from face_series import movement
from openekyc.domain.challenge import Action
from openekyc.engines.liveness.performance import match_steps
from openekyc.engines.liveness.prompts import StepWindow


def _window(index, action, shown_s, until_s, quiet=1.0):
    return StepWindow(index=index, action=Action(action), quiet_s=shown_s - quiet, shown_s=shown_s, until_s=until_s)


BLINK_THEN_NOD = (_window(0, "blink", 2.0, 4.0), _window(1, "nod", 5.0, 8.0))
MOUTH = (_window(0, "mouth", 2.0, 5.0),)


def _match(windows, *movements, early_starts=1):
    return match_steps(windows, movements, early_starts=early_starts, stray_size=1.25)


def test_each_in_its_window_and_in_order_is_what_was_asked_for():
    blink, nod = movement("blink", 2.5, 2.7), movement("nod", 5.6, 6.8)
    done = _match(BLINK_THEN_NOD, blink, nod)
    assert done.answers == (blink, nod)
    assert done.strays == done.early == ()


def test_an_action_outside_its_window_is_missing():
    assert _match(MOUTH, movement("mouth", 6.0, 7.0)).answers == (None,)
    assert _match(MOUTH, movement("mouth", 0.2, 1.2)).answers == (None,)


def test_another_action_is_no_answer_and_stray():
    nod = movement("nod", 2.5, 3.5)
    done = _match(MOUTH, nod)
    assert done.answers == (None,)
    assert done.strays == (nod,)


def test_the_wrong_order_is_missing_and_stray():
    windows = (_window(0, "mouth", 2.0, 4.0), _window(1, "nod", 5.0, 8.0))
    done = _match(windows, movement("nod", 2.3, 3.4), movement("mouth", 5.5, 6.5))
    assert done.answers == (None, None)
    assert len(done.strays) == 2


def test_blinks_are_exempt_everywhere():
    mouth = movement("mouth", 2.5, 3.5)
    blinks = [movement("blink", s, s + 0.2) for s in (1.2, 2.2, 3.0, 4.4)]
    assert _match(MOUTH, mouth, *blinks).strays == ()


def test_one_blink_does_not_answer_two_prompts():
    windows = (_window(0, "blink", 2.0, 4.0), _window(1, "blink", 4.0, 6.0))
    blink = movement("blink", 3.8, 4.1)
    assert _match(windows, blink).answers == (blink, None)


def test_a_movement_finished_before_the_task_began_is_the_persons_own_affair():
    assert _match(MOUTH, movement("shake", 0.1, 0.9), movement("mouth", 2.5, 3.5)).strays == ()


def test_a_movement_in_the_quiet_is_stray():
    shake = movement("shake", 1.2, 1.9)
    assert _match(MOUTH, shake, movement("mouth", 2.5, 3.5)).strays == (shake,)


def test_one_early_start_of_the_action_asked_for_is_forgiven():
    early, mouth = movement("mouth", 1.1, 1.7), movement("mouth", 2.5, 3.5)
    done = _match(MOUTH, early, mouth)
    assert done.answers == (mouth,)
    assert done.early == (early,)
    assert done.strays == ()


def test_a_second_early_start_is_stray():
    done = _match(MOUTH, movement("mouth", 1.1, 1.4), movement("mouth", 1.5, 1.8), movement("mouth", 2.5, 3.5))
    assert len(done.strays) == 1


def test_early_starts_can_be_forbidden():
    done = _match(MOUTH, movement("mouth", 1.1, 1.7), movement("mouth", 2.5, 3.5), early_starts=0)
    assert len(done.strays) == 1


def test_doing_it_twice_in_the_window_is_fine():
    assert _match(MOUTH, movement("mouth", 2.2, 3.0), movement("mouth", 3.6, 4.4)).strays == ()


def test_a_little_nod_within_a_shake_is_its_echo():
    windows = (_window(0, "shake", 2.0, 5.0),)
    done = _match(windows, movement("shake", 2.5, 4.0, size=1.5), movement("nod", 2.6, 3.8, size=1.2))
    assert done.strays == ()


def test_a_large_nod_within_a_small_shake_is_not():
    windows = (_window(0, "shake", 2.0, 5.0),)
    done = _match(windows, movement("shake", 2.5, 4.0, size=1.0), movement("nod", 2.6, 3.8, size=2.5))
    assert len(done.strays) == 1


def test_begun_just_before_the_prompt_and_still_going_on_counts():
    mouth = movement("mouth", 1.8, 2.6)
    assert _match(MOUTH, mouth).answers == (mouth,)


def test_over_as_the_prompt_came_does_not_count():
    assert _match(MOUTH, movement("mouth", 1.2, 2.05)).answers == (None,)


def test_a_small_movement_that_nobody_asked_for_is_just_a_living_person():
    assert _match(MOUTH, movement("nod", 1.2, 1.9, size=1.1), movement("mouth", 2.5, 3.5)).strays == ()


def test_going_on_after_the_prompt_is_no_other_movement():
    windows = (_window(0, "nod", 2.0, 4.0), _window(1, "mouth", 6.0, 8.0, quiet=1.8))
    nods = [movement("nod", start, start + 0.9) for start in (3.0, 3.8, 4.5, 5.1)]
    done = _match(windows, *nods, movement("mouth", 6.5, 7.5))
    assert done.strays == ()


def test_the_same_again_after_a_rest_is():
    windows = (_window(0, "nod", 2.0, 3.5), _window(1, "mouth", 6.0, 8.0, quiet=1.8))
    done = _match(windows, movement("nod", 2.3, 3.2), movement("nod", 4.6, 5.5), movement("mouth", 6.5, 7.5))
    assert len(done.strays) == 1


def test_the_tail_of_a_nod_does_not_answer():
    windows = (_window(0, "nod", 2.0, 5.0),)
    assert _match(windows, movement("nod", 1.3, 2.3)).answers == (None,)


def test_one_early_shake_of_two_turns_is_one_early_start():
    windows = (_window(0, "shake", 2.0, 5.0),)
    early = [movement("shake", 0.9, 1.4), movement("shake", 1.2, 1.7)]
    done = _match(windows, *early, movement("shake", 3.0, 4.0))
    assert (len(done.early), done.strays) == (1, ())
