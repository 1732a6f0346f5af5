"""What every table-keeping backend stands on: one database, written in durable transactions, read in snapshots."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from sqlalchemy import Connection

from openekyc.settings import Settings
from openekyc.storage.sqlite import SqliteDatabase

T = TypeVar("T")


class Database(Protocol):
    """Takes functions of a SQLAlchemy connection. They may be called again after a conflict, so they must have no
    other effect. Raises `StorageUnavailable` when the database cannot be reached, written or is full.
    """

    def prepare(self) -> None:
        """Make what is missing and bring the tables up to date.

        Raises `SchemaTooNew` when a newer version wrote them. Call it once per start; calling it again is cheap.
        """
        ...

    def write(self, work: Callable[[Connection], T]) -> T:
        """Run the work in one transaction; returns its value after the commit is durable."""
        ...

    def read(self, work: Callable[[Connection], T]) -> T:
        """Run the work on one consistent snapshot that cannot be written."""
        ...

    def close(self) -> None:
        """Finish what was given, then let go of the files."""
        ...


def open_database(settings: Settings) -> Database:
    """The database that the settings name; nothing is opened before it is first used."""
    return SqliteDatabase(settings.data_dir)
