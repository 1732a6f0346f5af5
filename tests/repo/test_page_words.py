"""The words that server and page share are the same on both sides."""

import re

import pytest

from openekyc.domain.causes import Cause
from openekyc.domain.challenge import Action
from openekyc.flows.standing import Stage
from openekyc.http import problems
from repo.project import ROOT

WORDS = (ROOT / "web/capture/protocol/words.ts").read_text()
SESSION = (ROOT / "web/capture/protocol/session.ts").read_text()


def listed(source: str, opening: str) -> set[str]:
    """The quoted words between an opening and the next semicolon."""
    found = re.search(re.escape(opening) + r"(.*?);", source, re.DOTALL)
    assert found, opening
    return set(re.findall(r"'(\w+)'", found[1]))


@pytest.mark.parametrize(
    ("source", "opening", "words"),
    [
        (WORDS, "export const CAUSES =", {cause.value for cause in Cause}),
        (WORDS, "export const ACTIONS =", {action.value for action in Action}),
        (SESSION, "export type Stage =", {stage.value for stage in Stage}),
        (SESSION, "export type Refusal =", {cause for _, cause in problems._TABLE.values()} | {"too_many_requests"}),
    ],
    ids=["causes", "actions", "stages", "refusals"],
)
def test_the_page_knows_the_servers_words(source, opening, words):
    assert listed(source, opening) == words


def test_the_page_has_a_sentence_for_every_hint_of_the_protocol():
    protocol = (ROOT / "docs/capture-protocol.md").read_text()
    found = re.search(r"`hints` are among(.*?)\n\n", protocol, re.DOTALL)
    assert found
    assert listed(WORDS, "export const CARD_HINTS =") == set(re.findall(r"`(\w+)`", found[1]))
