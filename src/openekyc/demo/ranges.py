"""Answers a request for a part of a recording; Safari plays nothing from a server that cannot.

https://www.rfc-editor.org/rfc/rfc9110#name-range-requests
"""

import re

from starlette.responses import Response

_ONE_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def part_of(content: bytes, mime: str, wanted: str | None) -> Response:
    """The bytes that a Range header asks for; the whole when it asks for none or for what we do not do."""
    match = _ONE_RANGE.fullmatch(wanted or "")
    if not match or match.groups() == ("", ""):
        return Response(content, media_type=mime, headers={"Accept-Ranges": "bytes"})
    first, last = _bounds(match[1], match[2], len(content))
    if first > last:
        return Response(status_code=416, headers={"Content-Range": f"bytes */{len(content)}"})
    place = {"Accept-Ranges": "bytes", "Content-Range": f"bytes {first}-{last}/{len(content)}"}
    return Response(content[first : last + 1], 206, media_type=mime, headers=place)


def _bounds(first: str, last: str, size: int) -> tuple[int, int]:
    """Both ends inclusive; ``-500`` means the last 500 bytes."""
    if not first:
        return max(0, size - int(last)), size - 1
    return int(first), min(int(last), size - 1) if last else size - 1
