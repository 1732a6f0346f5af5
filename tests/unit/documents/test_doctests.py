import doctest
import importlib
import pkgutil

import pytest

import openekyc.documents

MODULES = [
    each.name for each in pkgutil.walk_packages(openekyc.documents.__path__, "openekyc.documents.") if not each.ispkg
]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_the_docstrings_are_true(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
