"""Puts one old data file away: a verified copy first, then the file is removed."""

import os
from datetime import date
from itertools import chain, count
from pathlib import Path

from aniworld_core import durable
from aniworld_core.entities import Failure
from aniworld_core.errors import MigrationError

__all__ = ["check", "concerns", "put_away"]

_BEHIND_A_PATH = (":", "#", ",", " ", "(", "[")
"""What a failure may go on with after a file's path, to say where in the file: ``list.csv:3``."""


def concerns(failure: Failure, file: Path, root: Path) -> bool:
    """Tell whether a failure is about a file, a place in it, or a folder around it, up to the root."""
    place = root / failure.path
    if file.is_relative_to(place):
        return True
    path, rest = str(place)[: len(str(file))], str(place)[len(str(file)) :]
    return path == str(file) and rest.startswith(_BEHIND_A_PATH)


def check(file: Path) -> None:
    """Refuse what is no regular file; raises MigrationError."""
    if file.is_symlink() or not file.is_file():
        raise MigrationError("It is no regular file; it was left alone.")


def put_away(file: Path, today: date) -> Path:
    """Replace ``data`` by ``data.bak-20261122`` beside it and return the copy's path.

    An older copy is never overwritten: a day's second one ends in ``-2``. Raises MigrationError,
    with the file still where it was.
    """
    check(file)
    copy = _free_name(file, today)
    try:
        content = file.read_bytes()
        durable.write_new(copy, content, mode=file.stat().st_mode & 0o777)
        if copy.read_bytes() != content:
            raise MigrationError(f"Its copy {copy} differs from it; both were kept.")
        file.unlink()
        durable.sync_directory(file.parent)
    except OSError as error:
        raise MigrationError(f"It could not be put away: {error.strerror}.") from error
    return copy


def _free_name(file: Path, today: date) -> Path:
    name = f"{file.name}.bak-{today:%Y%m%d}"
    names = chain([name], (f"{name}-{number}" for number in count(2)))
    return next(path for path in map(file.with_name, names) if not os.path.lexists(path))
