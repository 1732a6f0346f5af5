"""`openekyc serve` that cannot start: one sentence that says what to do, exit code 1, nothing half begun."""

import os
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from openekyc.storage.jobs.serving_lock import ServingLock
from openekyc.storage.sqlite import SqliteDatabase
from running_server import RunningServer, free_port


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture
def serve(data):
    def command(*words, **settings):
        clean = {name: value for name, value in os.environ.items() if not name.startswith("OPENEKYC_")}
        port = words or ("--port", str(free_port()))
        return subprocess.run(
            [sys.executable, "-m", "openekyc", "serve", "--data", str(data), *port],
            env={**clean, "OPENEKYC_WORKERS": "1", "OMP_NUM_THREADS": "1", **settings},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return command


def assert_refused(done, sentence):
    assert done.returncode == 1, done.stderr
    assert sentence in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


def test_a_folder_that_another_server_works_on_is_left_untouched(serve, data):
    lock = ServingLock(data)
    lock.take()
    done = serve()
    lock.release()
    assert_refused(done, f"Another server works on {data}. Stop it first")
    assert [entry.name for entry in data.iterdir()] == ["serving.lock"]


def test_models_that_are_missing_are_named_with_the_command_that_makes_them(serve, tmp_path):
    assert_refused(serve(OPENEKYC_MODELS=str(tmp_path / "none")), "Run: openekyc models build")


def test_a_backend_that_is_not_installed_is_named_with_those_that_are(serve):
    assert_refused(serve(OPENEKYC_RATES_BACKEND="abacus"), "There is no rates backend 'abacus'. Installed: memory.")


def test_tables_of_a_newer_version_are_said_to_be_so(serve, data):
    database = SqliteDatabase(data)
    database.prepare()
    database.close()
    with sqlite3.connect(database.path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    assert_refused(serve(), "newer version of OpenEKYC")


def test_a_data_folder_that_cannot_be_made_is_named(serve, data):
    data.rmdir()
    data.write_text("in the way")
    assert_refused(serve(), f"The folder {data} cannot be made")


def test_an_address_that_cannot_be_listened_on_is_named_with_the_way_around(serve, data):
    with_server = RunningServer(data=data.parent / "other").start()
    done = serve("--port", str(with_server.port))
    with_server.stop()
    assert_refused(done, "Choose another --host or --port.")
    assert list(data.iterdir()) == []


def test_told_to_end_while_it_warms_up_it_ends_well(data):
    server = RunningServer(data=data)
    with (data.parent / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "openekyc", "serve", "--data", str(data), "--port", str(server.port)],
            stdout=log,
            stderr=log,
        )
    while not (data / "records").exists():
        time.sleep(0.01)
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    assert "Traceback" not in (data.parent / "log").read_text()
