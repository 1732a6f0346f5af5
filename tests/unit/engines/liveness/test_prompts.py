"""Placing the prompts of the task in the recording."""

from dataclasses import replace

import pytest

from face_series import challenge, client_log
from openekyc.domain.challenge import Action
from openekyc.engines.liveness.clocks import ClockFit
from openekyc.engines.liveness.prompts import PromptsContradictTask, step_windows
from openekyc.engines.liveness.track import Span

CLOCK = ClockFit(offset_s=5.0, tolerance_s=0.05, misfit_s=0.0, by="frames")
WHOLE = Span(start_s=0.0, end_s=9.0)
TASK = challenge(("blink", 0.8), ("nod", 1.2))


def _windows(prompts, task=TASK, clock=CLOCK):
    return step_windows(task, client_log(9.0, prompts), clock, WHOLE, late_s=0.8)


def test_each_step_has_a_window_from_its_prompt_to_a_little_after_its_end():
    blink, nod = _windows([(2.0, 3.0), (5.0, 6.5)])
    assert (blink.action, nod.action) == (Action.BLINK, Action.NOD)
    assert (blink.quiet_s, blink.shown_s, blink.until_s) == pytest.approx((1.15, 1.95, 3.85))
    assert (nod.quiet_s, nod.shown_s, nod.until_s) == pytest.approx((3.75, 4.95, 7.35))


def test_no_window_reaches_into_the_next():
    blink, nod = _windows([(2.0, 4.0), (5.0, 6.5)], clock=replace(CLOCK, tolerance_s=0.4))
    assert blink.until_s == nod.shown_s


@pytest.mark.parametrize(
    "prompts",
    [
        [],
        [(2.0, 3.0)],
        [(2.0, 3.0), (5.0, 6.0), (7.0, 8.0)],
        [(2.0, 2.1), (5.0, 6.5)],
        [(1.0, 7.0), (8.4, 8.9)],
        [(5.0, 6.5), (2.0, 3.0)],
        [(2.0, 3.0), (3.2, 5.0)],
        [(2.0, 3.0), (14.0, 15.0)],
        [(-3.0, 0.5), (5.0, 6.5)],
        [(float("nan"), 3.0), (5.0, 6.5)],
        [(2.0, float("nan")), (5.0, 6.5)],
        [(2.0, float("inf")), (5.0, 6.5)],
    ],
    ids=[
        "none reported",
        "one missing",
        "one too many",
        "left at once",
        "shown far too long",
        "backwards",
        "quiet cut short",
        "behind the end",
        "before the beginning",
        "no time shown",
        "no time left",
        "never left",
    ],
)
def test_an_account_that_contradicts_the_task_is_refused(prompts):
    with pytest.raises(PromptsContradictTask):
        _windows(prompts)


def test_prompts_out_of_order_are_refused():
    log = client_log(9.0, [(2.0, 3.0), (5.0, 6.5)])
    with pytest.raises(PromptsContradictTask, match="in order"):
        step_windows(TASK, replace(log, prompts=log.prompts[::-1]), CLOCK, WHOLE, late_s=0.8)
