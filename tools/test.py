"""Runs every suite that this machine can run; `make test` calls it, with pytest's own arguments in ARGS.

Brings what the suites need (a Chromium, Node.js, the data to measure on) and hands over to pytest, which says at its
end what did not run and why. The page's own tests, the linters and the type checker are run by `tests/repo`.
"""

import os
import shutil
import sys
from pathlib import Path

import toolchain
from toolchain import PYTHON, ROOT, VENV

DATA = Path("..") / "shared" / "data"  # relative to the checkout: a folder that several checkouts can share
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def main() -> None:
    """Set the environment up and become pytest, so that its summary is the last that is printed."""
    bring_chromium()
    environment = {**toolchain.environment(), **toolchain.with_node(), **data_folder()}
    environment.update(browser_driver(environment["PATH"]))
    os.chdir(ROOT)
    sys.stdout.flush()
    os.execve(PYTHON, [str(PYTHON), "-m", "pytest", *sys.argv[1:]], environment)  # noqa: S606 - our own interpreter


def data_folder() -> dict[str, str]:
    """Where the faces, videos and cards lie that the engines are measured on; nothing when there are none here."""
    if os.environ.get("OPENEKYC_DATA") or not (ROOT / DATA).is_dir():
        return {}
    return {"OPENEKYC_DATA": str((ROOT / DATA).resolve())}


def browser_driver(path: str) -> dict[str, str]:
    """Playwright brings a Node.js that lacks libraries on a bare machine; ours takes its place there."""
    bundled = next(VENV.glob("lib/python*/site-packages/playwright/driver/node"), None)
    node = shutil.which("node", path=path)
    if bundled is None or node is None or toolchain.succeeds([str(bundled), "--version"]):
        return {}
    return {"PLAYWRIGHT_NODEJS_PATH": node}


def bring_chromium() -> None:
    """The browser suite drives the Chromium of this machine; install it when that is ours to do."""
    if not any(map(shutil.which, CHROMIUM_NAMES)) and toolchain.may_use_apt():
        print("-- Chromium for the browser suite ...", flush=True)
        toolchain.install_with_apt("chromium")


if __name__ == "__main__":
    main()
