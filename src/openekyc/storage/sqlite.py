"""The embedded database: one SQLite file that only its owner may read, one writer thread, many readers."""

import json
import os
import sqlite3
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError

from openekyc.domain.errors import StorageUnavailable
from openekyc.storage.folders import private_folder
from openekyc.storage.grouped_writer import GroupedWriter
from openekyc.storage.migrations.schema import bring_up_to_date

T = TypeVar("T")

FILE_NAME = "openekyc.sqlite3"
BUSY_TIMEOUT_S = 10.0  # another process (a command, a backup) may hold the file for a moment
_READERS = 16
_WAL_IS_SAFE = (3, 51, 3)  # before it, checkpoints at the same moment could damage the file
_UNAVAILABLE = {
    sqlite3.SQLITE_BUSY: "is held by another process",
    sqlite3.SQLITE_READONLY: "cannot be written",
    sqlite3.SQLITE_IOERR: "cannot be read or written",
    sqlite3.SQLITE_CORRUPT: "is damaged",
    sqlite3.SQLITE_FULL: "has no room left on its disk",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened",
    sqlite3.SQLITE_NOTADB: "is not a database",
}


class SqliteDatabase:
    """Fulfils `openekyc.storage.database.Database` with a file in ``<data>/records/``."""

    def __init__(self, data: Path) -> None:
        self._folder = data / "records"
        self._path = self._folder / FILE_NAME
        self._writing = _engine(self._path, begin="BEGIN IMMEDIATE", query_only=False, connections=1)
        self._reading = _engine(self._path, begin="BEGIN", query_only=True, connections=_READERS)
        self._writer = GroupedWriter(self._writing)

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._path

    def prepare(self) -> None:
        private_folder(self._folder)
        try:
            os.close(os.open(self._path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        except FileExistsError:
            self._path.chmod(0o600)
        except OSError as error:
            raise StorageUnavailable(f"The database in {self._folder} cannot be made: {error.strerror}.") from error
        # The write lock of the file is the lock of the migration: a second process waits, then finds it done.
        with _translated(), self._writing.begin() as connection:
            bring_up_to_date(connection)

    def write(self, work: Callable[[Connection], T]) -> T:
        with _translated():
            return self._writer.write(work)

    def read(self, work: Callable[[Connection], T]) -> T:
        with _translated(), self._reading.begin() as connection:
            return work(connection)

    def close(self) -> None:
        self._writer.close()
        self._writing.dispose()
        self._reading.dispose()


def journal_mode(version: tuple[int, int, int]) -> str:
    """WAL where this SQLite's WAL is sound, else the rollback journal."""
    return "WAL" if version >= _WAL_IS_SAFE else "TRUNCATE"


def _engine(path: Path, *, begin: str, query_only: bool, connections: int) -> Engine:
    engine = create_engine(
        "sqlite://",
        creator=partial(_connect, path, query_only=query_only),
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=0,
        hide_parameters=True,  # an error's message would show the row: fields of cards, sealed keys
        json_serializer=partial(json.dumps, allow_nan=False, ensure_ascii=False, separators=(",", ":")),
    )
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def _connect(path: Path, *, query_only: bool) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw",  # never made by accident, with whatever permissions
        uri=True,
        timeout=BUSY_TIMEOUT_S,
        isolation_level=None,  # transactions begin where SQLAlchemy says, not where the driver guesses
        check_same_thread=False,  # the pool hands a connection to one thread at a time
    )
    connection.execute(f"PRAGMA journal_mode={journal_mode(sqlite3.sqlite_version_info)}")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute(f"PRAGMA query_only={int(query_only)}")
    return connection


@contextmanager
def _translated() -> Generator[None]:
    """What the disk or another process did becomes `StorageUnavailable`; our own mistakes stay what they are."""
    try:
        yield
    except DBAPIError as error:
        reason = _UNAVAILABLE.get(_primary_code(error.orig))
        if reason is None:
            raise
        raise StorageUnavailable(f"The database {reason}.") from error
    except sqlite3.Error as error:  # raised while connecting, before SQLAlchemy wraps errors
        reason = _UNAVAILABLE.get(_primary_code(error), "cannot be used")
        raise StorageUnavailable(f"The database {reason}.") from error


def _primary_code(error: Any) -> int:
    """SQLite's primary result code; -1 for an error that is not SQLite's."""
    return getattr(error, "sqlite_errorcode", -1) & 0xFF
