"""One writer for all: work that waits shares a commit, work that fails is undone alone, a lost group is told truly."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, Engine, StaticPool, create_engine, event, text

from openekyc.storage.grouped_writer import LARGEST_GROUP, GroupedWriter, WriterClosed


@pytest.fixture
def engine() -> Iterator[Engine]:
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    event.listen(engine, "connect", lambda driver, _: setattr(driver, "isolation_level", None))
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE kept (name TEXT PRIMARY KEY)"))
    yield engine
    engine.dispose()


@pytest.fixture
def writer(engine: Engine) -> Iterator[GroupedWriter]:
    writer = GroupedWriter(engine)
    yield writer
    writer.close()


@pytest.fixture
def commits(engine: Engine) -> list[bool]:
    seen: list[bool] = []
    event.listen(engine, "commit", lambda _: seen.append(True))
    return seen


def add(name: str) -> Callable[[Connection], str]:
    def work(connection: Connection) -> str:
        connection.execute(text("INSERT INTO kept VALUES (:name)"), {"name": name})
        return name

    return work


def kept(writer: GroupedWriter) -> set[str]:
    return writer.write(lambda connection: {row[0] for row in connection.execute(text("SELECT name FROM kept"))})


class Held:
    """Holds the writer's thread, so that what is given meanwhile forms one group."""

    def __init__(self, writer: GroupedWriter, threads: ThreadPoolExecutor) -> None:
        self.writer, self.threads = writer, threads
        self._inside, self._go = threading.Event(), threading.Event()
        self._first = threads.submit(writer.write, self._wait)
        self._inside.wait(10)

    def _wait(self, _: Connection) -> None:
        self._inside.set()
        self._go.wait(10)

    def give(self, works: list[Callable[[Connection], str]]) -> list["Future[str]"]:
        futures = [self.threads.submit(self.writer.write, work) for work in works]
        while self.writer._requests.qsize() < len(works):
            pass
        return futures

    def release(self) -> None:
        self._go.set()
        self._first.result(10)


def test_all_that_waits_is_made_durable_by_one_commit(writer: GroupedWriter, commits: list[bool]) -> None:
    with ThreadPoolExecutor(32) as threads:
        held = Held(writer, threads)
        futures = held.give([add(f"{number}") for number in range(20)])
        held.release()
        assert [future.result(10) for future in futures] == [f"{number}" for number in range(20)]
    assert len(commits) == 1


def test_nobody_is_told_before_the_commit(writer: GroupedWriter, engine: Engine) -> None:
    told_before: list[bool] = []
    with ThreadPoolExecutor(4) as threads:
        held = Held(writer, threads)
        (future,) = held.give([add("a")])
        event.listen(engine, "commit", lambda _: told_before.append(future.done()))
        held.release()
        future.result(10)
    assert told_before == [False]


def test_a_group_has_a_largest_size(writer: GroupedWriter, commits: list[bool]) -> None:
    count = LARGEST_GROUP + 10
    with ThreadPoolExecutor(count + 1) as threads:
        held = Held(writer, threads)
        futures = held.give([add(f"{number}") for number in range(count)])
        held.release()
        assert len({future.result(10) for future in futures}) == count
    assert len(commits) == 2


def test_in_a_group_only_what_raised_is_undone(writer: GroupedWriter) -> None:
    def failing(connection: Connection) -> str:
        add("bad")(connection)
        raise LookupError("bad")

    with ThreadPoolExecutor(4) as threads:
        held = Held(writer, threads)
        first, second, third = held.give([add("first"), failing, add("third")])
        held.release()
        assert (first.result(10), third.result(10)) == ("first", "third")
        with pytest.raises(LookupError):
            second.result(10)
    assert kept(writer) == {"first", "third"}


def test_when_the_database_takes_the_whole_group_back_each_is_tried_alone_and_told_its_own_outcome(
    writer: GroupedWriter,
) -> None:
    def rolls_everything_back(connection: Connection) -> str:
        connection.exec_driver_sql("ROLLBACK")  # as SQLite itself does when the disk is full
        raise OSError("full")

    with ThreadPoolExecutor(4) as threads:
        held = Held(writer, threads)
        first, second, third = held.give([add("first"), rolls_everything_back, add("third")])
        held.release()
        assert (first.result(10), third.result(10)) == ("first", "third")
        with pytest.raises(OSError, match="full"):
            second.result(10)
    assert kept(writer) == {"first", "third"}


def test_when_no_transaction_can_begin_everybody_who_waits_is_told(writer: GroupedWriter, engine: Engine) -> None:
    waiting = threading.Event()

    def cannot_begin(_: Connection) -> None:
        waiting.wait(10)  # until all have come
        raise ConnectionError("locked")

    event.listen(engine, "begin", cannot_begin)
    with ThreadPoolExecutor(4) as threads:
        futures = [threads.submit(writer.write, add(name)) for name in "abc"]
        while writer._requests.qsize() < 2:
            pass
        waiting.set()
        for future in futures:
            with pytest.raises(ConnectionError, match="locked"):
                future.result(10)
    event.remove(engine, "begin", cannot_begin)
    assert kept(writer) == set()


def test_a_close_finishes_what_was_given_and_refuses_the_rest(writer: GroupedWriter) -> None:
    with ThreadPoolExecutor(4) as threads:
        held = Held(writer, threads)
        futures = held.give([add("a"), add("b")])
        closing = threads.submit(writer.close)
        held.release()
        closing.result(10)
        assert {future.result(10) for future in futures} == {"a", "b"}
    with pytest.raises(WriterClosed):
        writer.write(add("c"))


def test_a_writer_that_never_wrote_closes_too(engine: Engine) -> None:
    GroupedWriter(engine).close()
