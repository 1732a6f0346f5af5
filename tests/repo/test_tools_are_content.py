"""Lint, types, layers and the page's own tests, as part of the one test command."""

import os
import shutil
import subprocess

import pytest

from repo.project import ROOT

BIN = ROOT / ".venv" / "bin"


def run(*command, cwd=ROOT):
    plain = {**os.environ, "NO_COLOR": "1"}
    done = subprocess.run(command, cwd=cwd, env=plain, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(map(str, command))}\n{done.stdout}\n{done.stderr}"


def test_the_linter_finds_nothing():
    run(BIN / "ruff", "check", "--no-cache", ".")


def test_everything_is_formatted():
    run(BIN / "ruff", "format", "--no-cache", "--check", ".")


def test_the_layers_hold():
    run(BIN / "lint-imports", "--no-logo", "--no-cache")


@pytest.mark.timeout(600)
def test_the_types_hold():
    run(BIN / "basedpyright")


@pytest.fixture
def npm():
    found = shutil.which("npm")
    if not found:
        pytest.skip("npm is not on the PATH; `make test` brings Node.js")
    return found


@pytest.mark.timeout(600)
@pytest.mark.parametrize("script", ["types", "test"])
def test_the_page_passes(npm, script):
    run(npm, "run", "--silent", script, cwd=ROOT / "web")
