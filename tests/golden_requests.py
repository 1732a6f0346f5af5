"""Recorded requests of official SDKs, read from a folder beside the measuring data; not part of the project."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from openekyc.wire.request import HttpRequest

CONFIGURED_HOST = "faceid.intl.tencentcloudapi.com"


@dataclass(frozen=True, kw_only=True)
class Recording:
    name: str
    request: HttpRequest
    index: dict[str, Any]

    @property
    def whole(self) -> bool:
        """Heads of 3 MB calls come without their body."""
        return self.name.endswith(".http")


def golden_folder() -> Path:
    named = os.environ.get("OPENEKYC_CONTRACT")
    data = os.environ.get("OPENEKYC_DATA")
    folder = Path(named) if named else Path(data).parent / "contract" if data else None
    if folder is None or not (folder / "golden" / "INDEX.json").is_file():
        pytest.skip("neither OPENEKYC_CONTRACT nor <OPENEKYC_DATA>/../contract holds golden/INDEX.json")
    return folder / "golden"


def recordings(folder: Path) -> list[Recording]:
    index = json.loads((folder / "INDEX.json").read_text())
    return [
        Recording(name=name, request=read_http((folder / name).read_bytes()), index=entry)
        for name, entry in index.items()
    ]


def read_http(raw: bytes) -> HttpRequest:
    """A raw request as the server software would hand it over."""
    head, _, body = raw.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ")
    headers: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(":")
        headers.setdefault(name.strip().lower(), value.strip())
    if "://" in target:
        target = "/" + target.partition("://")[2].partition("/")[2]
    path, _, query = target.partition("?")
    return HttpRequest(method=method, path=path, query=query.encode("latin-1"), headers=headers, body=body)
