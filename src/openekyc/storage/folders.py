"""Folders that only the server's own user may enter."""

from pathlib import Path

from openekyc.domain.errors import StorageUnavailable


def private_folder(folder: Path) -> None:
    """Make the folder, parents too, closed to everybody else (0700); close it when it is there and open.

    Raises `StorageUnavailable` when that cannot be done; the message is for the operator and names the folder.
    """
    try:
        for parent in reversed(folder.parents):
            parent.mkdir(mode=0o700, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        folder.chmod(0o700)
    except OSError as error:
        raise StorageUnavailable(f"The folder {folder} cannot be made or closed: {error.strerror}.") from error
