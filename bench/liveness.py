"""Liveness on the clips of OPENEKYC_DATA: honest sessions, strangers, held prints; error rates with 95 % intervals.

    OPENEKYC_DATA=... python bench/liveness.py [honest] [strangers] [prints] [speed]

Recordings are encoded as browsers encode them (tests/sessions.py) and judged with the default settings. Prints are
rendered (tests/held_prints.py). About fifteen minutes on one core.
"""

import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from random import Random

import numpy as np
from scipy.stats import beta

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from held_prints import HOLDS, Hold, hold_print
from openekyc.domain.challenge import Action, LivenessLevel
from openekyc.engines.liveness.backends.rules import RulesLiveness
from openekyc.engines.liveness.judging import find_movements
from openekyc.engines.liveness.movements import Movement
from openekyc.engines.liveness.performance import match_steps
from openekyc.engines.liveness.port import Assessment, Decision
from openekyc.engines.liveness.prompts import StepWindow
from openekyc.engines.liveness.track import FaceTrack
from openekyc.engines.liveness.watching import Watcher
from openekyc.flows.challenges import draw_challenge
from openekyc.media.videos import VideoFrame
from openekyc.settings import Settings
from sessions import Clip, Reacting, Recorder, hold, load_clip

VIDEOS = Path(os.environ["OPENEKYC_DATA"]) / "videos"
SETTINGS = Settings(silent_liveness_without_model=True)
RECORDERS = {
    "vp8, 25 a second": Recorder(fps=25),
    "h264, 12 a second": Recorder(fps=12, jitter_s=0.02, codec="libx264", container="mp4", bit_rate=500_000),
    "vp9, 15 a second, 10 % dropped": Recorder(fps=15, codec="libvpx-vp9", bit_rate=400_000, dropped=0.1),
}
WINDOW_S = 3.0
HONEST_EACH = 6
STRANGER_TASKS = 3


def share(hits: int, count: int) -> str:
    """``hits of count (share, Clopper-Pearson 95 %)``."""
    if not count:
        return "none measured"
    low = beta.ppf(0.025, hits, count - hits + 1) if hits else 0.0
    high = beta.ppf(0.975, hits + 1, count - hits) if hits < count else 1.0
    return f"{hits} of {count} ({hits / count:.3f}; {low:.3f}-{high:.3f})"


def attempt(
    engine: RulesLiveness, clip: Clip | Reacting, actions: list[Action], seed: int, **how: object
) -> Assessment:
    """One session of a freshly drawn task."""
    level = how.pop("level", LivenessLevel.ACTION)
    task = draw_challenge(level, actions, Random(seed))
    session = hold(clip, task, seed=seed, **how)
    return engine.assess(session.recording, challenge=task, client_log=session.log)


def honest(engine: RulesLiveness) -> None:
    """BPCER per task and recorder: clips in a loop that show the action, and a person of a clip who reacts."""
    person = load_clip(VIDEOS / "biden_all_640.mp4")
    cameras: dict[str, tuple[list[Action], Callable[[], Clip | Reacting]]] = {}
    for action in (Action.BLINK, Action.MOUTH):
        looping = load_clip(VIDEOS / f"biden_{action.value}_640.mp4")
        cameras[f"{action.value}, in a loop"] = ([action], lambda looping=looping: looping)
    cameras["nod, reacting"] = ([Action.NOD], lambda: Reacting(person))
    cameras["shake, reacting"] = ([Action.SHAKE], lambda: Reacting(person))
    cameras["two drawn, reacting"] = ([], lambda: Reacting(person))
    print("| asked | " + " | ".join(RECORDERS) + " |\n|---|" + "---|" * len(RECORDERS))
    for name, (actions, camera) in cameras.items():
        cells = [share(_refused(engine, camera, actions, recorder), HONEST_EACH) for recorder in RECORDERS.values()]
        print(f"| {name} | {' | '.join(cells)} |", flush=True)


def _refused(
    engine: RulesLiveness, camera: Callable[[], Clip | Reacting], actions: list[Action], recorder: Recorder
) -> int:
    refused = 0
    for seed in range(HONEST_EACH):
        phase_s = 0.0 if isinstance(camera(), Reacting) else 0.77 * seed
        how = {"phase_s": phase_s, "recorder": recorder, "frame_log": seed % 2 == 0}
        refused += attempt(engine, camera(), actions, seed, **how).decision is not Decision.LIVE
    return refused


def strangers(engine: RulesLiveness, watcher: Watcher) -> None:
    """What real people who were never asked do in windows of 3 s, and how often they pass a whole task."""
    windows, clips, too_small, hits = 0, 0, 0, Counter[str]()
    passed = tried = inconclusive = 0
    for path in sorted((VIDEOS / "real_and_spoof").glob("real__*.m[pko]*")):
        clip = load_clip(path, longest_s=34)
        if clip.length_s < WINDOW_S:
            continue
        track = _track(watcher, clip)
        if np.nanmedian(track.eye_distance) < SETTINGS.liveness.least_eye_distance_px:
            too_small += 1
            continue
        clips += 1
        movements = find_movements(track, SETTINGS)
        for start_s in np.arange(0, clip.length_s - WINDOW_S + 0.01, WINDOW_S):
            done = {action.value for action in Action if _answered(action, start_s, movements)}
            windows += 1
            hits.update(done)
            hits.update("+".join(pair) for pair in combinations(sorted(done), 2))
        for seed in range(STRANGER_TASKS):
            assessment = attempt(
                engine,
                clip,
                [],
                seed,
                phase_s=1.3 * seed,
                recorder=RECORDERS["h264, 12 a second"],
                done=_at_random(seed),
            )
            tried += 1
            passed += assessment.decision is Decision.LIVE
            inconclusive += assessment.cause.value not in {"passed", "action_missing", "spoof_suspected"}
    print(f"{clips} clips, {windows} windows of {WINDOW_S:g} s; {too_small} clips with too small faces left out:")
    for name, count in hits.most_common():
        print(f"- {name}: {share(count, windows)}")
    print(
        f"- two drawn actions, passed: {share(passed, tried)}; refused by quality or tracking {inconclusive}",
        flush=True,
    )


def prints(engine: RulesLiveness) -> None:
    """APCER per species of held print, at both levels."""
    photos = {
        "portrait": load_clip(VIDEOS / "biden_still_640.mp4", longest_s=0.2).frames[0],
        "astronaut": load_clip(VIDEOS / "astronaut_all_640.mp4", longest_s=0.2).frames[0],
        "talker": load_clip(VIDEOS / "real_and_spoof/real__LivePortrait__driving_d20.mp4", longest_s=0.2).frames[0],
    }
    print("| print | two drawn actions: live | suspected | nod or shake alone: live | suspected | silent: live |")
    print("|---|---|---|---|---|---|")
    for species in HOLDS:
        print(f"| {species.name} | {' | '.join(_print_row(engine, photos, species))} |", flush=True)


def speed(engine: RulesLiveness) -> None:
    """Processor time of one process for 6 s of 640x480."""
    clip = load_clip(VIDEOS / "biden_all_640.mp4")
    for name, recorder in RECORDERS.items():
        seconds = []
        for seed in range(3):
            task = draw_challenge(LivenessLevel.SILENT, [], Random(seed))
            session = hold(clip, task, recorder=recorder, seed=seed, silent_s=6.0)
            start = time.process_time()
            engine.assess(session.recording, challenge=task, client_log=session.log)
            seconds.append(time.process_time() - start)
        print(f"- {name}: {np.median(seconds):.2f} s (median of {len(seconds)})", flush=True)


def _print_row(engine: RulesLiveness, photos: dict[str, np.ndarray], species: Hold) -> Iterator[str]:
    turn = Action.NOD if species.pitch_deg else Action.SHAKE
    answers: dict[str, list[Decision]] = {"drawn": [], "turn": [], "silent": []}
    for seed, photo in enumerate(photos.values()):
        clip = hold_print(photo, species, seed=seed, length_s=6.4)
        recorder = RECORDERS["h264, 12 a second"]
        how = {"recorder": recorder, "phase_s": 0.4 * seed, "done": _at_random(seed)}
        answers["drawn"].append(attempt(engine, clip, [], seed, **how).decision)
        answers["turn"].append(attempt(engine, clip, [turn], seed, **how).decision)
        answers["silent"].append(attempt(engine, clip, [], seed, **how, level=LivenessLevel.SILENT).decision)
    for kind in ("drawn", "turn"):
        yield share(answers[kind].count(Decision.LIVE), len(photos))
        yield str(answers[kind].count(Decision.SPOOF))
    yield share(answers["silent"].count(Decision.LIVE), len(photos))


def _answered(action: Action, start_s: float, movements: Sequence[Movement]) -> bool:
    """Would a prompt shown at that moment have been answered?"""
    window = StepWindow(index=0, action=action, quiet_s=start_s, shown_s=start_s, until_s=start_s + WINDOW_S)
    return match_steps((window,), movements, early_starts=0, stray_size=99).answers[0] is not None


def _at_random(seed: int) -> Callable[[Action, float, float], float | None]:
    """A page that moves on after a random time, whatever the camera shows."""
    chance = Random(seed)
    return lambda _, start_s, end_s: start_s + chance.uniform(0.8, end_s - start_s)


def _track(watcher: Watcher, clip: Clip) -> FaceTrack:
    frames = (VideoFrame(image=image, time_s=number / clip.fps) for number, image in enumerate(clip.frames))
    return watcher.watch(frames, duration_s=clip.length_s).track


def main(parts: list[str]) -> None:
    """Measure the named parts, or all."""
    engine = RulesLiveness(SETTINGS)
    for name in parts or ["honest", "strangers", "prints", "speed"]:
        print(f"\n## {name}", flush=True)
        if name == "strangers":
            strangers(engine, engine.watcher)
        else:
            {"honest": honest, "prints": prints, "speed": speed}[name](engine)


main(sys.argv[1:])
