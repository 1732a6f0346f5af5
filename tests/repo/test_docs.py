import json
import re
import subprocess
import sys

import pytest
from typer.main import get_command

from openekyc.cli import app
from repo.project import ROOT, files, relative

PAGES = {relative(path): path.read_text() for path in [ROOT / "README.md", *files(".md", below="docs")]}


@pytest.fixture(scope="module")
def written() -> dict[str, str]:
    """What tools/write_docs.py would write now, in a process of its own: the width of --help is set at import."""
    code = "import json, runpy; print(json.dumps(runpy.run_path('tools/write_docs.py')['pages']()))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


WRITTEN = ["actions.md", "capture-protocol.openapi.json", "cli.md", "configuration.md", "documents.md"]


@pytest.mark.parametrize("page", WRITTEN)
def test_pages_that_repeat_the_program_say_what_it_says(written, page):
    assert (ROOT / "docs" / page).read_text() == written[page], "run: .venv/bin/python tools/write_docs.py"


def test_the_page_list_of_this_test_is_whole(written):
    assert sorted(written) == WRITTEN


def _links():
    for page, text in PAGES.items():
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
            if not target.startswith(("http://", "https://", "mailto:")):
                yield page, target


@pytest.mark.parametrize(("page", "target"), list(_links()))
def test_every_link_leads_to_a_file(page, target):
    assert (ROOT / page).parent.joinpath(target).exists()


def test_every_page_of_the_docs_can_be_reached_from_the_index():
    index = PAGES["docs/index.md"]
    lost = [page for page in PAGES if page.startswith("docs/") and page.count("/") == 1 and page != "docs/index.md"]
    assert [page for page in lost if f"({page.removeprefix('docs/')})" not in index] == []


def _shell_lines():
    for page, text in PAGES.items():
        for block in re.findall(r"```(?:sh|bash|console)\n(.*?)```", text, re.DOTALL):
            for line in block.splitlines():
                if line.strip() and not line.startswith("#"):
                    yield page, line.strip()


def _commands():
    """Every `openekyc …` in a shell block: the words up to the first option or value."""
    for page, line in _shell_lines():
        if match := re.search(r"\bopenekyc((?: [a-z][a-z-]*)*)((?: .*)?)$", line):
            yield page, tuple(match[1].split()), match[2]


@pytest.mark.parametrize(("page", "words", "rest"), list(_commands()))
def test_every_command_in_the_docs_exists_with_its_options(page, words, rest):
    command = get_command(app)
    for word in words:
        members = getattr(command, "commands", {})
        if not members:
            break  # an argument, not a command
        assert word in members, f"{page}: openekyc {' '.join(words)}"
        command = members[word]
    known = {name for parameter in command.params for name in parameter.opts} | {"--help"}
    assert set(re.findall(r"(?<=\s)--[a-z-]+", rest)) <= known, f"{page}: openekyc {' '.join(words)} {rest}"


@pytest.mark.parametrize(("page", "line"), [(p, line) for p, line in _shell_lines() if line.startswith("make")])
def test_every_make_target_in_the_docs_exists(page, line):
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert line.split()[1] in targets


def test_every_setting_named_in_the_docs_exists():
    known = set(re.findall(r"OPENEKYC_[A-Z_0-9]+", (ROOT / "docs" / "configuration.md").read_text()))
    known |= set(re.findall(r"OPENEKYC_[A-Z_0-9]+", (ROOT / "docs" / "cli.md").read_text()))
    known |= {"OPENEKYC_DATA", "OPENEKYC_CONTRACT"}  # what the tests measure on
    named = {name for text in PAGES.values() for name in re.findall(r"OPENEKYC_[A-Z_0-9]*[A-Z0-9]", text)}
    assert named <= known
