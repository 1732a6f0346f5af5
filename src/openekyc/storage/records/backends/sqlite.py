"""Records in one SQLite file in the data folder: the embedded default."""

from openekyc.settings import Settings
from openekyc.storage.records.sql import SqlRecords
from openekyc.storage.sqlite import SqliteDatabase


def sqlite_records(settings: Settings) -> SqlRecords:
    """The records in ``<data>/records/``; nothing is opened before `prepare` or the first use."""
    return SqlRecords(SqliteDatabase(settings.data_dir))
