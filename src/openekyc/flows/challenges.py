"""Drawing the single-use task of one liveness attempt: which movements, in which order, after how long a silence.

Pure: the randomness comes in. Production passes ``random.SystemRandom()``; a seeded generator would let an attacker
foresee the task.
"""

from collections.abc import Sequence
from random import Random

from openekyc.domain.challenge import Action, Challenge, ChallengeStep, LivenessLevel

LEAD_IN_S = 1.2  #: recorded before the first step, so that the face's resting state is known
TAIL_S = 0.5  #: recorded after the last step
SILENT_S = 3.0  #: a silent recording: long enough for one natural blink in most people
SHORTEST_STEP_S = 0.5  #: a page never leaves a step sooner
SHORTEST_QUIET_S = 0.6
LONGEST_QUIET_S = 1.6
ONE_STEP_WINDOW_S = 4.0
TWO_STEP_WINDOW_S = 3.6  #: keeps the longest task at 12.1 s
_HEAD_ACTIONS = (Action.NOD, Action.SHAKE)


def draw_challenge(level: LivenessLevel, actions: Sequence[Action], rng: Random) -> Challenge:
    """The task for one attempt at ``level`` (kept as ``requested_level``; reflection levels are run as ACTION).

    ``actions`` is the caller's list. When it is empty, two different actions are drawn, one of them a head turn:
    only a turning head shows whether it is flat. Of more than two, two are drawn.
    """
    run_level = LivenessLevel.SILENT if level is LivenessLevel.SILENT else LivenessLevel.ACTION
    chosen = () if run_level is LivenessLevel.SILENT else _draw_actions(actions, rng)
    window_s = ONE_STEP_WINDOW_S if len(chosen) == 1 else TWO_STEP_WINDOW_S
    steps = tuple(
        ChallengeStep(
            action=action,
            quiet_s=round(rng.uniform(SHORTEST_QUIET_S, LONGEST_QUIET_S), 2),
            window_s=window_s,
        )
        for action in chosen
    )
    return Challenge(
        nonce=f"{rng.getrandbits(128):032x}",
        level=run_level,
        requested_level=level,
        steps=steps,
        record_s=_shortest_recording(steps),
    )


def _draw_actions(actions: Sequence[Action], rng: Random) -> tuple[Action, ...]:
    wanted = tuple(dict.fromkeys(actions))
    if not wanted:
        head = rng.choice(_HEAD_ACTIONS)
        other = rng.choice([action for action in Action if action is not head])
        return tuple(rng.sample([head, other], 2))
    if wanted == (Action.BLINK,):
        # Unrelated faces blink in .43 of all windows of 3 s: one blink proves little, two at random times more.
        return (Action.BLINK, Action.BLINK)
    return tuple(rng.sample(wanted, min(2, len(wanted))))


def _shortest_recording(steps: Sequence[ChallengeStep]) -> float:
    if not steps:
        return SILENT_S
    return round(LEAD_IN_S + sum(step.quiet_s + SHORTEST_STEP_S for step in steps) + TAIL_S, 2)
