"""Whether the movements seen are the ones asked for: each in its window, in order, and nothing else between.

Blinks are never "something else": everybody blinks. One start before the prompt per step is forgiven, because people
who are asked twice begin early.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from openekyc.domain.challenge import Action
from openekyc.engines.liveness.movements import Movement
from openekyc.engines.liveness.prompts import StepWindow

_HEAD = frozenset({Action.NOD, Action.SHAKE})
_LEAST_SHARE = 0.5  # of a movement that must lie in the window,
_LEAST_OVERLAP_S = 0.15  # unless it is of eyes or mouth and this much of it does
_GOING_ON_S = 0.8  # the same movement once more within this time is the person going on
_ECHO = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Performance:
    """``answers`` holds the movement that answered each step, None where there was none."""

    answers: tuple[Movement | None, ...]
    early: tuple[Movement, ...]
    strays: tuple[Movement, ...]


def match_steps(
    windows: Sequence[StepWindow], movements: Sequence[Movement], *, early_starts: int, stray_size: float
) -> Performance:
    """Give every step its earliest fitting movement behind the previous answer; sort out the rest.

    What was not asked for counts from ``stray_size`` on: nobody is quite still.
    """
    clear = sorted(movements, key=lambda movement: movement.start_s)
    answers: list[Movement | None] = []
    behind_s = float("-inf")
    for window in windows:
        answer = next((m for m in clear if m.start_s >= behind_s and _answers(m, window)), None)
        answers.append(answer)
        behind_s = behind_s if answer is None else answer.end_s
    rest = [
        movement
        for movement in clear
        if movement.action is not Action.BLINK
        and movement not in answers
        and movement.size >= stray_size
        and _within_task(movement, windows)
        and not _echo(movement, answers)
    ]
    rest = _joined(_without_going_on(rest, answers))
    early, strays = _early_and_stray(rest, windows, early_starts)
    return Performance(answers=tuple(answers), early=early, strays=strays)


def _answers(movement: Movement, window: StepWindow) -> bool:
    if movement.action is not window.action:
        return False
    inside_s = movement.overlap_s(window.shown_s, window.until_s)
    half_s = _LEAST_SHARE * (movement.end_s - movement.start_s)
    return inside_s > 0 and inside_s >= (half_s if movement.action in _HEAD else min(_LEAST_OVERLAP_S, half_s))


def _begins_early(movement: Movement, window: StepWindow) -> bool:
    """Asked for next, but begun in the quiet before."""
    in_quiet = movement.overlap_s(window.quiet_s, window.shown_s) > 0
    return in_quiet and movement.action is window.action and movement.start_s < window.shown_s


def _within_task(movement: Movement, windows: Sequence[StepWindow]) -> bool:
    """A movement that is over before the first quiet, or begins behind the last window, is the person's own affair."""
    return bool(windows) and movement.end_s > windows[0].quiet_s and movement.start_s < windows[-1].until_s


def _without_going_on(rest: Sequence[Movement], answers: Sequence[Movement | None]) -> list[Movement]:
    """Drop what only continues an answer: nodding three times where once would do."""
    left = list(rest)
    for answer in answers:
        if answer is None:
            continue
        end_s = answer.end_s
        for movement in [movement for movement in left if movement.action is answer.action]:
            if movement.overlap_s(answer.start_s, end_s + _GOING_ON_S) > 0:
                left.remove(movement)
                end_s = max(end_s, movement.end_s)
    return left


def _joined(rest: Sequence[Movement]) -> list[Movement]:
    """Overlapping movements of one kind are one: to the left, to the right and back is a single shake."""
    joined: list[Movement] = []
    for movement in rest:
        same = next((m for m in joined if m.action is movement.action and m.end_s > movement.start_s), None)
        if same is None:
            joined.append(movement)
        else:
            size, end_s = max(same.size, movement.size), max(same.end_s, movement.end_s)
            joined[joined.index(same)] = replace(same, end_s=end_s, size=size)
    return joined


def _early_and_stray(
    rest: Sequence[Movement], windows: Sequence[StepWindow], early_starts: int
) -> tuple[tuple[Movement, ...], tuple[Movement, ...]]:
    left = {window.index: early_starts for window in windows}
    early: list[Movement] = []
    strays: list[Movement] = []
    for movement in rest:
        if any(_answers(movement, window) for window in windows):  # done twice in its window
            continue
        step = next((window for window in windows if _begins_early(movement, window)), None)
        if step is not None and left[step.index] > 0:
            left[step.index] -= 1
            early.append(movement)
        else:
            strays.append(movement)
    return tuple(early), tuple(strays)


def _echo(stray: Movement, answers: Sequence[Movement | None]) -> bool:
    """Turning the head in one axis shows in the other: what happens during a nod or shake and is not much larger."""
    return stray.action in _HEAD and any(
        answer is not None
        and answer.action in _HEAD
        and answer.overlap_s(stray.start_s, stray.end_s) > 0
        and stray.size < _ECHO * answer.size
        for answer in answers
    )
