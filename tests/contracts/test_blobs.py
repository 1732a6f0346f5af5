"""What every blobs backend promises; S3 joins the list of backends when it is built."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from openekyc.domain.plugins import load_backend
from openekyc.settings import Settings
from openekyc.storage.blobs.port import BlobExists, BlobMissing, Blobs

KEY = "ab/cdef-0123/video"


@pytest.fixture(params=["local"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> Blobs:
    backend = load_backend("blobs", request.param, Settings(data_dir=tmp_path / "data"))
    backend.prepare()
    return backend


@pytest.mark.parametrize("content", [b"", b"x", bytes(range(256)) * 40_000], ids=["empty", "one byte", "10 MB"])
def test_content_comes_back_as_it_was_put(blobs: Blobs, content: bytes) -> None:
    blobs.put(KEY, content)
    assert blobs.get(KEY) == content


def test_a_store_that_works_passes_its_probe_and_nothing_stays_behind(blobs: Blobs, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    blobs.probe()
    assert sorted(tmp_path.rglob("*")) == before


def test_the_same_content_again_is_fine(blobs: Blobs) -> None:
    blobs.put(KEY, b"frame")
    blobs.put(KEY, b"frame")
    assert blobs.get(KEY) == b"frame"


@pytest.mark.parametrize("other", [b"", b"fram", b"framE", b"frames"])
def test_other_content_under_the_same_key_is_refused_and_changes_nothing(blobs: Blobs, other: bytes) -> None:
    blobs.put(KEY, b"frame")
    with pytest.raises(BlobExists):
        blobs.put(KEY, other)
    assert blobs.get(KEY) == b"frame"


def test_of_many_who_put_different_content_at_once_exactly_one_succeeds(blobs: Blobs) -> None:
    def put(number: int) -> bytes | None:
        content = f"content {number}".encode() * 1000
        try:
            blobs.put(KEY, content)
        except BlobExists:
            return None
        return content

    with ThreadPoolExecutor(16) as threads:
        kept = [content for content in threads.map(put, range(64)) if content is not None]
    assert kept == [blobs.get(KEY)]


def test_what_was_never_put_is_missing(blobs: Blobs) -> None:
    with pytest.raises(BlobMissing):
        blobs.get(KEY)


def test_a_key_below_another_key_is_another_blob(blobs: Blobs) -> None:
    blobs.put("ab/c/video", b"1")
    with pytest.raises(BlobMissing):
        blobs.get("ab/c/frame")


def test_a_deleted_blob_is_missing_and_deleting_it_again_is_fine(blobs: Blobs) -> None:
    blobs.put(KEY, b"frame")
    blobs.delete(KEY)
    blobs.delete(KEY)
    blobs.delete("never/put")
    with pytest.raises(BlobMissing):
        blobs.get(KEY)


@pytest.mark.parametrize(
    "key",
    [
        "",
        "/",
        "/ab",
        "ab/",
        "ab//c",
        "..",
        "../ab",
        "ab/../c",
        "ab/./c",
        ".incoming/x",
        "AB/c",
        "ab c",
        "ab\n",
        "ab\0c",
        "ä",
        "ab\\c",
        "-ab",
        "a" * 256,
    ],
)
def test_a_key_that_could_leave_the_store_is_refused(blobs: Blobs, key: str) -> None:
    with pytest.raises(ValueError, match="key"):
        blobs.put(key, b"x")
    with pytest.raises(ValueError, match="key"):
        blobs.get(key)
    with pytest.raises(ValueError, match="key"):
        blobs.delete(key)
