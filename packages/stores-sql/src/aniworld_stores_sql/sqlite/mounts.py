"""Telling network file systems, on which SQLite's locks cannot be relied on."""

import logging
from pathlib import Path

__all__ = ["MOUNTS", "network_file_system", "warn_of_network"]

MOUNTS = Path("/proc/mounts")
"""Where Linux lists what is mounted; elsewhere there is no such file."""

_log = logging.getLogger(__name__)
_NETWORK = ("nfs", "cifs", "smb", "9p", "fuse.", "afs", "ceph", "glusterfs")


def warn_of_network(directory: Path, mounts: Path = MOUNTS) -> None:
    """Log a warning when the directory lies on a network file system (Linux only)."""
    try:
        table = mounts.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return
    kind = network_file_system(directory.resolve(), table)
    if kind is not None:
        _log.warning(
            "The store's folder %s lies on a file system of the kind %s, where SQLite can lose data: "
            "set the data folder to a local disk.",
            directory,
            kind,
        )


def network_file_system(directory: Path, mounts: str) -> str | None:
    """Return the kind of a directory's file system if it is a network one.

    ``mounts`` is a text in the form of ``/proc/mounts`` (see fstab(5)): device, place and kind a line.
    """
    places = [fields for line in mounts.splitlines() if len(fields := line.split()) > 2]
    around = [
        (len(place.parts), index, kind)
        for index, (_, text, kind, *_) in enumerate(places)
        if directory.is_relative_to(place := Path(_unescaped(text)))
    ]
    if not around:
        return None
    # The innermost mount counts, and of several at one place the last.
    _, _, kind = max(around)
    return kind if kind.startswith(_NETWORK) else None


def _unescaped(text: str) -> str:
    """Undo the octal escapes that stand for blanks."""
    return text.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
