"""The journal that is safe with the SQLite at hand."""

import pytest

from openekyc.storage.sqlite import journal_mode


@pytest.mark.parametrize(
    ("version", "mode"),
    [((3, 40, 1), "TRUNCATE"), ((3, 51, 2), "TRUNCATE"), ((3, 51, 3), "WAL"), ((3, 60, 0), "WAL"), ((4, 0, 0), "WAL")],
)
def test_the_write_ahead_log_is_used_only_where_its_checkpoints_are_sound(
    version: tuple[int, int, int], mode: str
) -> None:
    assert journal_mode(version) == mode
