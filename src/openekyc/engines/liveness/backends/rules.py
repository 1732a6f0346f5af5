"""The default liveness engine: named rules over a followed face, no learned score.

Levels silent and action. Every signal is stored with the attempt; what could not be told is never a pass.
"""

from dataclasses import dataclass, replace

import numpy as np

from openekyc.domain.causes import Cause
from openekyc.domain.challenge import Challenge, ClientLog, ServerTimes
from openekyc.domain.errors import MediaEmpty, MediaTooLarge, MediaUndecodable
from openekyc.domain.findings import Signal, Verdict
from openekyc.engines.faces.finder import FaceFinder
from openekyc.engines.faces.iris import Irises
from openekyc.engines.liveness.best_frames import choose_frames, choose_witnesses, within
from openekyc.engines.liveness.checks import Check, at_least
from openekyc.engines.liveness.fusion import fuse
from openekyc.engines.liveness.judging import Evidence, judge, task_span
from openekyc.engines.liveness.port import Assessment, FaceFrame, VideoFacts
from openekyc.engines.liveness.signals.tracking import unbroken_lead_in
from openekyc.engines.liveness.watching import Watched, Watcher
from openekyc.engines.weights.catalogue import FACEMESH, IRIS
from openekyc.engines.weights.session import open_model
from openekyc.media.videos import Video, VideoHeader, VideoLimits
from openekyc.settings import Settings

_LEAST_DECODED = 0.9
MODEL = f"rules/1+{FACEMESH.key}+{IRIS.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """What was asked, and the page's and the server's account of it."""

    challenge: Challenge
    log: ClientLog
    server_times: ServerTimes | None


class RulesLiveness:
    """Fulfils `port.Liveness`."""

    model = MODEL

    def __init__(self, settings: Settings) -> None:
        """Opens the models; raises `weights.folder.ModelUnusable`."""
        self._settings = settings
        self.watcher = Watcher(FaceFinder(settings), Irises(open_model(settings, IRIS.key)), settings.liveness)
        self._limits = VideoLimits(
            size=settings.recording_bytes,
            duration_s=settings.liveness.longest_s,
            frames=settings.liveness.most_frames,
            pixels=settings.liveness.most_pixels,
        )

    def assess(
        self,
        recording: bytes,
        *,
        challenge: Challenge,
        client_log: ClientLog,
        server_times: ServerTimes | None = None,
    ) -> Assessment:
        """Judge one recording; see `port.Liveness.assess`."""
        try:
            video = Video(recording, self._limits)
        except MediaEmpty as refusal:
            return _refused(Cause.VIDEO_MISSING, refusal, None)
        except (MediaTooLarge, MediaUndecodable) as refusal:
            return _refused(Cause.VIDEO_UNREADABLE, refusal, None)
        try:
            watched = self.watcher.watch(video.frames(), duration_s=video.header.duration_s)
        except (MediaTooLarge, MediaUndecodable) as refusal:
            return _refused(Cause.VIDEO_UNREADABLE, refusal, _facts(video.header, 0))
        task = _Task(challenge=challenge, log=client_log, server_times=server_times)
        return self._judged(video.header, watched, task)

    def _judged(self, header: VideoHeader, watched: Watched, task: _Task) -> Assessment:
        """Only who was there during the task is a picture of the person: others could be shown before and after it."""
        times_s, limits = np.array(header.times_s), self._settings.liveness
        span = task_span(times_s, task.challenge, task.log, self._settings)
        followed = within(watched.candidates, unbroken_lead_in(watched.track, span, limits))
        best = choose_frames(followed, limits)
        evidence = Evidence(times_s=times_s, track=watched.track, pairs=watched.pairs, best_frames=best)
        checks = [
            _complete(header, watched),
            *judge(evidence, task.challenge, task.log, self._settings, task.server_times),
        ]
        assessment = _assessment(checks, best, _facts(header, watched.frames))
        return replace(assessment, witnesses=choose_witnesses(watched.candidates, span))


def rules(settings: Settings) -> RulesLiveness:
    """The entry point ``rules`` of ``openekyc.liveness``."""
    return RulesLiveness(settings)


def _complete(header: VideoHeader, watched: Watched) -> Check:
    """Nearly every frame that the container lists could be decoded; some encoders list frames that are never shown."""
    share = watched.frames / len(header.times_s)
    signal = Signal(
        name="complete",
        verdict=at_least(share, _LEAST_DECODED),
        value=share,
        threshold=_LEAST_DECODED,
        unit="of the frames listed",
    )
    return Check(signal=signal, cause=Cause.VIDEO_UNREADABLE)


def _refused(cause: Cause, refusal: Exception, facts: VideoFacts | None) -> Assessment:
    signal = Signal(name="container", verdict=Verdict.FAIL, detail=str(refusal))
    return _assessment([Check(signal=signal, cause=cause)], (), facts)


def _assessment(checks: list[Check], best: tuple[FaceFrame, ...], facts: VideoFacts | None) -> Assessment:
    fused = fuse(checks)
    return Assessment(
        decision=fused.decision,
        cause=fused.cause,
        tags=fused.tags,
        signals=tuple(check.signal for check in checks),
        best_frames=best,
        video=facts,
        model=MODEL,
    )


def _facts(header: VideoHeader, frames: int) -> VideoFacts:
    return VideoFacts(
        container=header.container,
        codec=header.codec,
        width=header.width,
        height=header.height,
        duration_s=header.duration_s,
        frames=frames,
    )
