import re
from pathlib import Path

from openekyc.flows.analyses.card_rules import RULES

ROOT = Path(__file__).parents[2]


def test_every_hint_of_a_card_is_listed_in_the_capture_protocol() -> None:
    protocol = (ROOT / "docs/capture-protocol.md").read_text(encoding="utf-8")
    listed = re.search(r"`hints` are among(.*?)\n\n", protocol, re.DOTALL)
    assert listed is not None
    assert {rule.hint for rule in RULES.values()} <= set(re.findall(r"`(\w+)`", listed[1]))
