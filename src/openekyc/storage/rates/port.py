"""The rates room: how many calls an account may make in any one second."""

from typing import Protocol


class Rates(Protocol):
    """An exact moving window per key."""

    def allow(self, key: str, *, per_second: int) -> bool:
        """Count one call; False when ``per_second`` calls were already allowed in the last second."""
        ...
