"""The mark of a library folder: a small file in it, by which it is told from every other folder."""

import json
import os
import re
import secrets
import sys
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG

from aniworld_core import durable
from aniworld_core.clock import Clock
from aniworld_core.errors import AlreadyThere, LibraryUnavailable
from aniworld_core.places import move, refuse_link

__all__ = ["MARK", "make", "read"]

MARK = Path(".aniworld", "library.json")
"""Where the mark lies, below the library folder."""

_ABOUT = "aniworld knows this library folder by this file. Please leave it here."
_ID = re.compile(r"[0-9a-f]{32}", re.ASCII)
_LONGEST = 4096
"""Bytes; a longer file is none that :func:`make` has written."""


def read(root: Path) -> str | None:
    """Return the mark of a library folder, None where it has none.

    Raises LibraryUnavailable where there is one that cannot be read, or that is damaged: nobody can tell then
    which library that is.
    """
    try:
        refuse_link(root / MARK.parent)
        content = _content(root / MARK)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise LibraryUnavailable(
            f"The mark of the library folder {root} cannot be read: {error.strerror or error}.",
            hint=f"See what {root / MARK} is, and whether this user may read it.",
        ) from error
    id = _id(content)
    if id is None:
        raise LibraryUnavailable(
            f"The mark of the library folder {root} is damaged.",
            hint=f"Put {root / MARK} back from a backup. Without one: delete it if that is the right "
            "folder, and run: aniw scan --confirm-losses",
        )
    return id


def make(root: Path, clock: Clock) -> str:
    """Mark a library folder and return its mark: where another process was quicker, what that one made.

    Raises OSError where nothing can be written, and what :func:`read` raises.
    """
    refuse_link(root / MARK.parent)
    (root / MARK.parent).mkdir(exist_ok=True)
    (root / MARK.parent / ".ignore").touch()  # media servers leave such directories alone
    id = secrets.token_hex(16)
    text = json.dumps({"about": _ABOUT, "id": id, "made": clock().isoformat()}, indent=1)
    fresh = root / MARK.with_name(f".library-{secrets.token_hex(4)}")
    durable.write_new(fresh, text.encode(), mode=0o644)  # other users and hosts read it
    sys.audit("aniworld.reached", "mark-written")
    try:
        move(fresh, root / MARK)
    except AlreadyThere:
        found = read(root)
        return make(root, clock) if found is None else found
    finally:
        with suppress(OSError):
            fresh.unlink()
    durable.sync_directory(root / MARK.parent)
    return id


def _content(path: Path) -> bytes:
    """Read no more than a mark can have, of nothing but a file."""
    # A pipe would keep this process waiting for somebody to write; a link leads nobody knows where.
    flags = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
    handle = os.open(path, os.O_RDONLY | flags)
    with os.fdopen(handle, "rb") as file:
        return file.read(_LONGEST + 1) if S_ISREG(os.fstat(file.fileno()).st_mode) else b""


def _id(content: bytes) -> str | None:
    try:
        document = json.loads(content) if len(content) <= _LONGEST else None
    except (ValueError, RecursionError):
        return None
    id = document.get("id") if isinstance(document, dict) else None
    return id if isinstance(id, str) and _ID.fullmatch(id) else None
