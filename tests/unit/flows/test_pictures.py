"""A picture that kills the process that looks into it is a bad picture, not a fault of the server."""

from concurrent.futures import Future

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
        checked_by(Ending(ending))(b"picture")


def test_a_good_picture_passes():
    checked_by(Ending(None))(b"picture")
