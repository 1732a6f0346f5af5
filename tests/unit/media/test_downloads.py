"""Refusals that need no network; `tests/services/test_downloads.py` fetches from a real server."""

import threading

import pytest

from openekyc.domain.errors import DownloadFailed
from openekyc.media.addresses import Allowed
from openekyc.media.downloads import DownloadLimits, fetch_image
from openekyc.settings import Settings

LIMITS = DownloadLimits(total_s=0.5, max_bytes=1000, allowed=Allowed())


def never(host: str, port: int) -> list[str]:
    raise AssertionError(f"{host}:{port} was looked up")


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://pictures.example/a.jpg",
        "gopher://127.0.0.1:6379/_SET",
        "data:image/png;base64,AAAA",
        "//pictures.example/a.jpg",
        "/a.jpg",
        "",
        "http://",
        "http:///a.jpg",
        "http://user:secret@pictures.example/",
        "http://pictures.example:99999/",
        "http://pictures.example/a b",
        "http://pictures.example/\r\nX-Injected: 1",
        "http://[::1/",
        "http://" + "a" * 70 + ".example/",
    ],
)
def test_a_malformed_or_foreign_url_is_refused_before_any_look_up(url: str) -> None:
    with pytest.raises(DownloadFailed):
        fetch_image(url, limits=LIMITS, resolver=never)


@pytest.mark.parametrize(
    "addresses",
    [["127.0.0.1"], ["169.254.169.254"], ["::ffff:10.0.0.1"], ["93.184.216.34", "10.0.0.1"], ["fe80::1%eth0"], []],
)
def test_a_host_with_any_inner_address_is_refused_without_connecting(addresses: list[str]) -> None:
    with pytest.raises(DownloadFailed, match="not one that may be fetched"):
        fetch_image("https://pictures.example/a.jpg", limits=LIMITS, resolver=lambda _host, _port: addresses)


def test_a_host_that_does_not_resolve_is_a_failed_download() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise OSError("no such host")

    with pytest.raises(DownloadFailed, match="cannot be found"):
        fetch_image("https://pictures.example/a.jpg", limits=LIMITS, resolver=unknown)


def test_a_name_server_that_does_not_answer_costs_no_more_than_the_limit() -> None:
    released = threading.Event()

    def silent(host: str, port: int) -> list[str]:
        released.wait(5)
        return []

    with pytest.raises(DownloadFailed, match="cannot be found"):
        fetch_image("https://pictures.example/a.jpg", limits=LIMITS, resolver=silent)
    released.set()


def test_the_limits_are_the_operators() -> None:
    limits = DownloadLimits.of(Settings(download_timeout_s=1.5, download_allowed=("10.0.0.0/8", "Files.internal")))
    assert limits.total_s == 1.5
    assert limits.max_bytes == 5 * 1024 * 1024
    assert limits.allowed.permits("files.internal", "10.1.1.1")
