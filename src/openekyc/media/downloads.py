"""Fetching a picture from an address that a caller wrote, without lending him our place in the network.

The host is resolved once, every address it has must be a public one, and the connection goes to that very address, so
that a second answer of the name server cannot lead elsewhere (server-side request forgery:
https://cheatsheetseries.owasp.org/cheatsheets/Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html).
"""

import http.client
import io
import socket
import ssl
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from http import HTTPStatus
from threading import BoundedSemaphore, Thread
from typing import Any, cast
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from openekyc.domain.errors import DownloadFailed, MediaTooLarge, ServiceOverloaded
from openekyc.media.addresses import Allowed, is_public
from openekyc.media.sniffing import MAGIC_BYTES, picture_format, require_picture
from openekyc.settings import Settings

Resolve = Callable[[str, int], Sequence[str]]
_CHUNK = 64 * 1024
_PORTS = {"http": 80, "https": 443}
_AS_WRITTEN = "!$%&'()*+,-./:;=?@[]_~"  #: of a path or query; everything else is percent-encoded
_MOST_REDIRECTS = 2
_REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadLimits:
    """``total_s`` covers everything from the name look-up to the last byte; ``allowed`` is what may be fetched from
    although it is not public."""

    total_s: float
    max_bytes: int
    allowed: Allowed = field(default_factory=Allowed)

    @classmethod
    def of(cls, settings: Settings) -> "DownloadLimits":
        """As the operator set them."""
        return cls(
            total_s=settings.download_timeout_s,
            max_bytes=settings.download_max_bytes,
            allowed=Allowed.of(settings.download_allowed),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Target:
    url: SplitResult
    host: str
    port: int


class Downloads:
    """Fetches pictures, so many at once; the next one is refused instead of waiting for slow strangers."""

    def __init__(self, limits: DownloadLimits, *, at_once: int) -> None:
        self._limits = limits
        self._places = BoundedSemaphore(at_once)

    def fetch(self, url: str) -> bytes:
        """As `fetch_image`; raises `ServiceOverloaded` too."""
        if not self._places.acquire(blocking=False):
            raise ServiceOverloaded("Too many pictures are being fetched. Try again in a few seconds.")
        try:
            return fetch_image(url, limits=self._limits)
        finally:
            self._places.release()


def resolve(host: str, port: int) -> Sequence[str]:
    """All addresses of a host as the system's resolver gives them; raises OSError."""
    return [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def fetch_image(url: str, *, limits: DownloadLimits, resolver: Resolve = resolve) -> bytes:
    """The bytes of the JPEG or PNG at an http(s) address; only its first bytes have been looked at.

    Raises `DownloadFailed`, `MediaTooLarge`, `MediaEmpty`, `MediaUndecodable`.
    """
    deadline = time.monotonic() + limits.total_s
    target = _target(url)
    addresses = _addresses(target, limits, resolver, deadline)
    for _ in range(_MOST_REDIRECTS + 1):
        try:
            with _connected(target, addresses, deadline) as connection:
                content, location = _exchange(connection, target, limits, deadline)
        except (OSError, http.client.HTTPException) as trouble:
            raise DownloadFailed("The image could not be fetched from its URL in time.") from trouble
        if location is None:
            require_picture(content)
            return content
        target = _redirected(target, location)
    raise DownloadFailed("The image's URL redirects too often.")


def _target(url: str) -> _Target:
    try:
        split = urlsplit(url)
        port = split.port or _PORTS.get(split.scheme, 0)
        host = (split.hostname or "").encode("idna").decode("ascii")
    except ValueError as bad:
        raise DownloadFailed("The image's URL cannot be read.") from bad
    if split.scheme not in _PORTS:
        raise DownloadFailed("The image's URL must begin with http:// or https://.")
    if not host or split.username is not None or any(ord(letter) <= ord(" ") for letter in url):
        raise DownloadFailed("The image's URL must have a host, no user name and no blanks.")
    return _Target(url=split, host=host, port=port)


def _addresses(target: _Target, limits: DownloadLimits, resolver: Resolve, deadline: float) -> Sequence[str]:
    """Resolve in a thread, because the system's resolver keeps no time limit of ours."""
    answer: Future[Sequence[str]] = Future()

    def ask() -> None:
        try:
            answer.set_result(resolver(target.host, target.port))
        except (OSError, UnicodeError) as trouble:
            answer.set_exception(trouble)

    Thread(target=ask, daemon=True, name="resolve").start()
    try:
        found = answer.result(max(0.0, deadline - time.monotonic()))
    except (OSError, UnicodeError) as trouble:  # TimeoutError is an OSError
        raise DownloadFailed("The host of the image's URL cannot be found.") from trouble
    if not found or not all(is_public(each) or limits.allowed.permits(target.host, each) for each in found):
        raise DownloadFailed("The host of the image's URL is not one that may be fetched from.")
    return found


def _connected(target: _Target, addresses: Sequence[str], deadline: float) -> socket.socket:
    trouble: OSError = TimeoutError("no time left")
    for address in addresses:
        try:
            plain = socket.create_connection((address, target.port), timeout=_left(deadline))
        except OSError as refused:
            trouble = refused
            continue
        if target.url.scheme == "http":
            return plain
        return _encrypted(plain, target.host, deadline)
    raise trouble


def _encrypted(plain: socket.socket, host: str, deadline: float) -> socket.socket:
    try:
        plain.settimeout(_left(deadline))
        return ssl.create_default_context().wrap_socket(plain, server_hostname=host)
    except OSError:
        plain.close()
        raise


def _exchange(
    connection: socket.socket, target: _Target, limits: DownloadLimits, deadline: float
) -> tuple[bytes, str | None]:
    """Ask once; the content, or the address of a redirect."""
    connection.settimeout(_left(deadline))
    connection.sendall(_request(target))
    response = http.client.HTTPResponse(cast("Any", _TimedSocket(connection, deadline)), method="GET")
    response.begin()
    if response.status in _REDIRECTS:
        return b"", response.getheader("Location") or ""
    if response.status != HTTPStatus.OK:
        raise DownloadFailed(f"The image's URL answers with status {response.status}.")
    return _body(response, limits.max_bytes), None


def _request(target: _Target) -> bytes:
    path = quote(target.url.path or "/", safe=_AS_WRITTEN)
    query = f"?{quote(target.url.query, safe=_AS_WRITTEN)}" if target.url.query else ""
    host = f"[{target.host}]" if ":" in target.host else target.host
    port = "" if target.port == _PORTS[target.url.scheme] else f":{target.port}"
    return (
        f"GET {path}{query} HTTP/1.1\r\nHost: {host}{port}\r\nAccept: image/jpeg, image/png\r\n"
        "User-Agent: openekyc\r\nConnection: close\r\n\r\n"
    ).encode("ascii")


def _body(response: http.client.HTTPResponse, max_bytes: int) -> bytes:
    if response.length is not None and response.length > max_bytes:
        raise MediaTooLarge(f"The image at the URL has {response.length} bytes; {max_bytes} are allowed.")
    content = bytearray()
    while chunk := response.read(_CHUNK):
        content += chunk
        if len(content) >= MAGIC_BYTES:
            picture_format(bytes(content[:MAGIC_BYTES]))
        if len(content) > max_bytes:
            raise MediaTooLarge(f"The image at the URL has more than {max_bytes} bytes.")
    return bytes(content)


def _redirected(target: _Target, location: str) -> _Target:
    """The next target: only on the same host, whose addresses are already known to be harmless."""
    following = _target(urljoin(target.url.geturl(), location))
    if following.host != target.host:
        raise DownloadFailed("The image's URL redirects to another host.")
    return following


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("no time left")
    return left


class _TimedSocket:
    """What `http.client` reads an answer from: a stream whose every read gets only the time that is left."""

    def __init__(self, connection: socket.socket, deadline: float) -> None:
        self._stream: io.BufferedIOBase = io.BufferedReader(_TimedStream(connection, deadline))

    def makefile(self, _mode: str) -> io.BufferedIOBase:
        return self._stream


class _TimedStream(io.RawIOBase):
    def __init__(self, connection: socket.socket, deadline: float) -> None:
        super().__init__()
        self._connection = connection
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        self._connection.settimeout(_left(self._deadline))
        return self._connection.recv_into(buffer)
