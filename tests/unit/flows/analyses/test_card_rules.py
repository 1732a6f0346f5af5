import pytest

from openekyc.domain.findings import Signal, Verdict
from openekyc.flows.analyses.card_rules import RULES, rule_on
from openekyc.flows.orders import CardCheckStatus

HINTS = {
    "border", "photocopy", "recapture", "edited", "glare", "blur", "too_small", "wrong_kind", "side_missing",
    "unreadable", "number_check", "expired", "no_portrait",
}  # fmt: skip
REASONS = {
    "ScreenshotSuspected", "RetakeSuspected", "PaperCopy", "FakeSuspected", "PoorImageQuality",
    "InformationVerificationFailed", "TooManyCards", "IncompleteCard", "OtherWarning",
}  # fmt: skip


def signal(name: str, verdict: Verdict = Verdict.FAIL) -> Signal:
    return Signal(name=name, verdict=verdict)


def test_nothing_broken_is_passed_without_reasons() -> None:
    ruling = rule_on([signal("legible", Verdict.PASS), signal("recapture", Verdict.INCONCLUSIVE)])
    assert (ruling.status, ruling.reasons, ruling.warnings, ruling.hints) == (CardCheckStatus.PASSED, (), (), ())


@pytest.mark.parametrize(
    ("name", "warning"),
    [("border", -9101), ("photocopy", -9102), ("recapture", -9103), ("glare", -9107), ("blur", -9108)],
)
def test_each_picture_warning_has_its_public_number(name: str, warning: int) -> None:
    ruling = rule_on([signal(name)])
    assert (ruling.status, ruling.warnings, ruling.hints) == (CardCheckStatus.WARNING, (warning,), (name,))


@pytest.mark.parametrize(
    ("name", "hint"), [("legible", "unreadable"), ("kind", "wrong_kind"), ("back", "side_missing")]
)
def test_without_the_document_itself_it_is_rejected(name: str, hint: str) -> None:
    ruling = rule_on([signal(name)])
    assert (ruling.status, ruling.hints) == (CardCheckStatus.REJECTED, (hint,))
    assert ruling.reasons


def test_a_rejection_outweighs_warnings_and_every_reason_stands_once() -> None:
    ruling = rule_on([signal("glare"), signal("blur"), signal("legible")])
    assert ruling.status is CardCheckStatus.REJECTED
    assert ruling.reasons == ("PoorImageQuality",)
    assert ruling.hints == ("glare", "blur", "unreadable")


def test_values_that_contradict_each_other_are_a_warning() -> None:
    ruling = rule_on([signal("sex_matches_number")])
    assert (ruling.status, ruling.reasons) == (CardCheckStatus.WARNING, ("InformationVerificationFailed",))


def test_an_expired_document_is_a_warning_of_its_own() -> None:
    assert rule_on([signal("expiry")]).hints == ("expired",)


def test_every_hint_and_reason_is_a_public_one() -> None:
    assert {rule.hint for rule in RULES.values()} <= HINTS
    assert {rule.reason for rule in RULES.values()} <= REASONS
