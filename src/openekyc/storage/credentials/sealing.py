"""The master key and what is sealed under it, so that a stolen database cannot sign a call.

AES-256-GCM; each sealed text is bound to its SecretId and purpose, so that rows cannot be exchanged.
"""

import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from openekyc.domain.errors import StorageUnavailable
from openekyc.storage.folders import private_folder

FILE_NAME = "master.key"
_KEY_BYTES = 32
_NONCE_BYTES = 12
_FORMAT = b"\x01"  # so that another way of sealing can be told apart later


class MasterKeyUnusable(StorageUnavailable):
    """The master key file is missing, damaged, open to others, or not the one that sealed the database."""


class Seal:
    """Seals and opens short texts under the key in ``path``; the file is read when first needed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._cipher: AESGCM | None = None

    def close_text(self, text: str, *, bound_to: str) -> bytes:
        """Seal a text; makes the master key when there is none yet."""
        if not self._path.exists():
            _make(self._path)
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return _FORMAT + nonce + self._opened().encrypt(nonce, text.encode(), bound_to.encode())

    def open_text(self, sealed: bytes, *, bound_to: str) -> str:
        """The text; raises `MasterKeyUnusable` when this key, row or purpose is not the one it was sealed for."""
        head = len(_FORMAT) + _NONCE_BYTES
        nonce, content = sealed[len(_FORMAT) : head], sealed[head:]
        try:
            return self._opened().decrypt(nonce, content, bound_to.encode()).decode()
        except InvalidTag:
            raise MasterKeyUnusable(
                f"{self._path} is not the key that sealed the API keys of this database. Restore the file that "
                "belongs to it, or make new API keys."
            ) from None

    def _opened(self) -> AESGCM:
        if self._cipher is None:
            self._cipher = AESGCM(_read(self._path))
        return self._cipher


def _make(path: Path) -> None:
    """Write a fresh key for its owner only; when somebody else is faster, theirs stays."""
    private_folder(path.parent)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(_KEY_BYTES) + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
        _fsync_folder(path.parent)
    except FileExistsError:
        pass
    except OSError as error:
        raise StorageUnavailable(f"The master key {path} cannot be made: {error.strerror}.") from error
    finally:
        draft.unlink(missing_ok=True)


def _fsync_folder(folder: Path) -> None:
    """So that the file's name outlives a loss of power as surely as the keys sealed under it do."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _read(path: Path) -> bytes:
    try:
        mode = path.stat().st_mode
        key = bytes.fromhex(path.read_text().strip())
    except FileNotFoundError:
        raise MasterKeyUnusable(f"The master key {path} is missing. Restore it, or make new API keys.") from None
    except OSError as error:
        raise MasterKeyUnusable(f"The master key {path} cannot be read: {error.strerror}.") from error
    except ValueError:
        raise MasterKeyUnusable(f"The master key {path} is damaged. Restore it, or make new API keys.") from None
    if mode & 0o077:
        raise MasterKeyUnusable(f"The master key {path} is open to other users. Run: chmod 600 {path}")
    if len(key) != _KEY_BYTES:
        raise MasterKeyUnusable(f"The master key {path} is damaged. Restore it, or make new API keys.")
    return key
