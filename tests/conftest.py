"""What all suites share: the data folder, nothing skipped unseen, nothing skipped at all in CI."""

import os
from collections import Counter, defaultdict
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from running_server import RunningServer

SUITES = ("unit", "contracts", "repo", "wire", "engines", "services", "fault", "browser")
"""Quick ones first; the browser's last, because its driver keeps an event loop running in the test's thread."""


def in_ci() -> bool:
    return os.environ.get("CI", "").lower() in {"1", "true"}


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """The folder with faces/, videos/ and cards/ that engines are measured on."""
    named = os.environ.get("OPENEKYC_DATA")
    if not named:
        pytest.skip("OPENEKYC_DATA does not name a folder with faces/, videos/ and cards/")
    return Path(named)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A real server with its own data folder and key, shared by all tests that do not harm it."""
    running = RunningServer(data=tmp_path_factory.mktemp("server") / "data").start()
    yield running
    running.stop()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the suites in their order; within one, files stay as they were found."""
    items.sort(key=lambda item: SUITES.index(_suite(item.nodeid)))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return _failed_in_ci((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return _failed_in_ci((yield))


def _failed_in_ci(report):
    """In CI every requirement must be there: a skip is a failure that says what was missing."""
    if in_ci() and report.outcome == "skipped":
        report.outcome = "failed"
        report.longrepr = f"In CI nothing may be skipped: {_reason(report)}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Which suites did not run whole, and why; nothing when all did."""
    missing: dict[str, Counter[str]] = defaultdict(Counter)
    for report in terminalreporter.stats.get("skipped", []):
        missing[_suite(report.nodeid)][_reason(report)] += 1
    if not missing:
        return
    terminalreporter.section("suites that did not run whole")
    for suite, reasons in sorted(missing.items()):
        for reason, count in reasons.most_common():
            terminalreporter.line(f"{suite}: {count} skipped: {reason}")


def _suite(nodeid: str) -> str:
    """The folder under tests/ that a test lies in."""
    return nodeid.removeprefix("tests/").split("/")[0]


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    """What pytest.skip was called with."""
    told = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return told.removeprefix("Skipped: ")
