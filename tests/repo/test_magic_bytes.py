"""What a file is by its first bytes is written down once."""

import re

from repo.project import ROOT


def test_magic_bytes_stand_in_one_module():
    magic = re.compile(r"xff\\xd8\\xff|x89PNG|x1a\\x45\\xdf\\xa3|b\"ftyp\"|GIF8")
    src = ROOT / "src/openekyc"
    found = {path.relative_to(src).as_posix() for path in src.rglob("*.py") if magic.search(path.read_text())}
    # The demo is a program of its own, which imports nothing of the server.
    assert found - {"demo/evidence.py"} == {"media/sniffing.py"}
