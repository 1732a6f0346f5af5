"""Remembers which process each visitor started, so that a result is only found through the visit that owns it."""

import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import Any

from openekyc.demo.choices import Flow

KEPT = 50  #: results hold recordings of a few MB, so a demo keeps the latest only


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One verification that was begun here; ``result`` is the API's answer once the process has ended."""

    key: str
    flow: Flow
    title: str
    token: str
    capture_url: str | None
    result: dict[str, Any] | None = None


class Visits:
    """The latest visits, in memory."""

    def __init__(self) -> None:
        self._visits: OrderedDict[str, Visit] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, visit: Visit) -> None:
        """Add or replace; the oldest falls out beyond `KEPT`."""
        with self._lock:
            self._visits[visit.key] = visit
            while len(self._visits) > KEPT:
                self._visits.popitem(last=False)

    def find(self, key: str) -> Visit | None:
        """The visit of that key, while it is remembered."""
        with self._lock:
            return self._visits.get(key)

    def finish(self, visit: Visit, result: dict[str, Any]) -> Visit:
        """The same visit with its result, which stands from now on."""
        done = replace(visit, result=result)
        self.keep(done)
        return done


def new_key() -> str:
    """An address that cannot be guessed."""
    return secrets.token_urlsafe(16)
