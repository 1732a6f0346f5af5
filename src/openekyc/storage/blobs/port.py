"""The blobs room: pictures and videos under keys that the flows choose. Written once, never changed."""

from typing import Protocol


class BlobMissing(Exception):
    """There is no blob under that key."""


class BlobExists(Exception):
    """A blob with other content is already there."""


class Blobs(Protocol):
    """A store of immutable files; keys look like ``ab/cdef…/video`` (lower-case letters, digits, ``-``, ``/``).

    Raises ValueError for any other key, `openekyc.domain.errors.StorageUnavailable` when nothing can be kept or read.
    """

    def prepare(self) -> None:
        """Make what is missing and clear away what earlier writes left half done; once per start."""
        ...

    def probe(self) -> None:
        """Raises `StorageUnavailable` when nothing could be kept now, be there room or not; cheap, for probes."""
        ...

    def put(self, key: str, content: bytes) -> None:
        """Store durably before returning; the same content again is fine, other content raises `BlobExists`."""
        ...

    def get(self, key: str) -> bytes:
        """The content; raises `BlobMissing`."""
        ...

    def delete(self, key: str) -> None:
        """Remove it; removing what is not there is fine."""
        ...
