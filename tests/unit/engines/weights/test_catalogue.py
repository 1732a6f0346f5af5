import json
import re

import pytest

from openekyc.engines.weights.build import manifest
from openekyc.engines.weights.catalogue import HUMAN, MODELS, PACKAGES, model_named


def test_the_tarball_is_named_as_npm_names_it():
    assert HUMAN.tarball == "vladmandic-human-3.3.6.tgz"


def test_every_model_and_package_is_pinned_and_says_its_licence():
    for pinned in (*MODELS, *PACKAGES):
        assert re.fullmatch(r"[0-9a-f]{64}", pinned.sha256)
        assert pinned.licence


def test_a_model_is_found_by_its_key_only():
    assert {model_named(model.key) for model in MODELS} == set(MODELS)
    with pytest.raises(KeyError, match="blazeface"):
        model_named("mobilefacenet")


def test_the_manifest_says_where_each_file_came_from():
    entries = json.loads(manifest())
    assert [entry["file"] for entry in entries] == [model.file for model in MODELS]
    assert all(entry["package"] and entry["licence"] and entry["model"].count("/") == 1 for entry in entries)
