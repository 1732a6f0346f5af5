"""Backends by name: the entry points `openekyc.<room>` of installed packages, ours or anybody's."""

from importlib.metadata import entry_points
from typing import Any

from openekyc.domain.errors import CannotStart


class BackendUnknown(CannotStart):
    """No installed package offers that backend; the message lists those there are."""


def load_backend(room: str, name: str, *arguments: Any) -> Any:
    """Make the backend ``name`` of a room, e.g. ``load_backend("faces", "blazeface-dlib", settings)``.

    Each entry point is a callable that takes the arguments and returns an object that fulfils the room's port.
    """
    offered = {point.name: point for point in entry_points(group=f"openekyc.{room}")}
    if name not in offered:
        raise BackendUnknown(f"There is no {room} backend {name!r}. Installed: {', '.join(sorted(offered)) or 'none'}.")
    return offered[name].load()(*arguments)
