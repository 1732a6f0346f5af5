"""Capture sessions without a browser: clips as a looping file camera or as a person who reacts, a page that follows the
challenge, a recorder.

The page moves on when the clip's own truth says that the action was done, as our page does with its detector.
"""

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from random import Random

import av
import numpy as np

from openekyc.domain.challenge import Action, Challenge, ClientLog, FrameLog, PromptLog
from openekyc.flows.challenges import LEAD_IN_S, TAIL_S

_PAGE_ZERO_MS = 8_000.0
_SEEN_AFTER_S = 0.15
_SHARE_SEEN = 0.6  # of a movement must come after the prompt for the page to see it as done
_STEP_REQUEST_S = 0.05
_REACTION_S = 0.45
_MARGIN_S = 0.15  # of rest played before and after a movement
_REST_FROM_S = 0.2
Done = Callable[[Action, float, float], float | None]


@dataclass(frozen=True)
class Recorder:
    """How the browser records: frame rate and its jitter, codec, container, bit rate, size."""

    fps: float = 25.0
    jitter_s: float = 0.004
    codec: str = "libvpx"
    container: str = "webm"
    bit_rate: int = 1_500_000
    dropped: float = 0.0


@dataclass(frozen=True)
class Clip:
    """A clip with the truth of when it does what; played in a loop from ``phase_s``."""

    frames: list[np.ndarray]
    fps: float
    truth: dict[str, list[tuple[float, float]]] = field(default_factory=dict)

    @property
    def length_s(self) -> float:
        return len(self.frames) / self.fps

    def at(self, time_s: float) -> np.ndarray:
        return self.frames[int(time_s % self.length_s * self.fps) % len(self.frames)]

    def done(self, action: Action, start_s: float, end_s: float) -> float | None:
        """When the first action that ends after ``start_s`` is seen by the page; None when not before ``end_s``."""
        shown = (
            (begin + turn * self.length_s, end + turn * self.length_s)
            for begin, end in self.truth.get(action.value, ())
            for turn in range(int(end_s / self.length_s) + 2)
        )
        seen = sorted(end for begin, end in shown if start_s < end - _SHARE_SEEN * (end - begin) and end < end_s)
        return seen[0] + _SEEN_AFTER_S if seen else None


def load_clip(path: Path, *, longest_s: float = 20.0) -> Clip:
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        fps = float(stream.average_rate or 25)
        frames = []
        for frame in container.decode(stream):
            scale = min(1.0, 640 / max(frame.width, frame.height))
            width, height = (round(side * scale / 2) * 2 for side in (frame.width, frame.height))
            frames.append(frame.reformat(width, height, "rgb24").to_ndarray())
            if len(frames) >= longest_s * fps:
                break
    truth_file = path.with_suffix(".json")
    script = json.loads(truth_file.read_text())["script"] if truth_file.exists() else {}
    truth = {action.value: [(a, b) for a, b in script.get(action.value, [])] for action in Action}
    return Clip(frames=frames, fps=fps, truth=truth)


@dataclass
class Reacting:
    """A person made of a clip: at rest until a prompt is shown, then the part of the clip that shows the action."""

    clip: Clip
    parts: list[tuple[float, float, float]] = field(default_factory=list)  #: from when to when, and from where

    def asked(self, action: Action, shown_s: float) -> float:
        """Perform it; when it is over."""
        begin, end = self.clip.truth[action.value][0]
        start_s = shown_s + _REACTION_S
        end_s = start_s + end - begin + 2 * _MARGIN_S
        self.parts.append((start_s, end_s, begin - _MARGIN_S))
        return end_s

    def at(self, time_s: float) -> np.ndarray:
        for start_s, end_s, begin in self.parts:
            if start_s <= time_s < end_s:
                return self.clip.at(begin + time_s - start_s)
        rest_s = min(begin for times in self.clip.truth.values() for begin, _ in times) - _MARGIN_S - _REST_FROM_S
        return self.clip.at(_REST_FROM_S + time_s % rest_s)


@dataclass(frozen=True)
class Session:
    recording: bytes
    log: ClientLog


def hold(
    camera: Clip | Reacting,
    challenge: Challenge,
    *,
    phase_s: float = 0.0,
    recorder: Recorder = Recorder(),
    seed: int = 0,
    frame_log: bool = True,
    silent_s: float = 3.0,
    done: Done | None = None,
) -> Session:
    """One attempt of the challenge in front of the camera."""
    chance = Random(seed)
    prompts: list[PromptLog] = []
    now = LEAD_IN_S if challenge.steps else silent_s
    for index, step in enumerate(challenge.steps):
        shown = now + _STEP_REQUEST_S + step.quiet_s
        if isinstance(camera, Reacting):
            seen = camera.asked(step.action, shown)
        else:
            seen = (done or camera.done)(step.action, shown + phase_s, shown + phase_s + step.window_s)
        left = shown + step.window_s if seen is None else max(seen - phase_s, shown + 0.5)
        prompts.append(PromptLog(index=index, shown_ms=_page_ms(shown), left_ms=_page_ms(left)))
        now = left
    end_s = now + (TAIL_S if challenge.steps else 0.0)
    times = list(_camera_times(end_s, recorder, chance))
    recording = _encode([(time, camera.at(time + phase_s)) for time in times], recorder)
    late = chance.uniform(0.013, 0.6)
    log = ClientLog(
        recorder_started_ms=_page_ms(times[0] + late),
        recorder_stopped_ms=_page_ms(end_s),
        prompts=tuple(prompts),
        frames=tuple(
            FrameLog(capture_ms=_page_ms(time + chance.gauss(0, 0.0004)), media_s=time)
            for time in times
            if chance.random() > 0.05
        )
        if frame_log
        else (),
        mime_type="video/webm;codecs=vp8",
    )
    return Session(recording=recording, log=log)


def _page_ms(time_s: float) -> float:
    return _PAGE_ZERO_MS + time_s * 1000


def _camera_times(end_s: float, recorder: Recorder, chance: Random) -> Iterator[float]:
    number = 0
    while number / recorder.fps < end_s:
        if number == 0 or chance.random() >= recorder.dropped:
            yield max(0.0, number / recorder.fps + chance.uniform(0, recorder.jitter_s))
        number += 1


def _encode(pictures: list[tuple[float, np.ndarray]], recorder: Recorder) -> bytes:
    height, width = pictures[0][1].shape[:2]
    memory = io.BytesIO()
    with av.open(memory, "w", format=recorder.container) as out:
        stream = out.add_stream(recorder.codec, rate=round(recorder.fps))
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.bit_rate = recorder.bit_rate
        stream.time_base = stream.codec_context.time_base = Fraction(1, 1000)
        if recorder.codec.startswith("libvpx"):
            stream.codec_context.options = {"deadline": "realtime", "cpu-used": "8", "lag-in-frames": "0"}
        else:
            stream.codec_context.options = {"tune": "zerolatency", "preset": "ultrafast"}
        last = -1
        for time, picture in pictures:
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            last = max(last + 1, round((time - pictures[0][0]) * 1000))
            frame.pts, frame.time_base = last, Fraction(1, 1000)
            out.mux(stream.encode(frame))
        out.mux(stream.encode())
    return memory.getvalue()
