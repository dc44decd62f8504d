"""From a file to the record in it; nothing outside the root is opened, nothing huge read."""

import json
import os
import stat
from pathlib import Path

from aniworld_core.errors import MigrationError

__all__ = ["MAX_BYTES", "record_in"]

MAX_BYTES = 10 * 1024 * 1024
"""Larger files were not written by the older program, whose own have a few hundred bytes."""


def record_in(path: Path, root: Path) -> object:
    """Return what the JSON file says; raises MigrationError with the reason if it says nothing."""
    try:
        raw = _bytes(path, root)
    except OSError as error:
        raise MigrationError(f"It cannot be read: {error.strerror}.") from error
    try:
        return json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise MigrationError(f"It is not UTF-8 text (byte {error.start}).") from error
    except RecursionError as error:
        raise MigrationError("It is nested too deeply.") from error
    except ValueError as error:  # JSONDecodeError, or a number with thousands of digits
        raise MigrationError(f"It is no valid JSON: {error}.") from error


def _bytes(path: Path, root: Path) -> bytes:
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode) or path.parent.is_symlink():
        _refuse_outside(path, root)
        mode = path.stat().st_mode
    if not stat.S_ISREG(mode):  # a pipe would never end
        raise MigrationError("It is not a regular file.")
    with path.open("rb", buffering=0) as file:
        size = os.fstat(file.fileno()).st_size
        if size > MAX_BYTES:
            raise MigrationError(f"It is huge: {size} bytes, where at most {MAX_BYTES} are read.")
        return file.read()


def _refuse_outside(path: Path, root: Path) -> None:
    # Path.resolve would raise RuntimeError for links in a circle before Python 3.13.
    target = Path(os.path.realpath(path, strict=True))
    if not target.is_relative_to(root.resolve()):
        raise MigrationError(f"It is a link that leads out of the library, to {target}.")
