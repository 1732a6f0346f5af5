"""The line from the server to one warm process: start it, give it work, and know when it died or took too long."""

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import Pipe
from typing import Any

from openekyc.domain.work import ProcessDied, ProcessTimedOut
from openekyc.engines.warm_process import Answer
from openekyc.observe.logs import LogStyle

_PASSED_ON = frozenset(
    {"PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "LD_LIBRARY_PATH", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE"}
)
_ONE_THREAD = dict.fromkeys(  # processes are the parallelism; threads below them only wait for each other
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OPENCV_FOR_THREADS_NUM"), "1"
)
LOADING_TIMEOUT_S = 120.0  # engines on a slow disk; measured 2-6 s


class NeverArrived(Exception):
    """The process was dead before it had the work, so the work is not to blame."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loading:
    """How a fresh process gets warm: ``function(argument)``, both importable or picklable, within ``memory_mib``."""

    function: Callable[[Any], None]
    argument: Any = None
    memory_mib: int = 4096
    log_style: LogStyle = LogStyle.CONSOLE


class ProcessLine:
    """One warm process and the connection to it; used by one thread at a time, the one that made it.

    That thread must live as long as the process: on Linux the process is killed when the thread that started it ends.
    """

    def __init__(self, loading: Loading) -> None:
        """Start the process; it is warm after `load`."""
        self._loading = loading
        self._connection, theirs = Pipe()
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-P", "-c", _program(theirs.fileno(), loading)],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                env=_ONE_THREAD | {name: value for name, value in os.environ.items() if name in _PASSED_ON},
            )
        finally:
            theirs.close()

    def load(self) -> None:
        """Wait until the process is warm; raises what the loading raised, `ProcessDied` or `ProcessTimedOut`."""
        first = pickle.dumps((self._loading.function, self._loading.argument), pickle.HIGHEST_PROTOCOL)
        try:
            self.ask(first, timeout_s=LOADING_TIMEOUT_S)
        except NeverArrived as error:
            raise ProcessDied("A warm process died while it started.") from error

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def ask(self, message: bytes, *, timeout_s: float) -> Any:
        """Give pickled work and wait for its value.

        Raises what the work raised; `ProcessTimedOut` (the process is then killed), `ProcessDied`, `NeverArrived`.
        """
        expired = threading.Event()

        def expire() -> None:
            expired.set()
            self._process.kill()

        watch = threading.Timer(timeout_s, expire)
        watch.start()
        try:
            reply = self._exchange(message)
        except (NeverArrived, ProcessDied) as error:
            if expired.is_set():
                raise ProcessTimedOut(f"The work took longer than {timeout_s:g} s.") from error
            raise
        finally:
            watch.cancel()
            watch.join()
        answer: Answer = pickle.loads(reply)  # noqa: S301 - from our own process
        if answer.error is not None:
            raise answer.error
        return answer.value

    def kill(self) -> None:
        """End the process at once; the only method that another thread may call."""
        self._process.kill()

    def close(self) -> None:
        """End the process and let go of the connection."""
        self.kill()
        self._process.wait()
        self._connection.close()

    def _exchange(self, message: bytes) -> bytes:
        try:
            self._connection.send_bytes(message)
            self._connection.recv_bytes()  # ARRIVED
        except (EOFError, OSError) as error:
            raise NeverArrived("The warm process was gone.") from error
        try:
            return self._connection.recv_bytes()
        except (EOFError, OSError) as error:
            code = self._process.wait()
            raise ProcessDied(f"The warm process ended with {code} while it worked.") from error


def _program(descriptor: int, loading: Loading) -> str:
    """What the fresh interpreter runs; the module is imported and not run, so that its classes can travel."""
    arguments = f"{descriptor}, {os.getpid()}, {loading.memory_mib}, {loading.log_style.value!r}"
    return f"from openekyc.engines.warm_process import main; main({arguments})"
