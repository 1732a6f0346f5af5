"""Looking into a stranger's picture before a process is made of it, in a process that has neither keys nor models."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Protocol

from openekyc.domain.errors import MediaUndecodable, ServiceOverloaded
from openekyc.domain.work import PoolStopped, ProcessDied, ProcessTimedOut
from openekyc.flows.analyses.card_analysis import check_picture


class Decoders(Protocol):
    """Processes that decode."""

    def submit(self, function: Callable[[Any], Any], payload: Any) -> "Future[Any]":
        """Run ``function(payload)`` in one of them."""
        ...


def checked_by(decoders: Decoders) -> Callable[[bytes], None]:
    """A check that raises `MediaEmpty`, `MediaTooLarge` or `MediaUndecodable`, also when decoding kills its process."""

    def check(picture: bytes) -> None:
        try:
            decoders.submit(check_picture, picture).result()
        except (ProcessDied, ProcessTimedOut) as lost:
            raise MediaUndecodable("The picture cannot be decoded. Save it again as JPEG or PNG.") from lost
        except PoolStopped as stopped:
            raise ServiceOverloaded("The server is being stopped. Try again in a few seconds.") from stopped

    return check
