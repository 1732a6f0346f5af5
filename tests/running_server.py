"""A real server for tests: `openekyc serve` in a process of its own, with a data folder and a key."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

OPENEKYC = [sys.executable, "-m", "openekyc"]
READY_WITHIN_S = 90.0


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass(kw_only=True)
class RunningServer:
    """One server over a data folder; it can be killed and started again on the same folder and port."""

    data: Path
    settings: dict[str, str] = field(default_factory=dict)  #: environment variables, e.g. OPENEKYC_WORKERS
    port: int = field(default_factory=free_port)
    secret_id: str = ""
    secret_key: str = ""
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Host and port, as the SDKs want them."""
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        """As browsers want it."""
        return f"http://{self.address}"

    @property
    def log(self) -> Path:
        """Everything that the server printed so far."""
        return self.data / "server.log"

    def start(self) -> "RunningServer":
        """Make the key on first start, start, wait until it is ready."""
        self.data.mkdir(parents=True, exist_ok=True)
        if not self.secret_id:
            self.secret_id, self.secret_key = self.new_key("tests")
        command = [*OPENEKYC, "serve", "--data", str(self.data), "--port", str(self.port), "--public-url", self.url]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "--json"], stdout=log, stderr=log, env=self._environment(), start_new_session=True
            )
        self._wait_ready()
        return self

    def new_key(self, account: str) -> tuple[str, str]:
        """A key for an account, made by the operator's command."""
        made = self.command("keys", "create", "--data", str(self.data), "--account", account, "--json")
        answer = json.loads(made)
        return answer["SecretId"], answer["SecretKey"]

    def command(self, *words: str) -> str:
        """What a command of ours prints; it must end well."""
        return subprocess.run(
            [*OPENEKYC, *words], env=self._environment(), capture_output=True, text=True, check=True
        ).stdout

    def kill(self) -> None:
        """kill -9 of the server and of every process that it started, all at once."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> int:
        """End it as an operator would; the exit code."""
        self.process.terminate()
        try:
            return self.process.wait(40)
        except subprocess.TimeoutExpired:
            self.kill()
            raise

    def _environment(self) -> dict[str, str]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("OPENEKYC_")}
        return {**clean, "OPENEKYC_WORKERS": "1", "OMP_NUM_THREADS": "1", **self.settings}

    def _wait_ready(self) -> None:
        deadline = time.monotonic() + READY_WITHIN_S
        while not answers(self.port):
            assert self.process.poll() is None, f"The server ended:\n{self.log.read_text()[-4000:]}"
            assert time.monotonic() < deadline, f"The server is not ready:\n{self.log.read_text()[-4000:]}"
            time.sleep(0.05)


def answers(port: int, path: str = "/readyz") -> bool:
    """Whether a server of this machine answers 200 there now."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
