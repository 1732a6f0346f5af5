from datetime import date

from openekyc.documents.checks.findings import agreement, expiry, in_order, number_check
from openekyc.domain.findings import Verdict

EARLY, LATE = date(2001, 1, 1), date(2020, 1, 1)


def test_a_number_that_was_not_read_is_inconclusive() -> None:
    assert number_check(None, "the rule").verdict is Verdict.INCONCLUSIVE


def test_a_number_is_judged_by_its_rule() -> None:
    assert number_check(True, "the rule").verdict is Verdict.PASS
    assert number_check(False, "the rule").verdict is Verdict.FAIL


def test_two_readings_agree_differ_or_cannot_be_compared() -> None:
    verdicts = [agreement("a", *pair, "x").verdict for pair in (("M", "M"), ("M", "F"), (None, "F"), ("M", None))]
    assert verdicts == [Verdict.PASS, Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.INCONCLUSIVE]


def test_the_last_day_of_validity_is_still_valid() -> None:
    assert expiry(LATE, LATE).verdict is Verdict.PASS
    assert expiry(EARLY, LATE).verdict is Verdict.FAIL
    assert expiry(None, LATE).verdict is Verdict.INCONCLUSIVE


def test_dates_are_in_order_out_of_order_or_not_all_known() -> None:
    assert in_order("o", EARLY, EARLY, LATE).verdict is Verdict.PASS
    assert in_order("o", LATE, EARLY).verdict is Verdict.FAIL
    assert in_order("o", EARLY, None, LATE).verdict is Verdict.INCONCLUSIVE
