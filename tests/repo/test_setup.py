"""The set-up that `make` calls, step by step; a whole one from a bare checkout is too long for a test."""

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest

from repo.project import ROOT, files

TOOLS = ROOT / "tools"


@pytest.fixture
def tools(monkeypatch):
    monkeypatch.syspath_prepend(str(TOOLS))
    import bootstrap  # noqa: PLC0415 - found only now
    import toolchain  # noqa: PLC0415 - found only now

    toolchain.pip_setting.cache_clear()
    yield bootstrap, toolchain
    toolchain.pip_setting.cache_clear()
    for name in ("bootstrap", "toolchain"):
        del sys.modules[name]


@pytest.fixture
def step(tools, monkeypatch, tmp_path):
    """A step that copies its input, in a checkout of its own."""
    bootstrap, _ = tools
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "TOOLS", tmp_path)
    (tmp_path / "input").write_text("one")
    output = tmp_path / "output"

    def work():
        output.write_text((tmp_path / "input").read_text())

    return bootstrap.Step("copy", "Copy", [tmp_path / "input"], output, work)


def test_a_step_is_done_once_and_again_when_its_input_changed_or_its_output_is_gone(step, tmp_path):
    assert not step.is_done()
    step.do()
    assert step.is_done()
    (tmp_path / "input").write_text("two")
    assert not step.is_done()
    step.do()
    step.output.unlink()
    assert not step.is_done()


def test_a_step_that_failed_is_tried_again_although_it_was_done_before(step, tools, tmp_path):
    bootstrap, _ = tools
    step.do()
    (tmp_path / "input").write_text("two")

    def fail():
        raise SystemExit(1)

    broken = bootstrap.Step(step.name, step.title, step.inputs, step.output, fail)
    with pytest.raises(SystemExit):
        broken.do()
    (tmp_path / "input").write_text("one")
    assert not step.is_done()


def test_an_older_python_gets_far_enough_to_say_that_it_is_too_old():
    for name in ("bootstrap.py", "toolchain.py"):
        ast.parse((TOOLS / name).read_text(), feature_version=(3, 8))


def test_the_mirror_that_pip_is_told_is_told_to_uv(tools, monkeypatch):
    _, toolchain = tools
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_INDEX_URL", "https://mirror.example/simple")
    assert toolchain.environment()["UV_DEFAULT_INDEX"] == "https://mirror.example/simple"
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://other.example/simple")
    assert toolchain.environment()["UV_DEFAULT_INDEX"] == "https://other.example/simple"


def test_the_mirror_in_pips_own_file_is_told_to_uv(tools, monkeypatch, tmp_path):
    _, toolchain = tools
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL"):
        monkeypatch.delenv(name, raising=False)
    python = tmp_path / "python"
    listing = "global.cert='/ca.crt'\nglobal.index-url='https://filed.example/simple'"
    python.write_text(f'#!/bin/sh\n[ "$*" = "-m pip config list" ] && cat <<END\n{listing}\nEND\n')
    python.chmod(0o755)
    monkeypatch.setattr(toolchain, "base_python", lambda: str(python))
    assert toolchain.environment()["UV_DEFAULT_INDEX"] == "https://filed.example/simple"


def test_a_user_without_a_home_has_the_caches_in_the_checkout(tools, monkeypatch):
    _, toolchain = tools
    monkeypatch.setenv("HOME", "/nonexistent")
    monkeypatch.delenv("UV_CACHE_DIR", raising=False)
    environment = toolchain.environment()
    assert Path(environment["UV_CACHE_DIR"]).is_relative_to(toolchain.TOOLS)
    assert Path(environment["npm_config_cache"]).is_relative_to(toolchain.TOOLS)


@pytest.mark.parametrize(("said", "version"), [("v20.20.2", (20, 20)), ("v18.0.0", (18, 0)), ("", ())])
def test_the_version_of_node_is_read_from_what_it_says(tools, tmp_path, said, version):
    _, toolchain = tools
    node = tmp_path / "node"
    node.write_text(f"#!/bin/sh\necho {said}\n")
    node.chmod(0o755)
    assert toolchain.version_of(str(node)) == version


def test_everything_that_make_installs_is_pinned_by_hash_and_names_no_index():
    for path in files(".txt", below="requirements"):
        text = path.read_text()
        pins = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
        assert pins
        assert text.count("==") >= len(pins), path
        assert text.count("--hash=sha256:") >= len(pins), path
        assert "index-url" not in text, path


def pins_of(name):
    """Package names and exact versions of a lock, as canonical names."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    return {(match[1].lower().replace("_", "-"), match[2]) for match in re.finditer(r"(?m)^([\w.-]+)==([\w.+]+)", text)}


def names_of(requirements):
    return {re.match(r"[\w.-]+", requirement)[0].lower().replace("_", "-") for requirement in requirements}


def test_the_locks_hold_everything_that_the_project_names_and_the_tests_run_what_is_shipped():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = project["dependency-groups"]
    shipped = [*project["project"]["dependencies"], *project["project"]["optional-dependencies"]["demo"]]
    assert names_of([*shipped, *groups["build"]]) <= {name for name, _ in pins_of("run")}
    assert names_of(groups["dev"]) <= {name for name, _ in pins_of("dev")}
    assert pins_of("run") <= pins_of("dev")
