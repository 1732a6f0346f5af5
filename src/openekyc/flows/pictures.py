"""Looking into a stranger's picture before a process is made of it, in another process.

That process has no keys in its memory or environment and no models. It runs as the same user as the server and is not
shut off from files or the network.
"""

from collections.abc import Callable
from concurrent.futures import Future
from threading import BoundedSemaphore
from typing import Any, Protocol

from openekyc.domain.errors import MediaUndecodable, ServiceOverloaded
from openekyc.domain.work import PoolStopped, ProcessDied, ProcessTimedOut
from openekyc.flows.analyses.card_analysis import check_picture


class Decoders(Protocol):
    """Processes that decode."""

    def submit(self, function: Callable[[Any], Any], payload: Any) -> "Future[Any]":
        """Run ``function(payload)`` in one of them."""
        ...


def checked_by(decoders: Decoders, *, at_once: int) -> Callable[[bytes], None]:
    """A check that raises `MediaEmpty`, `MediaTooLarge` or `MediaUndecodable`, also when decoding kills its process.

    It raises `ServiceOverloaded` at once while ``at_once`` pictures wait already, so that a few slow ones cannot take
    every thread of the server.
    """
    places = BoundedSemaphore(at_once)

    def check(picture: bytes) -> None:
        if not places.acquire(blocking=False):
            raise ServiceOverloaded("Too many pictures wait for their check. Try again in a few seconds.")
        try:
            _check(decoders, picture)
        finally:
            places.release()

    return check


def _check(decoders: Decoders, picture: bytes) -> None:
    try:
        decoders.submit(check_picture, picture).result()
    except (ProcessDied, ProcessTimedOut) as lost:
        raise MediaUndecodable("The picture cannot be decoded. Save it again as JPEG or PNG.") from lost
    except PoolStopped as stopped:
        raise ServiceOverloaded("The server is being stopped. Try again in a few seconds.") from stopped
