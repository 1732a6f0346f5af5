"""Folders that only the server's own user may enter."""

import logging
from pathlib import Path

from openekyc.domain.errors import StorageUnavailable

_log = logging.getLogger(__name__)  # on standard error also in commands that set up no logs
_OF_OTHERS = 0o077


def private_folder(folder: Path) -> None:
    """Make the folder, parents too, closed to everybody else (0700). One that is there stays as it is: it may be
    somebody's home; the log says when others may enter it.

    Raises `StorageUnavailable` when that cannot be done; the message is for the operator and names the folder.
    """
    try:
        made = [_made(level) for level in (*reversed(folder.parents), folder)][-1]
        if not made and folder.stat().st_mode & _OF_OTHERS:
            _log.warning("Other users of this machine may enter %s. Unless that is meant: chmod 700 %s", folder, folder)
    except OSError as error:
        raise StorageUnavailable(f"The folder {folder} cannot be made: {error.strerror}.") from error


def _made(folder: Path) -> bool:
    """Whether it was not there before."""
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        if not folder.is_dir():
            raise
        return False
    except OSError:
        if folder.is_dir():  # a parent such as `/`, which nobody may write
            return False
        raise
    return True
