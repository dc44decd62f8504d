"""From a file to the record in it; nothing outside the root is opened, nothing huge read."""

import json
import os
import stat
from pathlib import Path

from aniworld_core.errors import MigrationError
from aniworld_migrators_legacy.folders import DataFile

__all__ = ["MAX_BYTES", "record_in"]

MAX_BYTES = 10 * 1024 * 1024
"""Larger files were not written by the older program, whose own have a few hundred bytes."""


def record_in(file: DataFile, root: Path) -> object:
    """Return what the JSON file says; raises MigrationError with the reason if it says nothing."""
    try:
        raw = _bytes(file, root)
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


def _bytes(file: DataFile, root: Path) -> bytes:
    mode, size = file.mode, file.size
    if file.linked:
        _refuse_outside(file, root)
        target = Path(file.path).stat()
        mode, size = target.st_mode, target.st_size
    if not stat.S_ISREG(mode):  # a pipe would never end
        raise MigrationError("It is not a regular file.")
    if size > MAX_BYTES:
        raise MigrationError(f"It is huge: {size} bytes, where at most {MAX_BYTES} are read.")
    with open(file.path, "rb", buffering=0) as opened:  # noqa: PTH123 - see DataFile
        return opened.read(size + 1)


def _refuse_outside(file: DataFile, root: Path) -> None:
    # Path.resolve would raise RuntimeError for links in a circle before Python 3.13.
    target = Path(os.path.realpath(file.path, strict=True))
    if not target.is_relative_to(root.resolve()):
        raise MigrationError(f"It is a link that leads out of the library, to {target}.")
