"""What the contract suites share: functions for warm processes, and a house of rooms around one kind of job."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from job_house import House
from openekyc.settings import Settings

TESTS = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def _processes_can_import_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(TESTS))


@pytest.fixture
def make_house(tmp_path: Path) -> Iterator[Callable[..., House]]:
    made: list[House] = []

    def make(**settings: Any) -> House:
        given = {"data_dir": tmp_path / "data", "workers": 1, "job_timeout_s": 20, "job_attempts": 3} | settings
        made.append(House(Settings(**given)))
        return made[-1]

    yield make
    for house in made:
        house.stop()


@pytest.fixture
def house(make_house: Callable[..., House]) -> House:
    return make_house()
