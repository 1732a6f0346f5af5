"""A face's series made up on paper: rest, blinks, an opening mouth, turns of the head; and what goes with them."""

from collections.abc import Sequence

import numpy as np

from openekyc.domain.challenge import Action, Challenge, ChallengeStep, ClientLog, FrameLog, LivenessLevel, PromptLog
from openekyc.engines.liveness.movements import Movement
from openekyc.engines.liveness.track import FaceTrack, FrameReading


def times(duration_s=6.0, fps=25.0):
    return np.arange(0, duration_s, 1 / fps)


def bump(times_s, centre_s, width_s, height):
    """Up and down again, ``width_s`` from foot to foot."""
    phase = np.clip((times_s - centre_s) / width_s + 0.5, 0, 1)
    return height * np.sin(np.pi * phase) ** 2


def there_and_back(times_s, start_s, length_s, degrees):
    """One full wave of the head: to one side, through the middle to the other, and back; ``degrees`` peak to peak."""
    phase = np.clip((times_s - start_s) / length_s, 0, 1)
    return degrees / 2 * np.sin(2 * np.pi * phase)


def eyes(times_s, blinks=(), length_s=0.25, depth=0.9):
    """Lid gap per eye width of one eye, .30 open."""
    return 0.30 * (1 - sum((bump(times_s, blink, length_s, depth) for blink in blinks), np.zeros(len(times_s))))


def track(times_s, **series):
    """A large, bright, frontal face that sways a little; any series may be replaced."""
    steady = {
        "x": 320 + 2 * np.sin(times_s),
        "y": 240 + 1.5 * np.cos(times_s * 1.3),
        "yaw": np.zeros(len(times_s)),
        "pitch": np.zeros(len(times_s)),
        "eye_distance": np.full(len(times_s), 120.0),
        "luma": np.full(len(times_s), 120.0),
        "left_eye": eyes(times_s),
        "right_eye": eyes(times_s),
        "mouth": np.full(len(times_s), 0.02),
        "across": np.concatenate([[np.nan], np.diff(2 * np.sin(times_s)) / 120]),
        "down": np.concatenate([[np.nan], np.diff(1.5 * np.cos(times_s * 1.3)) / 120]),
        "second_face": np.zeros(len(times_s)),
    } | series
    return FaceTrack.of(
        [
            FrameReading(time_s=float(time), **{name: float(values[index]) for name, values in steady.items()})
            for index, time in enumerate(times_s)
        ]
    )


def absent(times_s, start_s, end_s, **series):
    """The same with nobody there for a while."""
    whole = track(times_s, **series)
    gone = (times_s >= start_s) & (times_s < end_s)
    names = [name for name in FrameReading.__dataclass_fields__ if name != "time_s"]
    return FaceTrack(times_s=whole.times_s, **{name: np.where(gone, np.nan, getattr(whole, name)) for name in names})


def movement(action, start_s, end_s, size=1.5):
    return Movement(action=Action(action), start_s=start_s, end_s=end_s, size=size)


def challenge(*steps: tuple[str, float], level=LivenessLevel.ACTION, window_s=3.6, record_s=3.0):
    """A task of (action, quiet) steps."""
    return Challenge(
        nonce="0" * 32,
        level=level,
        requested_level=level,
        steps=tuple(ChallengeStep(action=Action(name), quiet_s=quiet, window_s=window_s) for name, quiet in steps),
        record_s=record_s,
    )


def client_log(duration_s, prompts: Sequence[tuple[float, float]] = (), *, zero_ms=5_000.0, frames=(), late_s=0.1):
    """The page's account of a recording that began at its ``zero_ms``; prompts as (shown, left) in its seconds."""
    return ClientLog(
        recorder_started_ms=zero_ms + late_s * 1000,
        recorder_stopped_ms=zero_ms + duration_s * 1000,
        prompts=tuple(
            PromptLog(index=index, shown_ms=zero_ms + shown * 1000, left_ms=zero_ms + left * 1000)
            for index, (shown, left) in enumerate(prompts)
        ),
        frames=tuple(FrameLog(capture_ms=zero_ms + time * 1000, media_s=time) for time in frames),
    )
