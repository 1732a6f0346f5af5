import os
import signal
import socket
import sys
import threading

import psutil
import pytest

from openekyc.cli.children import Child, ChildEnded, Children, NotReady, ToldToEnd, is_free

SERVES = "import http.server, sys; http.server.HTTPServer(('127.0.0.1', int(sys.argv[1])), type('H', \
(http.server.BaseHTTPRequestHandler,), {'do_GET': lambda s: (s.send_response(200), s.end_headers()), \
'log_message': lambda *_: None})).serve_forever()"


@pytest.fixture(autouse=True)
def own_signals():
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


@pytest.fixture
def port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def started():
    """The programs that were started since the test began."""
    before = {process.pid for process in psutil.Process().children()}
    return lambda: [process for process in psutil.Process().children() if process.pid not in before]


def child(code, port):
    return Child(name="thing", command=[sys.executable, "-c", code, str(port)], environment={}, port=port, path="/")


def test_a_program_is_waited_for_until_it_answers(port):
    with Children() as children:
        children.start(child(SERVES, port))
        children.wait_ready(child(SERVES, port), timeout_s=20)
        assert not is_free("127.0.0.1", port)
    assert is_free("127.0.0.1", port)


def test_a_program_that_ends_by_itself_ends_the_waiting_with_its_name_and_code(port):
    with Children() as children:
        children.start(child("raise SystemExit(3)", port))
        with pytest.raises(ChildEnded, match=r"thing ended by itself \(code 3\)"):
            children.wait_ready(child(SERVES, port), timeout_s=20)


def test_a_program_that_never_answers_is_not_waited_for_without_end(port):
    with Children() as children:
        children.start(child("import time; time.sleep(60)", port))
        with pytest.raises(NotReady):
            children.wait_ready(child(SERVES, port), timeout_s=0.5)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_watch_and_leaves_no_program_behind(port, number, started):
    before = set(psutil.Process().children())
    threading.Timer(0.5, os.kill, (os.getpid(), number)).start()
    with Children() as children:
        children.start(child(SERVES, port))
        with pytest.raises(ToldToEnd):
            children.watch()
    left = set(psutil.Process().children()) - before
    assert not [p for p in left if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]


def test_ctrl_c_in_a_terminal_reaches_the_programs_through_us_only(port, started):
    before = set(psutil.Process().children())
    with Children() as children:
        children.start(child("import time; time.sleep(60)", port))
        (started,) = set(psutil.Process().children()) - before
        assert os.getpgid(started.pid) != os.getpgid(0)


def test_a_taken_port_is_seen(port):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        assert not is_free("127.0.0.1", port)
