"""The model files: missing, damaged, made from the wrong package; and the real ones, opened."""

import io
import json
import tarfile

import pytest
from typer.testing import CliRunner

from openekyc.cli.models import app
from openekyc.engines.weights.build import BuildFailed, build_models
from openekyc.engines.weights.catalogue import HUMAN, MODELS
from openekyc.engines.weights.folder import ModelState, ModelUnusable, check_models, models_folder
from openekyc.engines.weights.session import open_model
from openekyc.settings import Settings


def said(_line):
    """Progress is not what these tests are about."""


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.key)
def test_every_default_model_opens_and_has_the_outputs_of_the_catalogue(model):
    session = open_model(Settings(), model.key)
    assert {output.name for output in session.get_outputs()} == {output.name for output in model.outputs}


def test_a_missing_model_names_the_command_that_makes_it(tmp_path):
    with pytest.raises(ModelUnusable, match="openekyc models build"):
        open_model(Settings(models=tmp_path), "blazeface")


def test_a_changed_byte_closes_the_model(tmp_path):
    content = bytearray((models_folder(Settings()) / "blazeface.onnx").read_bytes())
    content[1000] ^= 1
    (tmp_path / "blazeface.onnx").write_bytes(content)
    with pytest.raises(ModelUnusable, match="not the one"):
        open_model(Settings(models=tmp_path), "blazeface")
    states = {check.model.key: check.state for check in check_models(tmp_path)}
    assert states["blazeface"] is ModelState.WRONG_HASH
    assert states["iris"] is ModelState.MISSING


def test_a_package_with_another_hash_is_not_used(tmp_path):
    with tarfile.open(tmp_path / HUMAN.tarball, "w:gz") as archive:
        archive.addfile(tarfile.TarInfo("package/models/blazeface.json"), io.BytesIO())
    with pytest.raises(BuildFailed, match="hash differs"):
        build_models(tmp_path / "models", packages=tmp_path, say=said)
    assert not list((tmp_path / "models").glob("*.onnx"))


def test_a_folder_without_the_packages_is_told(tmp_path):
    with pytest.raises(BuildFailed, match="is missing"):
        build_models(tmp_path / "models", packages=tmp_path, say=said)


def test_without_npm_the_way_out_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BuildFailed, match=r"Node\.js 20 or newer, or give --packages"):
        build_models(tmp_path / "models", packages=None, say=said)


def test_what_npm_says_of_its_failure_is_passed_on(tmp_path, monkeypatch):
    npm = tmp_path / "npm"
    npm.write_text("#!/bin/sh\necho 'E404 not in this registry' >&2\nexit 1\n")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(BuildFailed, match=r"could not fetch @vladmandic/human 3\.3\.6: E404 not in this registry"):
        build_models(tmp_path / "models", packages=None, say=said)


def test_good_models_are_not_built_again():
    folder = models_folder(Settings())
    before = {path.name: path.stat().st_mtime_ns for path in folder.glob("*.onnx")}
    assert build_models(folder, packages=None, say=said) == ()
    assert {path.name: path.stat().st_mtime_ns for path in folder.glob("*.onnx")} == before


def test_check_speaks_json_and_ends_with_one_when_something_is_wrong(tmp_path):
    good = CliRunner().invoke(app, ["check", "--json"])
    assert good.exit_code == 0
    assert {entry["state"] for entry in json.loads(good.stdout)["models"]} == {"good"}
    bad = CliRunner().invoke(app, ["check", "--models", str(tmp_path)])
    assert bad.exit_code == 1
    assert "models build" in bad.stderr


def test_build_speaks_json_and_tells_failure_in_a_sentence(tmp_path):
    done = CliRunner().invoke(app, ["build", "--json"])
    assert json.loads(done.stdout)["built"] == []
    failed = CliRunner().invoke(app, ["build", "--models", str(tmp_path), "--packages", str(tmp_path)])
    assert failed.exit_code == 1
    assert "missing" in failed.stderr
