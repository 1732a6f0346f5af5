import ast
import re
from importlib.metadata import entry_points

import pytest

from repo.project import ROOT, files, relative, text_files

LONGEST = 400
# Written in pieces, so that this file does not hold what it looks for.
REGISTRIES = re.compile(r"https?://[a-z0-9.-]*(python" + r"hosted|py" + r"pi[.]|npm" + r"js[.]|debian[.]org)")
MACHINE_PATHS = re.compile(r"(?<![A-Za-z0-9_.$}<>-])/(work|home|Users|root)/[A-Za-z0-9_.-]+")


def test_no_module_is_longer_than_400_lines():
    long = {relative(path): lines for path in files(".py", ".ts") if (lines := _line_count(path)) > LONGEST}
    assert not long


def test_no_file_names_a_registry_host():
    assert not _lines_with(REGISTRIES)


def test_no_file_names_a_path_of_the_machine_it_was_written_on():
    assert not _lines_with(MACHINE_PATHS)


def test_every_module_says_first_what_it_is_for():
    silent = [
        relative(path)
        for path in files(".py", below="src")
        if path.read_text().strip() and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert not silent


@pytest.mark.parametrize(
    ("mark", "with_reason"),
    [
        (r"#\s*noqa\b", r"#\s*noqa: [A-Z]+[0-9]+(, [A-Z]+[0-9]+)* - \S.*"),
        (r"#\s*pyright: ignore", r"#\s*pyright: ignore\[\w+(, ?\w+)*\].*(#| - )\s*\S.*"),
        (r"#\s*type: ignore", r"never: basedpyright has its own mark"),
        (r"pragma: no cover", r"pragma: no cover - \S.*"),
        (r"eslint-disable", r"eslint-disable.* -- \S.*"),
        (r"@ts-(ignore|nocheck)", r"never: @ts-expect-error with a reason"),
        (r"@ts-expect-error", r"@ts-expect-error\S* .{8,}"),
    ],
)
def test_every_suppression_names_its_rule_and_its_reason(mark, with_reason):
    sources = [path for path in files(".py", ".ts") if path != ROOT / "tests" / "repo" / "test_layout.py"]
    bare = [
        f"{relative(path)}:{number}: {line.strip()}"
        for path in sources
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if re.search(mark, line) and not re.search(with_reason, line)
    ]
    assert not bare


def _entry_points():
    found = entry_points()
    rooms = [group for group in found.groups if group.startswith("openekyc.")]
    return [*found.select(name="openekyc"), *(point for room in rooms for point in found.select(group=room))]


@pytest.mark.parametrize("point", _entry_points(), ids=lambda point: f"{point.group}:{point.name}")
def test_every_entry_point_can_be_loaded(point):
    assert callable(point.load())


def test_every_room_offers_a_backend():
    rooms = {"faces", "liveness", "text", "cards", "records", "blobs", "jobs", "credentials", "rates"}
    assert rooms <= {point.group.removeprefix("openekyc.") for point in _entry_points()}


def test_nothing_in_the_source_is_put_off_to_later():
    later = re.compile(r"\b(TO" + r"DO|FIX" + r"ME)\b|NotImplemented" + r"Error")
    found = [line for line in _lines_with(later) if line.startswith(("src/", "web/", "tests/", "tools/", "bench/"))]
    assert not found


def _line_count(path):
    return len(path.read_text().splitlines())


def _lines_with(pattern):
    return [
        f"{relative(path)}:{number}: {line.strip()[:160]}"
        for path in text_files()
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]
