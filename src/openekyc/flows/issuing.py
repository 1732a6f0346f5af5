"""Starting any process: is the account allowed, is there room, then one transaction that makes the token real."""

import hashlib
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from openekyc.domain.clock import Clock
from openekyc.domain.errors import (
    AccountInArrears,
    DomainError,
    QuotaUsedUp,
    ServiceActivating,
    ServiceActivationFailed,
    ServiceNotActivated,
)
from openekyc.settings import Settings
from openekyc.storage.blobs.port import Blobs
from openekyc.storage.records.port import Flow, Json, Records, Transaction, Verification, VerificationState

PictureCheck = Callable[[bytes], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What every flow needs of the rooms below.

    ``check_picture`` decodes a picture in a process that has no keys in its memory or environment, and raises
    `MediaTooLarge`, `MediaEmpty`, `MediaUndecodable` or `ServiceOverloaded`; ``admit`` raises `ServiceOverloaded` when
    too much work waits.
    """

    records: Records
    blobs: Blobs
    clock: Clock
    settings: Settings
    check_picture: PictureCheck
    admit: Callable[[], None]


def issue(
    house: House,
    *,
    token: str,
    account: str,
    flow: Flow,
    action: str,
    order: Json,
    lifetime_s: int,
    reference: bytes | None = None,
    also: Callable[[Transaction], None] = lambda _transaction: None,
) -> Verification:
    """Make the fresh token real for the account, with the order behind it; ``also`` joins the same transaction.

    Raises `ServiceNotActivated`, `ServiceActivating`, `AccountInArrears`, `QuotaUsedUp`.
    """
    now = house.clock.now()
    with keeping(house.blobs, token) as kept:
        verification = Verification(
            token=token,
            account=account,
            flow=flow,
            state=VerificationState.ISSUED,
            order=order,
            created_at=now,
            run_until=now + timedelta(seconds=house.settings.run_lifetime_s),
            readable_until=now + timedelta(seconds=lifetime_s),
            reference_blob=kept("reference", reference) if reference is not None else None,
        )

        def work(transaction: Transaction) -> None:
            require_active(transaction, account)
            if not transaction.use_quota(account, action):
                raise QuotaUsedUp(f"The quota of account {account} for {action} is used up. Ask the operator for more.")
            transaction.add_verification(verification)
            also(transaction)

        house.records.write(work)
    return verification


def require_service(house: House, account: str) -> None:
    """Raise as `require_active`, before anything costly is done for the account."""
    house.records.read(lambda transaction: require_active(transaction, account))


def require_active(transaction: Transaction, account: str) -> None:
    """Raise the account's own reason when the service is not on for it."""
    state = transaction.account_state(account)
    if state == "activating":
        raise ServiceActivating("The service is being switched on for this account. Try again in a few minutes.")
    if state == "activate-error":
        raise ServiceActivationFailed("Switching the service on for this account failed. Ask the operator.")
    if state == "arrears":
        raise AccountInArrears("The account owes money. Settle it, then try again.")
    if state != "active":
        raise ServiceNotActivated("The service is not on for this account. Ask the operator to switch it on.")


def folder_of(token: str) -> str:
    """Where the files of a process lie; made of a digest, because keys reach logs and tokens must not."""
    digest = hashlib.sha256(token.encode()).hexdigest()
    return f"{digest[:2]}/{digest[2:34]}"


def keep(blobs: Blobs, token: str, name: str, content: bytes) -> str:
    """Store one file of a process durably and return its key; the same content gives the same key."""
    digest = hashlib.sha256(content).hexdigest()[:32]
    key = f"{folder_of(token)}/{name}-{digest}"
    blobs.put(key, content)
    return key


@contextmanager
def keeping(blobs: Blobs, token: str) -> Generator[Callable[[str, bytes], str]]:
    """For the block, `keep` with a name and a content; when the block is refused, what it kept is deleted again.

    The names must be ones that no row has, or a refused repetition would delete what was kept before.
    """
    kept: list[str] = []

    def keep_for_now(name: str, content: bytes) -> str:
        kept.append(keep(blobs, token, name, content))
        return kept[-1]

    try:
        yield keep_for_now
    except DomainError:
        for key in kept:
            blobs.delete(key)
        raise
