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
from pathlib import Path

import toolchain
from toolchain import PYTHON, ROOT, TOOLS, VENV, fail, run

OLDEST = (3, 11)
WEB = ROOT / "web"
REQUIREMENTS = ROOT / "requirements"
PROJECT = ROOT / "pyproject.toml"


def main() -> None:
    """`bootstrap.py run` prepares for use, `bootstrap.py dev` adds what the tests need."""
    profile = sys.argv[1] if len(sys.argv) > 1 else "run"
    require_python()
    require_own_folder()
    TOOLS.mkdir(exist_ok=True)
    with (TOOLS / "lock").open("w") as lock:
        wait_for(lock.fileno())
        forget_another_place()
        prepare(profile)


def prepare(profile: str) -> None:
    """All steps, in the order in which one needs the other."""
    packages = {name: [REQUIREMENTS / f"{name}.txt", PROJECT] for name in ("run", "dev")}
    has_more_than_asked = profile == "run" and is_done("packages", packages["dev"], VENV)
    if not has_more_than_asked:
        step("packages", "Python packages", packages[profile], VENV, lambda: install_packages(profile))
    step("models", "Face and text models", list(model_sources()), ROOT / "models", build_models)
    step("npm", "Packages of the capture page", list(npm_locks()), WEB / "node_modules", install_npm_packages)
    step("page", "Capture page", list(page_sources()), WEB / "dist", build_page)


def step(name: str, title: str, inputs: list[Path], output: Path, work: Callable[[], None]) -> None:
    """Do the work unless its output is there and its stamp says that it was made from the same inputs."""
    if is_done(name, inputs, output):
        return
    print(f"-- {title} ...", flush=True)
    begun = time.monotonic()
    stamp(name).unlink(missing_ok=True)
    work()
    stamp(name).write_text(digest(inputs))
    print(f"   done in {time.monotonic() - begun:.0f} s", flush=True)


def is_done(name: str, inputs: list[Path], output: Path) -> bool:
    """Whether the output exists and was made from exactly these inputs."""
    return output.exists() and stamp(name).exists() and stamp(name).read_text() == digest(inputs)


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
    run(["npm", "ci", "--silent", "--no-fund", "--no-audit"], cwd=WEB, more=toolchain.with_node())


def build_page() -> None:
    """Compile the page into `web/dist`."""
    run(["npm", "run", "--silent", "build"], cwd=WEB, more=toolchain.with_node())


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


def forget_another_place() -> None:
    """Start environments anew when the checkout was moved or Python changed: they hold absolute paths."""
    here = f"{ROOT} {sys.version_info[0]}.{sys.version_info[1]}"
    note = TOOLS / "place"
    if note.exists() and note.read_text() != here:
        for folder in (VENV, TOOLS / "node", TOOLS / "pip"):
            shutil.rmtree(folder, ignore_errors=True)
    note.write_text(here)


if __name__ == "__main__":
    main()
