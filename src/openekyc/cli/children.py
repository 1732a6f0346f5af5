"""Runs programs beside each other: waits until they answer, ends all when one ends or when a signal comes."""

import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import FrameType
from typing import Self

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PATIENCE_S = 30.0  #: the server finishes running analyses when told to end; then it is killed


class ChildEnded(Exception):
    """A program ended by itself; its own message is above."""


class NotReady(Exception):
    """A program did not answer in time."""


class ToldToEnd(Exception):
    """A signal came; nothing is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """One program and the local address under which it answers 200 once it is ready; only its errors are shown."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    port: int
    path: str


class Children:
    """Programs that live and die together; a context manager that leaves none behind."""

    def __init__(self) -> None:
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._told = False

    def __enter__(self) -> Self:
        for number in ENDING:
            signal.signal(number, self._note)
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._running.values():
            process.terminate()
        deadline = time.monotonic() + PATIENCE_S
        for process in self._running.values():
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def start(self, child: Child) -> None:
        """Start it in a session of its own, so that Ctrl-C reaches only us and we end them in order."""
        self._running[child.name] = subprocess.Popen(  # noqa: S603 - our own programs
            child.command,
            env={**os.environ, **child.environment},
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )

    def wait_ready(self, child: Child, timeout_s: float) -> None:
        """Until it answers; raises `NotReady`, `ChildEnded`, `ToldToEnd`."""
        deadline = time.monotonic() + timeout_s
        while not _answers(child):
            self.check()
            if time.monotonic() > deadline:
                raise NotReady(f"The {child.name} did not get ready within {timeout_s:.0f} s; its messages are above.")
            time.sleep(0.1)

    def watch(self) -> None:
        """Stay until one ends or a signal comes; raises `ChildEnded`, `ToldToEnd`."""
        while True:
            self.check()
            time.sleep(0.3)

    def check(self) -> None:
        """Look once; raises `ChildEnded`, `ToldToEnd`."""
        if self._told:
            raise ToldToEnd
        for name, process in self._running.items():
            if process.poll() is not None:
                raise ChildEnded(f"The {name} ended by itself (code {process.returncode}); its message is above.")

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        self._told = True


def is_free(host: str, port: int) -> bool:
    """Whether a server could listen there now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((host, port))
        except OSError:
            return False
    return True


def _answers(child: Child) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", child.port, timeout=2)
    try:
        connection.request("GET", child.path)
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()
