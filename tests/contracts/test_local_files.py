"""What the embedded backends promise about their files: private, whole, up to date, and clear when the disk fails."""

import os
import resource
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from openekyc.domain.errors import StorageUnavailable
from openekyc.storage.blobs.backends.local import LocalBlobs
from openekyc.storage.blobs.port import BlobMissing
from openekyc.storage.folders import private_folder
from openekyc.storage.metadata import metadata
from openekyc.storage.migrations.schema import NEWEST, SchemaTooNew
from openekyc.storage.records import tables
from openekyc.storage.sqlite import SqliteDatabase


@pytest.fixture
def database(tmp_path: Path) -> Iterator[SqliteDatabase]:
    database = SqliteDatabase(tmp_path / "data")
    database.prepare()
    yield database
    database.close()


@contextmanager
def no_file_larger_than(limit: int) -> Iterator[None]:
    """As a full disk would, for this process alone; Python turns the signal into an error of the write."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def modes(folder: Path) -> dict[str, int]:
    return {str(path.relative_to(folder)): stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*")}


def add_account(database: SqliteDatabase, name: str) -> None:
    statement = text("INSERT INTO accounts (name, state, created_at) VALUES (:name, 'active', 0)")
    database.write(lambda connection: connection.execute(statement, {"name": name}))


def accounts(database: SqliteDatabase) -> list[str]:
    return database.read(lambda connection: [row[0] for row in connection.execute(text("SELECT name FROM accounts"))])


def test_only_the_owner_can_read_the_database_even_with_an_open_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        database = SqliteDatabase(tmp_path / "data")
        database.prepare()
        add_account(database, "acme")
        found = modes(tmp_path)
    finally:
        os.umask(before)
    database.close()
    assert found.pop("data") == found.pop("data/records") == 0o700
    assert set(found) >= {"data/records/openekyc.sqlite3"}
    assert set(found.values()) == {0o600}


def test_a_database_that_others_could_read_is_closed_to_them_at_the_next_start(database: SqliteDatabase) -> None:
    database.path.chmod(0o644)
    database.prepare()
    assert stat.S_IMODE(database.path.stat().st_mode) == 0o600


def test_a_folder_that_was_there_keeps_its_mode_and_one_that_others_may_enter_is_warned_of(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    theirs = tmp_path / "home"
    theirs.mkdir()
    theirs.chmod(0o755)
    private_folder(theirs)
    assert stat.S_IMODE(theirs.stat().st_mode) == 0o755
    assert [record.getMessage() for record in caplog.records] == [
        f"Other users of this machine may enter {theirs}. Unless that is meant: chmod 700 {theirs}"
    ]
    private_folder(theirs / "made" / "here")
    private_folder(theirs / "made" / "here")
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in theirs.rglob("*")} == {0o700}
    assert len(caplog.records) == 1


def test_the_migrated_tables_are_the_declared_tables(database: SqliteDatabase) -> None:
    assert tables.metadata is metadata
    differences = database.read(lambda connection: compare_metadata(MigrationContext.configure(connection), metadata))
    assert differences == []


def test_preparing_again_keeps_everything(database: SqliteDatabase) -> None:
    add_account(database, "acme")
    database.prepare()
    assert accounts(database) == ["acme"]


def test_two_processes_may_prepare_at_the_same_moment(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib; from openekyc.storage.sqlite import SqliteDatabase;"
        "SqliteDatabase(pathlib.Path(sys.argv[1])).prepare()"
    )
    started = [subprocess.Popen([sys.executable, "-c", program, str(tmp_path / "data")]) for _ in range(3)]
    assert [process.wait(60) for process in started] == [0, 0, 0]


def test_tables_of_a_newer_version_are_refused_untouched_with_advice(database: SqliteDatabase) -> None:
    database.write(lambda connection: connection.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    with pytest.raises(SchemaTooNew, match=f"newer version of OpenEKYC.*9999.*{NEWEST}.*backup"):
        database.prepare()
    assert database.read(lambda c: c.execute(text("SELECT version_num FROM alembic_version")).scalar()) == "9999"


def test_without_preparation_no_file_appears(tmp_path: Path) -> None:
    database = SqliteDatabase(tmp_path)
    with pytest.raises(StorageUnavailable, match="cannot be opened"):
        add_account(database, "acme")
    with pytest.raises(StorageUnavailable, match="cannot be opened"):
        accounts(database)
    database.close()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_named_to_the_operator(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageUnavailable, match=r"file/data/records cannot be made.*(Not a directory|File exists)"):
        SqliteDatabase(tmp_path / "file" / "data").prepare()


def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "openekyc.sqlite3").write_bytes(b"not a database at all" * 100)
    with pytest.raises(StorageUnavailable, match="is not a database"):
        SqliteDatabase(tmp_path).prepare()


def test_a_write_waits_for_another_process_and_then_succeeds(database: SqliteDatabase) -> None:
    other = sqlite3.connect(database.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    other.execute("INSERT INTO accounts (name, state, created_at) VALUES ('theirs', 'active', 0)")
    signal.signal(signal.SIGALRM, lambda *_: other.execute("COMMIT"))
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    add_account(database, "ours")
    assert sorted(accounts(database)) == ["ours", "theirs"]
    other.close()


def test_a_full_disk_is_said_nothing_is_acknowledged_and_room_again_is_enough(database: SqliteDatabase) -> None:
    add_account(database, "before")
    kept = accounts(database)
    with no_file_larger_than(database.path.stat().st_size), pytest.raises(StorageUnavailable):
        database.write(
            lambda connection: connection.execute(
                text("INSERT INTO accounts (name, state, created_at) VALUES (:name, 'active', 0)"),
                [{"name": f"together {number}" + "x" * 100} for number in range(2000)],
            )
        )
    assert accounts(database) == kept
    add_account(database, "after")
    assert accounts(database) == sorted([*kept, "after"])


def test_on_a_full_disk_each_of_many_writers_is_told_truly_whether_its_row_was_kept(database: SqliteDatabase) -> None:
    def add(number: int) -> str | None:
        name = f"{number:04}" + "x" * 2000
        try:
            add_account(database, name)
        except StorageUnavailable:
            return None
        return name

    with no_file_larger_than(database.path.stat().st_size + 200_000), ThreadPoolExecutor(16) as threads:
        answers = list(threads.map(add, range(300)))
    acknowledged = sorted(name for name in answers if name is not None)
    assert 0 < len(acknowledged) < 300
    assert sorted(accounts(database)) == acknowledged


def test_a_kill_in_mid_write_leaves_what_was_acknowledged_and_nothing_half(tmp_path: Path) -> None:
    program = """
import sys, pathlib
from sqlalchemy import text
from openekyc.storage.sqlite import SqliteDatabase
database = SqliteDatabase(pathlib.Path(sys.argv[1])); database.prepare()
add = text("INSERT INTO accounts (name, state, created_at) VALUES (:name, 'active', 0)")
for number in range(1_000_000):
    pair = [{"name": f"{number} first"}, {"name": f"{number} second"}]
    database.write(lambda connection: connection.execute(add, pair))
    print(number, flush=True)
"""
    command = [sys.executable, "-c", program, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if int(line) >= 50:
                break
        process.kill()
        acknowledged = 51 + len(process.stdout.read().split())
    database = SqliteDatabase(tmp_path)
    database.prepare()
    kept = len(accounts(database))
    database.close()
    assert kept % 2 == 0
    assert acknowledged <= kept // 2 <= acknowledged + 1


def test_blob_files_are_private_even_with_an_open_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        blobs = LocalBlobs(tmp_path / "data" / "blobs")
        blobs.put("ab/cd/video", b"x")
        found = modes(tmp_path)
    finally:
        os.umask(before)
    assert found.pop("data/blobs/ab/cd/video") == 0o600
    assert set(found.values()) == {0o700}


def test_a_blob_that_the_disk_cannot_hold_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    blobs = LocalBlobs(tmp_path)
    blobs.prepare()
    with no_file_larger_than(100_000), pytest.raises(StorageUnavailable, match="File too large"):
        blobs.put("ab/video", bytes(200_000))
    with pytest.raises(BlobMissing):
        blobs.get("ab/video")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_half_written_blobs_of_an_earlier_run_are_cleared_away_but_not_those_being_written(tmp_path: Path) -> None:
    class LaterClock:
        def now(self) -> datetime:
            return datetime.now(UTC) + timedelta(minutes=61)

    (tmp_path / ".incoming").mkdir()
    for name, age_s in (("old", 120), ("new", 0)):
        (tmp_path / ".incoming" / name).write_bytes(b"half")
        os.utime(tmp_path / ".incoming" / name, (time.time() - age_s, time.time() + 120 - age_s))
    LocalBlobs(tmp_path, LaterClock()).prepare()
    assert [path.name for path in (tmp_path / ".incoming").iterdir()] == ["new"]


def test_a_blob_folder_that_cannot_be_written_is_noticed_by_the_probe(tmp_path: Path) -> None:
    blobs = LocalBlobs(tmp_path / "blobs")
    blobs.prepare()
    (tmp_path / "blobs").rename(tmp_path / "elsewhere")
    (tmp_path / "blobs").write_text("in the way")
    with pytest.raises(StorageUnavailable, match="No file can be kept"):
        blobs.probe()
