"""Finding the verification behind a token without telling anybody which tokens exist."""

from collections.abc import Sequence
from datetime import datetime

from openekyc.domain.errors import TokenExpired, TokenIllegal
from openekyc.domain.tokens import has_token_shape
from openekyc.storage.records.port import Flow, Transaction, Verification


def owned(transaction: Transaction, token: str, *, account: str, flow: Flow, now: datetime) -> Verification:
    """The account's own verification.

    Raises `TokenIllegal` for malformed, unknown and foreign tokens alike, `TokenExpired` when its lifetime is over.
    """
    verification = transaction.verification(token) if has_token_shape(token) else None
    if verification is None or verification.account != account or verification.flow is not flow:
        raise TokenIllegal("This token was not issued to this account. Check that it is complete and of this flow.")
    if now > verification.readable_until:
        raise TokenExpired("The lifetime of this result is over. Start a new verification.")
    return verification


def carried(transaction: Transaction, token: str, *, flows: Sequence[Flow], now: datetime) -> Verification:
    """The verification of the person who carries the token (page or app); raises `TokenIllegal`."""
    verification = transaction.verification(token) if has_token_shape(token) else None
    if verification is None or verification.flow not in flows or now > verification.readable_until:
        raise TokenIllegal("This link is not valid. Ask the site that sent you here for a new one.")
    return verification
