"""Time as an argument: production reads the system's clock, tests turn their own."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the present moment; everything that depends on time takes one of these."""

    def now(self) -> datetime:
        """The present moment, time-zone aware, in UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The present moment in UTC."""
        return datetime.now(UTC)
