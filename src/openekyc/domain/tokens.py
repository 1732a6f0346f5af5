"""Process tokens: 128 random bits in upper-case UUID form, never parsed, only looked up."""

import re
import secrets
import uuid

_SHAPE = re.compile(r"[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}")


def issue_token() -> str:
    """A fresh token, for example ``81EEF678-28EE-4759-A82E-6CBBBE6BC442``; all 128 bits are random."""
    return str(uuid.UUID(bytes=secrets.token_bytes(16))).upper()


def has_token_shape(text: str) -> bool:
    """Whether the text could be a token at all, so that nonsense never reaches a database."""
    return _SHAPE.fullmatch(text) is not None
