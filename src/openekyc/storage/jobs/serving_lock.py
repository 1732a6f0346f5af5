"""Only one server may work on a data folder: a lock on a file, which the kernel opens when the server dies."""

import fcntl
import os
from pathlib import Path

from openekyc.domain.errors import CannotStart, StorageUnavailable
from openekyc.storage.folders import private_folder


class DataFolderInUse(CannotStart):
    """Another server works on this data folder."""


class ServingLock:
    """The lock of one data folder."""

    def __init__(self, data: Path) -> None:
        self._path = data / "serving.lock"
        self._descriptor: int | None = None

    def take(self) -> None:
        """Make the folder if need be; raises `DataFolderInUse` at once when another server has the lock."""
        if self._descriptor is not None:
            return
        private_folder(self._path.parent)
        try:
            descriptor = os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600)
        except OSError as error:
            raise StorageUnavailable(f"The lock {self._path} cannot be made: {error.strerror}.") from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(descriptor)
            raise DataFolderInUse(
                f"Another server works on {self._path.parent}. Stop it first, or give this one a folder of its own."
            ) from error
        self._descriptor = descriptor

    def release(self) -> None:
        """Let the next server have it; releasing what was not taken is fine."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
