"""Rates in the memory of one process: the embedded default."""

import threading
import time
from collections import deque
from collections.abc import Callable

from openekyc.settings import Settings

_WINDOW_S = 1.0
_SWEEP_AFTER = 10_000  # keys; beyond it those without a call in the window are forgotten


def memory_rates(settings: Settings) -> "MemoryRates":
    """Fresh rates; what was counted before a restart is forgotten, which errs for the caller by one second."""
    del settings
    return MemoryRates()


class MemoryRates:
    """Fulfils `Rates` exactly: the moments of the allowed calls of the last second, per key."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        """``monotonic`` tells seconds that never run backwards."""
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._allowed: dict[str, deque[float]] = {}

    def allow(self, key: str, *, per_second: int) -> bool:
        with self._lock:
            now = self._monotonic()
            moments = self._allowed.setdefault(key, deque())
            while moments and now - moments[0] >= _WINDOW_S:
                moments.popleft()
            if len(moments) >= per_second:
                return False
            moments.append(now)
            if len(self._allowed) > _SWEEP_AFTER:
                self._forget_idle(now)
            return True

    def _forget_idle(self, now: float) -> None:
        self._allowed = {key: moments for key, moments in self._allowed.items() if now - moments[-1] < _WINDOW_S}
