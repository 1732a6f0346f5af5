"""One decision out of many checks."""

import pytest

from openekyc.domain.causes import Cause
from openekyc.domain.findings import Signal, Verdict
from openekyc.engines.liveness.checks import Check, at_least, at_most
from openekyc.engines.liveness.fusion import fuse
from openekyc.engines.liveness.port import Decision, Tag


def _check(verdict, cause=Cause.TOO_DARK, tag=None, failed_as=Decision.RETRY):
    return Check(signal=Signal(name="x", verdict=verdict), cause=cause, tag=tag, failed_as=failed_as)


PASS = _check(Verdict.PASS, tag=Tag.QUALITY_LOW)
UNSURE = _check(Verdict.INCONCLUSIVE, Cause.LIVENESS_INCONCLUSIVE, Tag.RECAPTURED, Decision.SPOOF)
DARK = _check(Verdict.FAIL, Cause.TOO_DARK, Tag.QUALITY_LOW)
SPOOF = _check(Verdict.FAIL, Cause.SPOOF_SUSPECTED, Tag.RECAPTURED, Decision.SPOOF)


def test_all_passed_is_live():
    fused = fuse([PASS, PASS])
    assert (fused.decision, fused.cause, fused.tags) == (Decision.LIVE, Cause.PASSED, ())


def test_no_check_at_all_is_never_live():
    assert fuse([]).decision is Decision.RETRY


@pytest.mark.parametrize("others", [[], [PASS], [PASS, PASS]])
def test_what_could_not_be_told_is_a_retry_and_accuses_nobody(others):
    fused = fuse([*others, UNSURE])
    assert (fused.decision, fused.cause, fused.tags) == (Decision.RETRY, Cause.LIVENESS_INCONCLUSIVE, ())


def test_only_what_failed_is_suspected():
    unsure = _check(Verdict.INCONCLUSIVE, Cause.SPOOF_SUSPECTED, Tag.RECAPTURED, Decision.SPOOF)
    assert (fuse([unsure]).decision, fuse([unsure]).cause) == (Decision.RETRY, Cause.LIVENESS_INCONCLUSIVE)


def test_the_first_that_did_not_pass_decides():
    assert fuse([PASS, DARK, SPOOF]).cause is Cause.TOO_DARK
    assert fuse([PASS, SPOOF, DARK]).decision is Decision.SPOOF


def test_the_tags_tell_everything_that_failed():
    assert fuse([DARK, UNSURE, SPOOF, SPOOF]).tags == (Tag.QUALITY_LOW, Tag.RECAPTURED)


@pytest.mark.parametrize("value", [None, float("nan")])
def test_nothing_measured_is_inconclusive(value):
    assert at_least(value, 1.0) is Verdict.INCONCLUSIVE
    assert at_most(value, 1.0) is Verdict.INCONCLUSIVE


def test_the_threshold_itself_passes():
    assert at_least(1.0, 1.0) is at_most(1.0, 1.0) is Verdict.PASS
    assert at_least(0.99, 1.0) is at_most(1.01, 1.0) is Verdict.FAIL
