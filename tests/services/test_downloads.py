"""Fetching pictures from a real HTTP server on this machine."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from io import BytesIO

import pytest
from PIL import Image as Pillow

from openekyc.domain.errors import DownloadFailed, MediaTooLarge, MediaUndecodable, ServiceOverloaded
from openekyc.media.addresses import Allowed
from openekyc.media.downloads import DownloadLimits, Downloads, fetch_image

LOCAL = DownloadLimits(total_s=1.0, max_bytes=20_000, allowed=Allowed.of(["127.0.0.1"]))
Answer = Callable[[socket.socket, bytes], None]


@contextmanager
def serving(answer: Answer) -> Iterator[tuple[int, list[bytes]]]:
    """A server that answers every connection with ``answer``; gives its port and the requests it saw."""
    requests: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def run() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    requests.append(connection.recv(65536))
                    try:
                        answer(connection, requests[-1])
                    except OSError:
                        continue

        threading.Thread(target=run, daemon=True).start()
        yield server.getsockname()[1], requests
        server.shutdown(socket.SHUT_RDWR)


def picture() -> bytes:
    file = BytesIO()
    Pillow.new("RGB", (40, 30), (10, 120, 200)).save(file, "PNG")
    return file.getvalue()


def reply(body: bytes, status: str = "200 OK", *headers: str) -> Answer:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    head = "\r\n".join(lines).encode() + b"\r\n\r\n"
    return lambda connection, _request: connection.sendall(head + body)


def test_a_picture_arrives_as_it_was_sent() -> None:
    with serving(reply(picture())) as (port, requests):
        assert fetch_image(f"http://127.0.0.1:{port}/ä/a.png?x=1&y=ü", limits=LOCAL) == picture()
    assert requests[0].startswith(b"GET /%C3%A4/a.png?x=1&y=%C3%BC HTTP/1.1\r\nHost: 127.0.0.1:" + str(port).encode())


def test_a_chunked_picture_arrives_whole() -> None:
    body = picture()
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:20], body[20:])) + b"0\r\n\r\n"
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    with serving(lambda connection, _: connection.sendall(head + chunks)) as (port, _):
        assert fetch_image(f"http://127.0.0.1:{port}/", limits=LOCAL) == body


def test_the_connection_goes_to_the_address_that_was_checked() -> None:
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    limits = DownloadLimits(total_s=1.0, max_bytes=20_000, allowed=Allowed.of(["pictures.example"]))
    with serving(reply(picture())) as (port, requests):
        content = fetch_image(
            f"http://pictures.example:{port}/a.png", limits=limits, resolver=lambda _host, _port: next(answers)
        )
    assert content == picture()
    assert b"Host: pictures.example:" in requests[0]


def test_this_machine_is_refused_unless_the_operator_listed_it() -> None:
    with serving(reply(picture())) as (port, requests):
        for host in ("127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "0.0.0.0"):
            with pytest.raises(DownloadFailed):
                fetch_image(f"http://{host}:{port}/", limits=DownloadLimits(total_s=1.0, max_bytes=20_000))
    assert requests == []


def test_a_redirect_on_the_same_host_is_followed() -> None:
    def answer(connection: socket.socket, request: bytes) -> None:
        if b"GET /moved" in request:
            reply(picture())(connection, request)
        else:
            reply(b"", "302 Found", "Location: /moved.png")(connection, request)

    with serving(answer) as (port, _):
        assert fetch_image(f"http://127.0.0.1:{port}/a.png", limits=LOCAL) == picture()


@pytest.mark.parametrize("location", ["http://localhost/x", "http://169.254.169.254/", "file:///etc/passwd", ""])
def test_a_redirect_elsewhere_is_refused(location: str) -> None:
    with serving(reply(b"", "302 Found", f"Location: {location}")) as (port, _), pytest.raises(DownloadFailed):
        fetch_image(f"http://127.0.0.1:{port}/a.png", limits=LOCAL)


def test_an_error_page_is_a_failed_download() -> None:
    with serving(reply(b"no", "404 Not Found")) as (port, _), pytest.raises(DownloadFailed, match="404"):
        fetch_image(f"http://127.0.0.1:{port}/a.png", limits=LOCAL)


def test_something_else_than_a_picture_is_refused_at_its_first_bytes() -> None:
    with serving(reply(b"<html>" + bytes(9000))) as (port, _), pytest.raises(MediaUndecodable):
        fetch_image(f"http://127.0.0.1:{port}/a.png", limits=LOCAL)


def test_an_announced_size_over_the_limit_is_refused_before_it_is_read() -> None:
    with serving(reply(picture() + bytes(30_000))) as (port, _), pytest.raises(MediaTooLarge):
        fetch_image(f"http://127.0.0.1:{port}/a.png", limits=LOCAL)


def test_an_endless_stream_is_cut_at_the_limit() -> None:
    def endless(connection: socket.socket, request: bytes) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n" + picture())
        while True:
            connection.sendall(bytes(4096))

    with serving(endless) as (port, _), pytest.raises(MediaTooLarge):
        fetch_image(f"http://127.0.0.1:{port}/a.png", limits=LOCAL)


@pytest.mark.parametrize("drop", [b"H", b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n\x89PNG\r\n\x1a\n"])
def test_a_server_that_drips_is_left_after_the_total_time(drop: bytes) -> None:
    def drip(connection: socket.socket, request: bytes) -> None:
        connection.sendall(drop)
        while True:
            time.sleep(0.1)
            connection.sendall(b"a")

    limits = DownloadLimits(total_s=0.5, max_bytes=20_000, allowed=LOCAL.allowed)
    with serving(drip) as (port, _):
        began = time.monotonic()
        with pytest.raises(DownloadFailed):
            fetch_image(f"http://127.0.0.1:{port}/a.png", limits=limits)
        assert time.monotonic() - began < 1.5


def test_a_closed_port_and_a_plain_server_behind_https_are_failed_downloads() -> None:
    with serving(reply(picture())) as (port, _), pytest.raises(DownloadFailed):
        fetch_image(f"https://127.0.0.1:{port}/a.png", limits=LOCAL)
    with pytest.raises(DownloadFailed):
        fetch_image("http://127.0.0.1:9/a.png", limits=LOCAL)


def test_only_the_first_bytes_are_looked_at_where_the_keys_are() -> None:
    """The rest of a stranger's file is for the processes that decode."""
    body = b"\x89PNG\r\n\x1a\n and nothing a decoder could read"
    with serving(reply(body)) as (port, _):
        assert fetch_image(f"http://127.0.0.1:{port}/", limits=LOCAL) == body


def test_slow_addresses_take_no_more_than_their_places() -> None:
    go_on = threading.Event()

    def late(connection: socket.socket, request: bytes) -> None:
        go_on.wait(5)
        reply(picture())(connection, request)

    limits = DownloadLimits(total_s=5.0, max_bytes=20_000, allowed=Allowed.of(["127.0.0.1"]))
    downloads = Downloads(limits, at_once=1)
    with serving(late) as (port, requests), ThreadPoolExecutor(1) as people:
        first = people.submit(downloads.fetch, f"http://127.0.0.1:{port}/")
        until = time.monotonic() + 5
        while not requests and time.monotonic() < until:
            time.sleep(0.01)
        with pytest.raises(ServiceOverloaded):
            downloads.fetch(f"http://127.0.0.1:{port}/")
        go_on.set()
        assert first.result() == picture()
        assert downloads.fetch(f"http://127.0.0.1:{port}/") == picture()
