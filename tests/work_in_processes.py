"""Work that the tests give to warm processes, which can import it because the tests put this folder on the path."""

import os
import resource
import signal
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from openekyc.domain.errors import MediaUndecodable


@dataclass(frozen=True)
class Task:
    number: int
    folder: Path
    fatal_until: int = 0


class Unpicklable(Exception):
    def __init__(self, first: str, second: str) -> None:
        super().__init__(first + second)


LOADED: list[object] = []


def load(argument: object) -> None:
    LOADED.append(argument)


def load_badly(argument: object) -> None:
    raise FileNotFoundError(f"model {argument} is missing")


def load_to_death(_: object) -> None:
    os._exit(3)


def load_once(marker: Path) -> None:
    """Loads the first time only."""
    marker.open("x").close()


def what_was_loaded(_: object) -> object:
    return LOADED


def double(number: int) -> int:
    return 2 * number


def pid(_: object) -> int:
    return os.getpid()


def sleep(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def spin_without_the_lock(_: object) -> None:
    """As a native library that never comes back and holds the interpreter lock."""
    _ = 7 ** (10**9)


def die(_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fault(_: object) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def raise_lookup_error(word: str) -> None:
    raise LookupError(word)


def raise_undecodable(_: object) -> None:
    raise MediaUndecodable("The bytes are no picture.")


def raise_unpicklable(_: object) -> None:
    raise Unpicklable("cannot ", "travel")


def return_unpicklable(_: object) -> object:
    return threading.Lock()


def zeros(count: int) -> bytes:
    return bytes(count)


def length(content: bytes) -> int:
    return len(content)


def write_file(path: Path) -> None:
    with path.open("wb") as file:
        for _ in range(64):
            file.write(bytes(2**20))


def environment(_: object) -> dict[str, str]:
    return dict(os.environ)


def limits(_: object) -> dict[str, int]:
    return {
        "core": resource.getrlimit(resource.RLIMIT_CORE)[0],
        "memory": resource.getrlimit(resource.RLIMIT_AS)[0],
        "files": len(list(Path("/proc/self/fd").iterdir())),
    }


def resident_kib(_: object) -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    raise LookupError("VmRSS")


def runs(folder: Path) -> int:
    return len(list(folder.iterdir()))


def note_run(task: Task) -> int:
    """Counts each run in the folder; dies in the first ``fatal_until`` of them."""
    (task.folder / f"{time.monotonic_ns()}").touch()
    if runs(task.folder) <= task.fatal_until:
        os.kill(os.getpid(), signal.SIGKILL)
    return task.number


def note_run_and_sleep(task: Task) -> int:
    note_run(task)
    time.sleep(60)
    return task.number


def kill_server(server: int) -> None:
    os.kill(server, signal.SIGKILL)
    time.sleep(60)


def count_at_work(folder: Path) -> int:
    """How many are in the folder while this one is."""
    own = folder / f"{os.getpid()}"
    own.touch()
    time.sleep(0.5)
    count = runs(folder)
    own.unlink()
    return count
