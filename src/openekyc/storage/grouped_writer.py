"""One thread that writes for everybody and commits whole groups: one wait for the disk serves all who wait.

Each piece of work has its own savepoint, so one that fails takes nothing of the others with it.
"""

import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine

T = TypeVar("T")

LARGEST_GROUP = 64  # bounds how long the first of a group waits for the last


class WriterClosed(Exception):
    """The database was closed; nothing more can be written."""


@dataclass(slots=True)
class _Request:
    """One piece of work, what became of it, and the future its caller waits on."""

    work: Callable[[Connection], Any]
    done: "Future[Any]" = field(default_factory=Future)
    value: Any = None
    error: BaseException | None = None

    def release(self) -> None:
        """Tell the caller; only to be called once the group is durable or given up."""
        if self.error is None:
            self.done.set_result(self.value)
        else:
            self.done.set_exception(self.error)


class _GroupLost(Exception):
    """The database took the whole transaction back (disk full, input or output error), not only one savepoint."""


class GroupedWriter:
    """Runs work on the engine's only connection, in the order it was given."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._requests: queue.SimpleQueue[_Request | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._closed = False
        self._starting = threading.Lock()

    def write(self, work: Callable[[Connection], T]) -> T:
        """Returns the work's value once it is durable; raises what the work raised, or why it could not be kept."""
        if threading.current_thread() is self._thread:
            raise RuntimeError("A write inside a write would wait for itself.")
        request = _Request(work)
        with self._starting:
            if self._closed:
                raise WriterClosed("The database is closed.")
            if self._thread is None:
                self._thread = threading.Thread(target=self._serve, name="openekyc-writer", daemon=True)
                self._thread.start()
            self._requests.put(request)
        return request.done.result()

    def close(self) -> None:
        """Finish what was given, then stop; more work is refused."""
        with self._starting:
            self._closed = True
            if self._thread is not None:
                self._requests.put(None)
        if self._thread is not None:
            self._thread.join()

    def _serve(self) -> None:
        while (request := self._requests.get()) is not None:
            self._write_group(request)

    def _write_group(self, first: _Request) -> None:
        taken: list[_Request] = []
        try:
            with self._engine.begin() as connection:
                for request in self._group(first):
                    taken.append(request)
                    _run_in_savepoint(connection, request)
        except BaseException as error:  # noqa: BLE001 - whatever stopped the group must reach those who wait for it
            self._after_lost_group(first, taken, error)
            return
        for request in taken:
            request.release()

    def _group(self, first: _Request) -> Iterator[_Request]:
        """The first request and those that have come meanwhile; stops at the mark that says the writer is closed."""
        yield first
        for _ in range(LARGEST_GROUP - 1):
            try:
                request = self._requests.get_nowait()
            except queue.Empty:
                return
            if request is None:
                self._requests.put(None)
                return
            yield request

    def _after_lost_group(self, first: _Request, taken: list[_Request], error: BaseException) -> None:
        """A lost group is tried one by one, so that each caller gets its own answer; one alone has its answer."""
        if not taken:  # the transaction could not even begin: all who wait would only wait as long again
            taken = list(self._group(first))
        elif len(taken) > 1:
            for request in taken:
                request.value, request.error = None, None
                self._write_alone(request)
            return
        for request in taken:
            request.error = error.__cause__ if isinstance(error, _GroupLost) else error
            request.release()

    def _write_alone(self, request: _Request) -> None:
        try:
            with self._engine.begin() as connection:
                request.value = request.work(connection)
        except BaseException as error:  # noqa: BLE001 - whatever it is, it belongs to the caller
            request.error = error
        request.release()


def _run_in_savepoint(connection: Connection, request: _Request) -> None:
    connection.exec_driver_sql("SAVEPOINT work")
    try:
        request.value = request.work(connection)
    except BaseException as error:
        if not _in_transaction(connection):
            raise _GroupLost from error
        connection.exec_driver_sql("ROLLBACK TO work")
        request.error = error
    connection.exec_driver_sql("RELEASE work")


def _in_transaction(connection: Connection) -> bool:
    driver: Any = connection.connection.dbapi_connection
    return bool(driver.in_transaction)
