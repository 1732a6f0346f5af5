"""The inside of a warm process: shut itself in, load once, then do one piece of work after another.

Started by `engines.process_line`. Messages on the connection are pickles. In: first ``(function, argument)`` to load
with, then ``(function, payload)`` for each piece of work. Out: an empty message when the work has arrived, then an
`Answer`.
"""

import ctypes
import faulthandler
import os
import pickle
import resource
import signal
import sys
import traceback
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from openekyc.domain.work import WorkRaised
from openekyc.observe.logs import LogStyle, set_up_logging

ARRIVED = b""
_WHEN_PARENT_DIES = 1  # PR_SET_PDEATHSIG of <linux/prctl.h>
_LARGEST_FILE = 16 * 2**20  # analyses write nothing; this leaves room for a library's temporary file
_LESS_URGENT = 5  # the server's own threads answer first when every core computes
_KILL_BEFORE_OTHERS = "500"  # the kernel, short of memory, should take an analysis and not the server


@dataclass(frozen=True, slots=True)
class Answer:
    """What the work returned or raised, one of the two."""

    value: Any = None
    error: BaseException | None = None


def die_with(parent: int) -> None:
    """Be killed when the parent is, however it dies; elsewhere than on Linux the closed connection ends the loop."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(_WHEN_PARENT_DIES, signal.SIGKILL)
    if os.getppid() != parent:  # it died before the line above
        os._exit(1)


def shut_in(memory_mib: int) -> None:
    """Leave signals to the parent and bound what a hostile file can make a decoder do."""
    faulthandler.enable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the server decides what is finished
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold faces
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_FILE, _LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_AS, (memory_mib * 2**20, memory_mib * 2**20))
    os.nice(_LESS_URGENT)
    preference = Path("/proc/self/oom_score_adj")
    if preference.exists():
        preference.write_text(_KILL_BEFORE_OTHERS)


def answer(message: bytes) -> bytes:
    """Do one piece of work; what it raised travels as an exception too."""
    try:
        function, argument = pickle.loads(message)  # noqa: S301 - from our own parent
        return pickle.dumps(Answer(value=function(argument)), pickle.HIGHEST_PROTOCOL)
    except Exception as error:  # noqa: BLE001 - it belongs to the one who gave the work
        return _pickled_error(error)


def _pickled_error(error: Exception) -> bytes:
    """The exception with its traceback as a note; one that cannot be rebuilt on the other side is described."""
    error.add_note("In a warm process:\n" + "".join(traceback.format_exception(error)))
    try:
        pickled = pickle.dumps(Answer(error=error), pickle.HIGHEST_PROTOCOL)
        pickle.loads(pickled)  # noqa: S301 - our own bytes
    except Exception:  # noqa: BLE001 - classes may do anything when they are pickled or rebuilt
        described = WorkRaised(f"{type(error).__name__}: {error}")
        described.__notes__ = error.__notes__
        return pickle.dumps(Answer(error=described), pickle.HIGHEST_PROTOCOL)
    return pickled


def work(connection: Connection) -> None:
    """Answer until the other side closes the connection or dies."""
    while True:
        try:
            message = connection.recv_bytes()
            connection.send_bytes(ARRIVED)
            reply = answer(message)
            del message
            connection.send_bytes(reply)
            del reply  # nobody's face stays in memory until the next piece of work
        except (EOFError, ConnectionError):
            return


def main(descriptor: int, parent: int, memory_mib: int, log_style: str) -> None:
    """Run a warm process on an inherited connection."""
    die_with(parent)
    shut_in(memory_mib)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # a library that prints must not speak for the server
    set_up_logging(LogStyle(log_style))
    with Connection(descriptor) as connection:
        work(connection)
