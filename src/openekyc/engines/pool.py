"""A pool of warm processes: loaded before they are needed, replaced when they die, killed when they take too long.

A dead process fails only the work it was doing. See docs/decisions/warm-processes.md for why it is our own.
"""

import pickle
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

import structlog

from openekyc.domain.work import PoolStopped, ProcessDied, WorkLost
from openekyc.engines.process_line import Loading, NeverArrived, ProcessLine

_IDLE_LOOK_S = 1.0  # how soon a process that died while idle is replaced
_SLOWEST_RESTART_S = 30.0

_MOST_DELIVERIES = 3  # a message that no process lives to receive is too large for their memory

_log: structlog.stdlib.BoundLogger = structlog.get_logger("openekyc.pool")


class _NeverWarm(Exception):
    """The first process could not be loaded."""


@dataclass(frozen=True, slots=True)
class _Work:
    message: bytes
    done: "Future[Any]" = field(default_factory=Future)


class WarmPool:
    """Fulfils the jobs room's `WarmProcesses` with ``processes`` processes, each at one piece of work at a time."""

    def __init__(self, loading: Loading, *, processes: int, timeout_s: float) -> None:
        self._queue: queue.SimpleQueue[_Work | None] = queue.SimpleQueue()
        self._stopping = threading.Event()
        self._giving = threading.Lock()
        self._keepers = [_Keeper(loading, timeout_s, self._queue, self._stopping) for _ in range(processes)]

    def start(self) -> None:
        """Start all processes and return when each is warm; raises what the loading raised, having stopped them."""
        for keeper in self._keepers:
            keeper.start()
        try:
            for keeper in self._keepers:
                keeper.first_warm.result()
        except BaseException:
            self.stop(grace_s=0)
            raise

    @property
    def ready(self) -> bool:
        """Whether some process can take work, now or after what it does."""
        return not self._stopping.is_set() and bool(self.pids)

    @property
    def pids(self) -> tuple[int, ...]:
        """The numbers of the processes that are warm."""
        return tuple(keeper.pid for keeper in self._keepers if keeper.pid is not None)

    @property
    def replaced(self) -> int:
        """How many processes have died, or were killed for their slowness, and were replaced."""
        return sum(keeper.replaced for keeper in self._keepers)

    def submit(self, function: Callable[[Any], Any], payload: Any) -> "Future[Any]":
        """Run ``function(payload)``, both pickled now.

        The future raises what the function raised, or `ProcessDied`, `ProcessTimedOut`, `PoolStopped`.
        """
        work = _Work(pickle.dumps((function, payload), pickle.HIGHEST_PROTOCOL))
        with self._giving:
            if self._stopping.is_set():
                raise PoolStopped("The processes are being stopped.")
            self._queue.put(work)
        return work.done

    def stop(self, *, grace_s: float) -> None:
        """Take no more, let the running work have ``grace_s`` seconds, then kill; what waits gets `PoolStopped`."""
        with self._giving:
            self._stopping.set()
        self._refuse_waiting()
        for _ in self._keepers:
            self._queue.put(None)
        deadline = time.monotonic() + grace_s
        for keeper in self._keepers:
            keeper.finish(deadline)

    def _refuse_waiting(self) -> None:
        try:
            while True:
                work = self._queue.get_nowait()
                if work is not None and work.done.set_running_or_notify_cancel():
                    work.done.set_exception(PoolStopped("The processes were stopped before the work began."))
        except queue.Empty:
            return


class _Keeper:
    """The thread that keeps one process: starts it, hands it work, replaces it."""

    def __init__(
        self,
        loading: Loading,
        timeout_s: float,
        work: "queue.SimpleQueue[_Work | None]",
        stopping: threading.Event,
    ) -> None:
        self.first_warm: Future[None] = Future()
        self.replaced = 0
        self._loading = loading
        self._timeout_s = timeout_s
        self._queue = work
        self._stopping = stopping
        self._line: ProcessLine | None = None
        self._warm = False
        self._thread = threading.Thread(target=self._keep, name="openekyc-keeper", daemon=True)

    @property
    def pid(self) -> int | None:
        """The number of the process while it is warm."""
        return self._line.pid if self._line is not None and self._warm else None

    def start(self) -> None:
        self._thread.start()

    def finish(self, deadline: float) -> None:
        """Wait for the thread until the deadline of `time.monotonic`, then kill what it waits for."""
        if self._thread.ident is None:
            return
        self._thread.join(max(0.0, deadline - time.monotonic()))
        while self._thread.is_alive():
            if self._line is not None:
                self._line.kill()
            self._thread.join(_IDLE_LOOK_S)

    def _keep(self) -> None:
        try:
            self._hand_out(self._first_line())
        except (PoolStopped, _NeverWarm):
            return
        finally:
            self._warm = False
            if self._line is not None:
                self._line.close()

    def _first_line(self) -> ProcessLine:
        """The first process; what hinders it is the starter's to know, and is not tried again."""
        try:
            line = self._fresh_line()
        except Exception as error:
            self.first_warm.set_exception(error)
            raise _NeverWarm from error
        self.first_warm.set_result(None)
        return line

    def _hand_out(self, line: ProcessLine) -> None:
        while True:
            try:
                work = self._queue.get(timeout=_IDLE_LOOK_S)
            except queue.Empty:
                if not line.alive:
                    line = self._replacement()
                continue
            if work is None:
                return
            if not work.done.set_running_or_notify_cancel():
                continue
            line = self._do(work, line)

    def _do(self, work: _Work, line: ProcessLine) -> ProcessLine:
        """Answer the work's future; returns the line to go on with."""
        for _ in range(_MOST_DELIVERIES):
            try:
                value = line.ask(work.message, timeout_s=self._timeout_s)
            except NeverArrived:
                try:
                    line = self._replacement()
                except PoolStopped as stopped:
                    work.done.set_exception(stopped)
                    raise
                continue
            except WorkLost as error:
                stopped = PoolStopped("The processes were stopped in the middle of the work.")
                work.done.set_exception(stopped if self._stopping.is_set() else error)
                return self._replacement()
            except Exception as error:  # noqa: BLE001 - it belongs to the one who gave the work
                work.done.set_exception(error)
                return line
            work.done.set_result(value)
            return line
        work.done.set_exception(ProcessDied("No process lived to receive the work; it may be too large."))
        return line

    def _replacement(self) -> ProcessLine:
        """Another warm process, tried for until there is one; raises `PoolStopped` when nobody needs it any more."""
        self.replaced += 1
        pause_s = 0.0
        while not self._stopping.wait(pause_s):
            _log.warning("warm_process_replaced", pid=self._line.pid if self._line else None)
            try:
                return self._fresh_line()
            except Exception:  # noqa: BLE001 - logged; it may pass: memory, disk, a model file being replaced
                pause_s = min(_SLOWEST_RESTART_S, pause_s * 2 or 1.0)
                _log.exception("warm_process_not_started", next_try_s=pause_s)
        raise PoolStopped("The processes are being stopped.")

    def _fresh_line(self) -> ProcessLine:
        self._warm = False
        if self._line is not None:
            self._line.close()
        self._line = ProcessLine(self._loading)
        self._line.load()
        self._warm = True
        return self._line
