"""What was read off every frame of a recording: one face followed through it, as series over time."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from openekyc.engines.liveness.movements import Series

_NOTHING = float("nan")


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameReading:
    """One frame. Everything but the time is NaN where there is no face, or where it was not looked at in this frame.

    Angles in degrees; centre and ``eye_distance`` in pixels; ``luma`` 0..255 is the mean of the face; eyes are lid gap
    per eye width, ``mouth`` inner lip gap per lip width; ``across`` and ``down`` are the movement of the face's points
    since the last reading that has them, in eye distances; ``second_face`` is the size of the largest other face
    relative to this one, 0 when there is none.
    """

    time_s: float
    x: float = _NOTHING
    y: float = _NOTHING
    yaw: float = _NOTHING
    pitch: float = _NOTHING
    eye_distance: float = _NOTHING
    luma: float = _NOTHING
    left_eye: float = _NOTHING
    right_eye: float = _NOTHING
    mouth: float = _NOTHING
    across: float = _NOTHING
    down: float = _NOTHING
    second_face: float = _NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceTrack:
    """The readings as one series per quantity, all of the same length, in order of time."""

    times_s: Series
    x: Series
    y: Series
    yaw: Series
    pitch: Series
    eye_distance: Series
    luma: Series
    left_eye: Series
    right_eye: Series
    mouth: Series
    across: Series
    down: Series
    second_face: Series

    @classmethod
    def of(cls, readings: Sequence[FrameReading]) -> "FaceTrack":
        """The series of readings in order of time."""

        def series(name: str) -> Series:
            return np.array([getattr(reading, name) for reading in readings], dtype=np.float64)

        return cls(
            times_s=series("time_s"),
            x=series("x"),
            y=series("y"),
            yaw=series("yaw"),
            pitch=series("pitch"),
            eye_distance=series("eye_distance"),
            luma=series("luma"),
            left_eye=series("left_eye"),
            right_eye=series("right_eye"),
            mouth=series("mouth"),
            across=series("across"),
            down=series("down"),
            second_face=series("second_face"),
        )

    @property
    def present(self) -> NDArray[np.bool_]:
        """Where there is a face."""
        return np.isfinite(self.eye_distance)

    def within(self, span: "Span") -> NDArray[np.bool_]:
        """Which readings lie in a span."""
        return (self.times_s >= span.start_s) & (self.times_s <= span.end_s)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of the recording, seconds."""

    start_s: float
    end_s: float
