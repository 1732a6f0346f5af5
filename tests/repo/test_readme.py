"""The README's Python runs as it stands, with another key and port."""

import re
import subprocess
import sys

import pytest
from skimage import data, io

from repo.project import ROOT

BLOCKS = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)


@pytest.fixture
def run(server, tmp_path):
    def run(code):
        code = code.replace('"SecretId", "SecretKey"', f'"{server.secret_id}", "{server.secret_key}"')
        assert "127.0.0.1:8000" in code
        code = code.replace("127.0.0.1:8000", server.address)
        done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.split()

    return run


def test_the_first_snippet_starts_a_verification_and_reads_that_it_is_not_finished(run, server):
    address, state = run(BLOCKS[0])
    assert address.startswith(f"{server.url}/")
    assert state == "None"


def test_the_card_snippet_goes_on_from_the_first_and_gets_a_status(run, tmp_path):
    io.imsave(tmp_path / "front.jpg", data.astronaut())
    *_, status = run(BLOCKS[0] + BLOCKS[1])
    assert status in {"PROCESSING", "PASSED", "WARNING", "REJECTED"}
