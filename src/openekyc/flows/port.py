"""What the business offers to the doors: three flows, each started by a server and read by a server."""

from typing import Protocol

from openekyc.flows.orders import (
    CardCheckOrder,
    CardCheckResult,
    SelfieOrder,
    SelfieResult,
    Ticket,
    WebOrder,
    WebResult,
)


class WebVerifications(Protocol):
    """The web flow."""

    def apply(self, account: str, order: WebOrder, photo: bytes | None) -> Ticket:
        """Start one; ``photo`` is compared with when the steps are PHOTO_AND_FACE.

        Raises `MediaTooLarge`, `MediaEmpty`, `MediaUndecodable` for the photo, `DocumentKindUnavailable` for the card,
        `ContradictingOrder`, and the account errors (`ServiceNotActivated` ...).
        """
        ...

    def result(self, account: str, token: str) -> WebResult:
        """Read one; raises `TokenIllegal`, `TokenExpired`."""
        ...


class SelfieVerifications(Protocol):
    """The selfie flow."""

    def apply(self, account: str, order: SelfieOrder, photo: bytes | None) -> Ticket:
        """Start one; raises as the web flow does."""
        ...

    def result(self, account: str, token: str) -> SelfieResult:
        """Read one; raises `TokenIllegal`, `TokenExpired`."""
        ...


class CardVerifications(Protocol):
    """The card flow."""

    def apply(self, account: str, order: CardCheckOrder) -> Ticket:
        """Start one; URLs are fetched before the answer.

        Raises `DocumentKindUnavailable`, `DocumentSideMissing`, `MediaTooLarge`, `MediaEmpty`, `MediaUndecodable`,
        `DownloadFailed` and the account errors.
        """
        ...

    def result(self, account: str, token: str) -> CardCheckResult:
        """Read one; raises `TokenIllegal`, `TokenExpired`."""
        ...


class Flows(Protocol):
    """All of the business, as the actions see it."""

    @property
    def web(self) -> WebVerifications: ...
    @property
    def selfie(self) -> SelfieVerifications: ...
    @property
    def card(self) -> CardVerifications: ...
