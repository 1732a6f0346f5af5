"""When each action was asked for in the recording's own time, from the task and the page's account of it."""

import math
from dataclasses import dataclass

from openekyc.domain.challenge import Action, Challenge, ClientLog
from openekyc.engines.liveness.clocks import ClockFit
from openekyc.engines.liveness.track import Span

_SLACK_S = 2.0  # a busy page's timers come late
_SHORTER_QUIET_S = 0.2
_SHORTEST_STEP_S = 0.4  # the page never leaves sooner than 0.5 s; its clock is coarse


@dataclass(frozen=True, slots=True, kw_only=True)
class StepWindow:
    """Recording seconds: the face is still from ``quiet_s`` on, asked at ``shown_s``, judged until ``until_s``."""

    index: int
    action: Action
    quiet_s: float
    shown_s: float
    until_s: float


class PromptsContradictTask(Exception):
    """The page's account of the prompts does not fit the task; the message says where."""


def step_windows(
    challenge: Challenge, log: ClientLog, clock: ClockFit, recording: Span, *, late_s: float
) -> tuple[StepWindow, ...]:
    """One window per step, widened by what the clocks leave open and by ``late_s`` behind the prompt's end.

    No window reaches into the next. Raises `PromptsContradictTask`.
    """
    if [prompt.index for prompt in log.prompts] != list(range(len(challenge.steps))):
        raise PromptsContradictTask("The page did not report every prompt once and in order.")
    windows: list[StepWindow] = []
    left_before_s = -math.inf
    for step, prompt in zip(challenge.steps, log.prompts, strict=True):
        shown_s, left_s = clock.recording_s(prompt.shown_ms), clock.recording_s(prompt.left_ms)
        if not shown_s - left_before_s >= step.quiet_s - _SHORTER_QUIET_S:
            raise PromptsContradictTask(f"The quiet before prompt {prompt.index} was cut short.")
        if not _SHORTEST_STEP_S <= left_s - shown_s <= step.window_s + _SLACK_S:
            raise PromptsContradictTask(f"Prompt {prompt.index} was not shown as long as it should be.")
        if shown_s < recording.start_s - clock.tolerance_s or left_s > recording.end_s + clock.tolerance_s + _SLACK_S:
            raise PromptsContradictTask(f"Prompt {prompt.index} lies outside the recording.")
        start_s = shown_s - clock.tolerance_s
        if windows:
            windows[-1] = _ending(windows[-1], start_s)
        windows.append(
            StepWindow(
                index=prompt.index,
                action=step.action,
                quiet_s=start_s - step.quiet_s,
                shown_s=start_s,
                until_s=left_s + clock.tolerance_s + late_s,
            )
        )
        left_before_s = left_s
    return tuple(windows)


def _ending(window: StepWindow, latest_s: float) -> StepWindow:
    return StepWindow(
        index=window.index,
        action=window.action,
        quiet_s=window.quiet_s,
        shown_s=window.shown_s,
        until_s=min(window.until_s, latest_s),
    )
