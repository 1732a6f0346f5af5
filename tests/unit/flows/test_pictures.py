"""A picture that kills the process that looks into it is a bad picture, not a fault of the server."""

from concurrent.futures import Future, ThreadPoolExecutor
from threading import Semaphore

import pytest

from openekyc.domain.errors import MediaTooLarge, MediaUndecodable, ServiceOverloaded
from openekyc.domain.work import PoolStopped, ProcessDied, ProcessTimedOut
from openekyc.flows.pictures import checked_by


class Ending:
    """Processes whose work always ends the same way."""

    def __init__(self, error):
        self.error = error

    def submit(self, function, payload):
        done = Future()
        done.set_exception(self.error) if self.error else done.set_result(None)
        return done


@pytest.mark.parametrize(
    ("ending", "raised"),
    [
        (ProcessDied("killed"), MediaUndecodable),
        (ProcessTimedOut("too long"), MediaUndecodable),
        (PoolStopped("ending"), ServiceOverloaded),
        (MediaTooLarge("too many pixels"), MediaTooLarge),
    ],
)
def test_each_ending_becomes_an_answer_for_the_caller(ending, raised):
    with pytest.raises(raised):
        checked_by(Ending(ending), at_once=1)(b"picture")


def test_a_good_picture_passes():
    checked_by(Ending(None), at_once=1)(b"picture")


class Slow:
    """Processes that are at work until told."""

    def __init__(self):
        self.given = []
        self.taken = Semaphore(0)

    def submit(self, function, payload):
        self.given.append(Future())
        self.taken.release()
        return self.given[-1]


def test_who_comes_when_all_places_are_taken_is_sent_away_at_once():
    slow = Slow()
    check = checked_by(slow, at_once=2)
    with ThreadPoolExecutor(2) as people:
        waiting = [people.submit(check, b"picture") for _ in range(2)]
        assert all(slow.taken.acquire(timeout=5) for _ in waiting)
        with pytest.raises(ServiceOverloaded):
            check(b"picture")
        slow.given[0].set_result(None)
        slow.given[1].set_exception(MediaTooLarge("too many pixels"))
    assert isinstance(waiting[1].exception(), MediaTooLarge)


def test_a_place_is_free_again_whatever_came_of_the_check():
    check = checked_by(Ending(MediaTooLarge("too many pixels")), at_once=1)
    for _ in range(3):
        with pytest.raises(MediaTooLarge):
            check(b"picture")
