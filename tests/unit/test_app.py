"""What the server says about itself, and that its rooms are closed whatever happens."""

from types import SimpleNamespace

import pytest

from openekyc.app import Rooms
from openekyc.domain.errors import CannotStart, StorageUnavailable
from openekyc.settings import Settings


def full():
    raise StorageUnavailable("There is no room.")


def rooms(calls=None, **changed):
    noted = [] if calls is None else calls

    def note(word):
        return lambda *_, **__: noted.append(word)

    def pool(name):
        return SimpleNamespace(ready=True, start=note(f"{name} start"), stop=note(f"{name} stop"))

    working = {
        "records": SimpleNamespace(read=lambda _: None, prepare=note("records prepare"), close=note("records close")),
        "blobs": SimpleNamespace(probe=lambda: None, prepare=note("blobs prepare")),
        "credentials": SimpleNamespace(close=note("credentials close")),
        "engines": pool("engines"),
        "decoders": pool("decoders"),
        "runner": SimpleNamespace(
            alive=True, claim=note("runner claim"), start=note("runner start"), stop=note("runner stop")
        ),
    }
    return Rooms(settings=Settings(), house=None, gateway=None, **(working | changed))


def test_a_server_whose_rooms_all_work_is_ready():
    assert rooms().not_ready() == {}


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("engines", SimpleNamespace(ready=False)),
        ("decoders", SimpleNamespace(ready=False)),
        ("runner", SimpleNamespace(alive=False)),
        ("records", SimpleNamespace(read=lambda _: full())),
        ("blobs", SimpleNamespace(probe=full)),
    ],
)
def test_each_room_that_does_not_work_is_named_with_a_sentence(name, broken):
    found = rooms(**{name: broken}).not_ready()
    assert list(found) == [{"runner": "jobs", "records": "database"}.get(name, name)]
    assert all(sentence.endswith(".") for sentence in found.values())


def test_the_data_folder_is_claimed_before_anything_in_it_is_touched():
    calls = []
    rooms(calls).open()
    assert calls[0] == "runner claim"
    assert calls[-1] == "runner start"


def test_what_one_room_raises_while_closing_does_not_keep_the_others_open():
    calls = []

    def fail(**_):
        raise CannotStart("as an example")

    broken = SimpleNamespace(stop=fail)
    with pytest.raises(CannotStart):
        rooms(calls, runner=broken, engines=broken).close()
    assert calls == ["decoders stop", "credentials close", "records close"]
