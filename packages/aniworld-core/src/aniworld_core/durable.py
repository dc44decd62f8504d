"""Files that are whole on the disk, or not there at all, even when the power fails."""

import os
import secrets
from pathlib import Path

__all__ = ["replace", "sync_directory", "write_new"]


def write_new(path: Path, content: bytes, *, mode: int = 0o600) -> None:
    """Create a file and return once it is on the disk; raises FileExistsError and other OSErrors.

    A file that could not be written whole is removed again.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink()
        raise
    sync_directory(path.parent)


def replace(path: Path, content: bytes, *, mode: int = 0o600) -> None:
    """Put a file in the place of ``path``, which is the old or the new one at any moment.

    A symbolic link stays one. Raises OSError, with the old file untouched.
    """
    target = path.resolve()
    fresh = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    write_new(fresh, content, mode=mode)
    try:
        fresh.replace(target)
    except OSError:
        fresh.unlink()
        raise
    sync_directory(target.parent)


def sync_directory(directory: Path) -> None:
    """Return once the names in a directory are on the disk (where the system can say so)."""
    if os.name != "posix":
        return
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
