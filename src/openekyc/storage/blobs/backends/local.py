"""Blobs as files in the data folder: each appears whole and durable under its key, or not at all."""

import os
import re
import secrets
from datetime import timedelta
from pathlib import Path

from openekyc.domain.clock import Clock, SystemClock
from openekyc.domain.errors import StorageUnavailable
from openekyc.settings import Settings
from openekyc.storage.blobs.port import BlobExists, BlobMissing
from openekyc.storage.folders import private_folder

_KEY = re.compile(r"[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)*")
_LONGEST_KEY = 255
_ABANDONED_AFTER = timedelta(hours=1)  # far longer than any single write takes


def local_blobs(settings: Settings) -> "LocalBlobs":
    """The blobs in ``<data>/blobs/``; the folder is made by `prepare`, or by the first write."""
    return LocalBlobs(settings.data_dir / "blobs")


class LocalBlobs:
    """Fulfils the blobs room's `Blobs`. Files are 0600 in folders that only the server's user may enter (0700)."""

    def __init__(self, folder: Path, clock: Clock | None = None) -> None:
        self._folder = folder
        self._incoming = folder / ".incoming"  # a name that no key can have
        self._clock = clock or SystemClock()

    def prepare(self) -> None:
        """Make the folders and remove what earlier writes left half done; raises `StorageUnavailable`."""
        private_folder(self._folder)
        private_folder(self._incoming)
        abandoned = (self._clock.now() - _ABANDONED_AFTER).timestamp()
        for leftover in self._incoming.iterdir():
            if leftover.stat().st_mtime < abandoned:
                leftover.unlink(missing_ok=True)

    def probe(self) -> None:
        beside = self._incoming / secrets.token_hex(16)
        try:
            self._make_folders(self._folder)
            os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            beside.unlink()
        except OSError as error:
            raise StorageUnavailable(f"No file can be kept: {error.strerror}.") from error

    def put(self, key: str, content: bytes) -> None:
        place = self._place(key)
        try:
            self._make_folders(place.parent)
            self._write_once(place, content)
        except OSError as error:
            raise StorageUnavailable(f"The file cannot be kept: {error.strerror}.") from error

    def get(self, key: str) -> bytes:
        try:
            return self._place(key).read_bytes()
        except FileNotFoundError:
            raise BlobMissing("There is no blob under that key.") from None  # its message would hold the key
        except OSError as error:
            raise StorageUnavailable(f"The file cannot be read: {error.strerror}.") from error

    def delete(self, key: str) -> None:
        place = self._place(key)
        try:
            place.unlink()
            _make_durable(place.parent)
        except FileNotFoundError:
            return
        except OSError as error:
            raise StorageUnavailable(f"The file cannot be removed: {error.strerror}.") from error

    def _place(self, key: str) -> Path:
        if len(key) > _LONGEST_KEY or not _KEY.fullmatch(key):
            raise ValueError("A blob's key is words of a-z, 0-9 and - joined by /, 255 characters at most.")
        return self._folder / key

    def _make_folders(self, folder: Path) -> None:
        """Each new folder is made durable in its parent, or a file in it could vanish with it."""
        missing = [level for level in (self._incoming, folder, *folder.parents) if not level.exists()]
        for level in sorted(missing, key=lambda level: len(level.parts)):
            level.mkdir(mode=0o700, exist_ok=True)
            _make_durable(level.parent)

    def _write_once(self, place: Path, content: bytes) -> None:
        """Write beside, then link: a link never replaces, and what it shows is already whole and durable."""
        beside = self._incoming / secrets.token_hex(16)
        try:
            with open(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:  # noqa: PTH123 - Path.open takes no descriptor, and only os.open sets the mode from the start
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            try:
                os.link(beside, place)
            except FileExistsError as error:
                if place.read_bytes() != content:
                    raise BlobExists("Another content is already kept under that key.") from error
            _make_durable(place.parent)
        finally:
            beside.unlink(missing_ok=True)


def _make_durable(folder: Path) -> None:
    """A new or removed name survives a power cut only after its folder is written out."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
