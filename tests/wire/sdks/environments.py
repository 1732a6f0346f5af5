"""An environment of its own for each official SDK, made once under .cache/ from a locked requirement file."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Self

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
CACHE = ROOT / ".cache" / "sdks"
LONGEST_S = 240


def python_environment(name: str) -> Path:
    """The bin/ folder of a virtual environment with the locked requirements of ``sdks/<name>``."""
    locked = HERE / name / "requirements.txt"
    folder = CACHE / f"{name}-{_version(locked)}"
    uv = _program("uv", ROOT / ".tools" / "uv" / "bin" / "uv")
    if not (folder / "whole").exists():
        shutil.rmtree(folder, ignore_errors=True)
        _run([uv, "venv", "--quiet", "--python", sys.executable, str(folder)])
        python = str(folder / "bin" / "python")
        _run([uv, "pip", "install", "--quiet", "--python", python, "--require-hashes", "-r", str(locked)])
        (folder / "whole").touch()
    return folder / "bin"


def node_environment() -> Path:
    """A folder with the locked Node SDK and our script beside it."""
    locked = HERE / "node" / "package-lock.json"
    folder = CACHE / f"node-{_version(locked)}"
    npm = _program("npm")
    if not (folder / "whole").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / "node" / name, folder)
        _run([npm, "ci", "--silent", "--ignore-scripts", "--prefix", str(folder)])
        (folder / "whole").touch()
    shutil.copy(HERE / "node" / "call.js", folder)
    return folder


class Caller:
    """A script of ours that runs in an SDK's environment as long as the ``with`` block: JSON lines in and out."""

    def __init__(self, command: list[str]) -> None:
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=_no_proxies()
        )

    def ask(self, given: Any) -> Any:
        """One question, one answer; what the script said in its despair when it ended instead."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        self._process.stdin.write(json.dumps(given) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, self._process.stderr.read()
        return json.loads(line)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate(timeout=LONGEST_S)


def _no_proxies() -> dict[str, str]:
    """A proxy of this machine would be asked for 127.0.0.1 too."""
    return {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}


def _version(locked: Path) -> str:
    return hashlib.sha256(locked.read_bytes()).hexdigest()[:12]


def _program(name: str, own: Path | None = None) -> str:
    if own is not None and own.exists():
        return str(own)
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed here")
    return found


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST_S, check=False)
    if done.returncode:
        pytest.skip(f"an SDK's environment could not be made: {' '.join(command[:3])}: {done.stderr[-300:]}")
