"""What every rates backend promises: exactly so many calls in any one second, per key."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openekyc.domain.plugins import load_backend
from openekyc.settings import Settings
from openekyc.storage.rates.backends.memory import MemoryRates


class TurnedClock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture(params=["memory"])
def rates(request, tmp_path):
    return load_backend("rates", request.param, Settings(data_dir=tmp_path))


def test_a_burst_is_allowed_up_to_the_limit(rates):
    assert [rates.allow("a", per_second=20) for _ in range(22)] == [True] * 20 + [False] * 2


def test_keys_do_not_share(rates):
    assert rates.allow("a", per_second=1)
    assert rates.allow("b", per_second=1)
    assert not rates.allow("a", per_second=1)


def test_threads_together_get_no_more_than_the_limit(rates):
    with ThreadPoolExecutor(8) as pool:
        allowed = list(pool.map(lambda _: rates.allow("a", per_second=20), range(200)))
    assert sum(allowed) == 20


# The clock can be turned where the backend lives in this process.
def test_a_call_is_forgotten_after_exactly_one_second():
    clock = TurnedClock()
    rates = MemoryRates(clock)
    assert rates.allow("a", per_second=1)
    clock.now += 0.999
    assert not rates.allow("a", per_second=1)
    clock.now += 0.001
    assert rates.allow("a", per_second=1)


def test_refused_calls_do_not_count():
    clock = TurnedClock()
    rates = MemoryRates(clock)
    for _ in range(10):
        rates.allow("a", per_second=2)
        clock.now += 0.05
    clock.now = 1001.05
    assert rates.allow("a", per_second=2)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0, 0.4), min_size=1, max_size=120), st.integers(1, 5))
def test_in_no_second_are_more_allowed_than_the_limit(pauses, limit):
    clock = TurnedClock()
    rates = MemoryRates(clock)
    allowed = []
    for pause in pauses:
        clock.now += pause
        if rates.allow("a", per_second=limit):
            allowed.append(clock.now)
    for index, moment in enumerate(allowed[limit:]):
        assert moment - allowed[index] >= 1.0


def test_idle_keys_are_forgotten():
    clock = TurnedClock()
    rates = MemoryRates(clock)
    for index in range(10_000):
        rates.allow(f"key-{index}", per_second=20)
    clock.now += 2
    rates.allow("last", per_second=20)
    assert list(rates._allowed) == ["last"]
