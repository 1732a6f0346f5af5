"""`openekyc run`, what `make run` ends in: server and demo together, from nothing."""

import contextlib
import http.client
import json
import os
import signal
import socket
import stat
import subprocess
import sys

import psutil
import pytest

from openekyc.cli.run import Key, snippet
from running_server import free_port

SECOND_START_CPU_S = 10
"""Seconds of one core for all programs together: within 10 s on an idle machine, and the same on a busy one."""


class Run:
    """One `openekyc run --json` and what it printed."""

    def __init__(self, data, port, demo_port):
        command = [sys.executable, "-m", "openekyc", "run", "--data", str(data), "--port", str(port)]
        clean = {name: value for name, value in os.environ.items() if not name.startswith("OPENEKYC_")}
        self.process = subprocess.Popen(
            [*command, "--demo-port", str(demo_port), "--json"],
            env={**clean, "OPENEKYC_WORKERS": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.before = []

    def told(self):
        """The JSON line, once both programs are ready."""
        for line in self.process.stdout:
            if line.startswith('{"open"'):
                return json.loads(line)
            self.before.append(line)
        pytest.fail("".join(self.before))

    def end(self, number=signal.SIGINT):
        """What it still printed and its exit code."""
        self.process.send_signal(number)
        return self.process.communicate(timeout=60)[0], self.process.returncode

    def programs(self):
        return psutil.Process(self.process.pid).children(recursive=True)


@pytest.fixture
def ports():
    return free_port(), free_port()


@pytest.fixture
def start(tmp_path, ports):
    runs = []

    def start():
        runs.append(Run(tmp_path / "var", *ports))
        return runs[-1]

    yield start
    for run in runs:
        if run.process.poll() is None:
            run.end()
        run.process.stdout.close()


def status_of(url, path="/"):
    with contextlib.closing(http.client.HTTPConnection(url.removeprefix("http://"), timeout=10)) as connection:
        connection.request("GET", path)
        return connection.getresponse().status


def test_it_makes_a_key_starts_both_programs_and_needs_less_than_ten_seconds_to_start_again(start, tmp_path):
    first = start()
    told = first.told()
    assert status_of(told["open"]) == 200
    assert status_of(told["endpoint"], "/readyz") == 200
    kept = tmp_path / "var" / "development-key.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    programs = first.programs()
    assert first.end()[1] == 0
    assert not [program for program in programs if program.is_running()]

    second = start()
    assert second.told() == told
    spent = [program.cpu_times() for program in (psutil.Process(second.process.pid), *second.programs())]
    assert sum(times.user + times.system for times in spent) < SECOND_START_CPU_S


def test_the_five_lines_that_it_prints_work_as_they_stand(start, ports, tmp_path):
    told = start().told()
    lines = snippet(Key(secret_id=told["SecretId"], secret_key=told["SecretKey"]), ports[0])
    assert len(lines.splitlines()) == 5
    done = subprocess.run([sys.executable, "-c", lines], capture_output=True, text=True, check=True)
    assert "VerificationURL" in done.stdout


def test_when_the_server_dies_all_ends_and_says_so(start):
    run = start()
    run.told()
    server = next(program for program in run.programs() if "serve" in program.cmdline())
    demo = next(program for program in run.programs() if "demo" in program.cmdline())
    server.kill()
    output, code = run.process.communicate(timeout=60)[0], run.process.returncode
    assert code == 1
    assert "The server ended by itself" in output
    assert not demo.is_running()


def test_a_taken_port_is_answered_with_the_way_around(start, ports):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", ports[1]))
        taken.listen()
        output = start().process.communicate(timeout=60)[0]
    assert f"Port {ports[1]} is taken" in output
    assert "--demo-port" in output


def test_a_broken_key_file_is_answered_with_what_to_do(start, tmp_path):
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "development-key.json").write_text("{")
    run = start()
    output = run.process.communicate(timeout=60)[0]
    assert run.process.returncode == 1
    assert "Delete it; the next start makes a new key." in output
