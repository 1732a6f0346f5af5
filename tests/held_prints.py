"""Attacks with a picture: a print, flat or bent, held, shaken or turned before a camera; seeded, never tuned.

The print is a real plane or cylinder seen through a pinhole camera, with sensor noise, before a wall that stands still.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from sessions import Clip

_WIDTH, _HEIGHT, _FPS = 640, 480, 15.0
_FOCAL = 1.2 * _WIDTH
_AWAY = 600.0  # millimetres
_NOISE = 2.5


@dataclass(frozen=True)
class Hold:
    """How the print is held: amplitudes of slow swaying, and of a turn of 1.6 s that is repeated every 3.2 s.

    ``bend`` is the half angle of the cylinder it lies on (radians), ``size`` its width against the camera's picture.
    """

    name: str
    sway_mm: float = 2.0
    sway_deg: float = 0.6
    sway_s: float = 0.7
    yaw_deg: float = 0.0
    pitch_deg: float = 0.0
    bend: float = 0.0
    size: float = 0.95


HOLDS = (
    Hold("on a stand", sway_mm=0, sway_deg=0),
    Hold("in the hand"),
    Hold("shaken a little", sway_mm=4, sway_deg=2, sway_s=0.12),
    Hold("moved about", sway_mm=12, sway_deg=4, sway_s=0.6),
    Hold("turned as in a shake", yaw_deg=35),
    Hold("turned as in a nod", pitch_deg=30),
    Hold("bent and turned", yaw_deg=35, bend=0.5),
    Hold("well bent and turned", yaw_deg=35, bend=0.9),
    Hold("large and turned", yaw_deg=30, size=1.6),
)


def hold_print(photo: np.ndarray, hold: Hold, *, seed: int = 0, length_s: float = 12.8) -> Clip:
    """The camera's pictures of the print."""
    chance = np.random.default_rng(seed)
    count = round(length_s * _FPS)
    wall = _wall(chance)
    sway = [_sway(chance, count, hold.sway_s) for _ in range(5)]
    frames: list[np.ndarray] = []
    for number in range(count):
        phase = (number / _FPS) % 3.2
        turn = np.sin(2 * np.pi * phase / 1.6) if phase < 1.6 else 0.0
        yaw = hold.yaw_deg * turn + hold.sway_deg * sway[0][number]
        pitch = hold.pitch_deg * turn + hold.sway_deg * sway[1][number]
        shift = hold.sway_mm * np.array([sway[2][number], sway[3][number], 2 * sway[4][number]])
        frames.append(_seen(photo, wall, yaw, pitch, shift, hold, chance))
    return Clip(frames=frames, fps=_FPS)


def _sway(chance: np.random.Generator, count: int, slow_s: float) -> np.ndarray:
    """Smooth random motion of standard deviation 1."""
    raw = cv2.GaussianBlur(chance.normal(0, 1, (1, count + 200)), (0, 0), max(slow_s * _FPS, 0.5))[0, 100:-100]
    return raw / raw.std()


def _wall(chance: np.random.Generator) -> np.ndarray:
    noise = chance.normal(0, 1, (_HEIGHT, _WIDTH, 3)).astype(np.float32)
    wall = sum(cv2.GaussianBlur(noise, (0, 0), sigma) * sigma for sigma in (2, 8, 30))
    return np.interp(wall, (wall.min(), wall.max()), (40, 210)).astype(np.uint8)


def _seen(photo, wall, yaw_deg, pitch_deg, shift, hold, chance) -> np.ndarray:
    half_width = hold.size * _WIDTH * _AWAY / _FOCAL / 2
    half_height = half_width * photo.shape[0] / photo.shape[1]
    x, y = np.meshgrid(np.arange(_WIDTH) - _WIDTH / 2, np.arange(_HEIGHT) - _HEIGHT / 2)
    rays = np.stack([x / _FOCAL, y / _FOCAL, np.ones_like(x)], axis=-1)
    turn = _turned(yaw_deg, pitch_deg)
    start = turn.T @ -(np.array([0.0, 0.0, _AWAY]) + shift)
    across, down, hit = _on_print(start, rays @ turn, hold.bend, half_width)
    to_x = (across / half_width + 1) / 2 * (photo.shape[1] - 1)
    to_y = (down / half_height + 1) / 2 * (photo.shape[0] - 1)
    picture = cv2.remap(photo, to_x.astype(np.float32), to_y.astype(np.float32), cv2.INTER_LINEAR)
    inside = hit & (np.abs(across) <= half_width) & (np.abs(down) <= half_height)
    noisy = np.where(inside[..., None], picture, wall) + chance.normal(0, _NOISE, wall.shape)
    return np.clip(noisy, 0, 255).astype(np.uint8)


def _turned(yaw_deg: float, pitch_deg: float) -> np.ndarray:
    a, b = np.radians([yaw_deg, pitch_deg])
    yaw = np.array([[np.cos(a), 0, np.sin(a)], [0, 1, 0], [-np.sin(a), 0, np.cos(a)]])
    pitch = np.array([[1, 0, 0], [0, np.cos(b), -np.sin(b)], [0, np.sin(b), np.cos(b)]])
    return pitch @ yaw


def _on_print(start: np.ndarray, rays: np.ndarray, bend: float, half_width: float):
    """Where rays meet the print, in its own millimetres: across (along the bend), down, and whether they do."""
    if bend == 0:
        away = -start[2] / rays[..., 2]
        return start[0] + away * rays[..., 0], start[1] + away * rays[..., 1], np.ones(rays.shape[:2], bool)
    radius = half_width / bend
    dx, dz, ox, oz = rays[..., 0], rays[..., 2], start[0], start[2] - radius
    a, b, c = dx**2 + dz**2, dx * ox + dz * oz, ox**2 + oz**2 - radius**2
    inside = b**2 - a * c
    away = (-b - np.sqrt(np.maximum(inside, 0))) / a
    across = radius * np.arcsin(np.clip((ox + away * dx) / radius, -1, 1))
    return across, start[1] + away * rays[..., 1], inside > 0
