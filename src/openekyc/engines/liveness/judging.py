"""All checks of one watched recording, in the order in which they explain a refusal best."""

from dataclasses import dataclass

import numpy as np

from openekyc.domain.challenge import Action, Challenge, ClientLog, LivenessLevel, ServerTimes
from openekyc.engines.liveness.blinks import find_blinks
from openekyc.engines.liveness.checks import Check
from openekyc.engines.liveness.clocks import ClockFit, fit_clock
from openekyc.engines.liveness.mouths import find_mouth_openings
from openekyc.engines.liveness.movements import Movement, Series
from openekyc.engines.liveness.performance import match_steps
from openekyc.engines.liveness.planarity import ViewPair
from openekyc.engines.liveness.port import FaceFrame
from openekyc.engines.liveness.prompts import PromptsContradictTask, StepWindow, step_windows
from openekyc.engines.liveness.signals import actions, depth, flatness, frozen, picture, screen, timing, tracking
from openekyc.engines.liveness.track import FaceTrack, Span
from openekyc.engines.liveness.turns import find_turns
from openekyc.settings import Settings

_HEAD = frozenset({Action.NOD, Action.SHAKE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the rules rest on: times of all frames, the face's track, its view pairs and its best frames."""

    times_s: Series
    track: FaceTrack
    pairs: tuple[ViewPair, ...]
    best_frames: tuple[FaceFrame, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """When what was asked for; ``contradiction`` says why there are no windows though there should be."""

    windows: tuple[StepWindow, ...]
    contradiction: str
    span: Span


def task_span(times_s: Series, challenge: Challenge, log: ClientLog, settings: Settings) -> Span:
    """From the quiet before the first prompt to the end of the last; the whole recording where there is none."""
    return _placed(times_s, challenge, log, fit_clock(times_s, log), settings).span


def judge(
    evidence: Evidence,
    challenge: Challenge,
    log: ClientLog,
    settings: Settings,
    server_times: ServerTimes | None = None,
) -> list[Check]:
    """Every check that applies to the task's level, and those against the server's clock where it was told."""
    limits = settings.liveness
    clock = fit_clock(evidence.times_s, log)
    task = _placed(evidence.times_s, challenge, log, clock, settings)
    movements = find_movements(evidence.track, settings)
    checks = [
        timing.length(evidence.times_s, challenge),
        timing.frame_rate(evidence.times_s, limits),
        timing.longest_gap(evidence.times_s, task.span, limits),
        timing.clock(clock, limits),
        tracking.face_present(evidence.track, task.span, limits),
        tracking.one_face(evidence.track, limits),
        tracking.unbroken(evidence.track, task.span, limits),
        picture.distance(evidence.track, limits),
        picture.darkness(evidence.track, limits),
        picture.brightness(evidence.track, limits),
        picture.sharpness(evidence.best_frames, limits),
        picture.frontal(evidence.best_frames, limits),
        picture.eyes_open(np.minimum(evidence.track.left_eye, evidence.track.right_eye), limits),
        frozen.frozen(evidence.track, task.span, limits),
    ]
    if server_times is not None:
        checks.append(timing.server_length(evidence.times_s, server_times, limits))
        checks.append(timing.server_prompts(challenge, log, server_times, limits))
    if challenge.level is not LivenessLevel.SILENT:
        checks.extend(_action_checks(evidence, task, movements, settings))
    checks.append(flatness.flatness(evidence.pairs, movements, limits))
    if challenge.level is LivenessLevel.SILENT:
        checks.append(screen.without_model(accepted=settings.silent_liveness_without_model))
    return checks


def find_movements(track: FaceTrack, settings: Settings) -> tuple[Movement, ...]:
    """Everything the face did, in order."""
    limits = settings.liveness
    found = (
        *find_blinks(track.times_s, track.left_eye, track.right_eye, track.yaw, limits),
        *find_mouth_openings(track.times_s, track.mouth, limits),
        *find_turns(
            Action.NOD,
            track.times_s,
            track.pitch,
            peak_to_peak_deg=limits.nod_deg,
            longest_swing_s=limits.longest_swing_s,
        ),
        *find_turns(
            Action.SHAKE,
            track.times_s,
            track.yaw,
            peak_to_peak_deg=limits.shake_deg,
            longest_swing_s=limits.longest_swing_s,
        ),
    )
    return tuple(sorted(found, key=lambda movement: movement.start_s))


def _placed(times_s: Series, challenge: Challenge, log: ClientLog, clock: ClockFit | None, settings: Settings) -> _Task:
    whole = Span(start_s=0.0, end_s=float(times_s[-1]))
    if not challenge.steps:
        return _Task(windows=(), contradiction="The task has no step.", span=whole)
    if clock is None:
        return _Task(windows=(), contradiction="The prompts cannot be placed without a clock.", span=whole)
    try:
        windows = step_windows(challenge, log, clock, whole, late_s=settings.liveness.late_s)
    except PromptsContradictTask as contradiction:
        return _Task(windows=(), contradiction=str(contradiction), span=whole)
    span = Span(start_s=max(windows[0].quiet_s, 0.0), end_s=min(windows[-1].until_s, whole.end_s))
    return _Task(windows=windows, contradiction="", span=span)


def _action_checks(evidence: Evidence, task: _Task, movements: tuple[Movement, ...], settings: Settings) -> list[Check]:
    limits = settings.liveness
    if not task.windows:
        return [timing.prompts(task.contradiction)]
    performance = match_steps(task.windows, movements, early_starts=limits.early_starts, stray_size=limits.stray_size)
    pairs = list(zip(task.windows, performance.answers, strict=True))
    return [
        timing.prompts(""),
        *(actions.step(window, answer) for window, answer in pairs),
        actions.nothing_else(performance),
        *(
            depth.depth(answer, evidence.pairs, limits)
            for _, answer in pairs
            if answer is not None and answer.action in _HEAD
        ),
    ]
