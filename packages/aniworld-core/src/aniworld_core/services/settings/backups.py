"""Copies of the settings file, in the folder ``backups`` beside it."""

import os
import re
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path

from attrs import frozen

from aniworld_core import durable, validators
from aniworld_core.errors import NotFound

__all__ = ["Backup", "Backups"]

_STAMP = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"config-(\d{8}T\d{6}Z)(?:-\d{1,4})?\.toml", re.ASCII)


@frozen(kw_only=True)
class Backup:
    """One copy: when it was made, and its size in bytes."""

    name: str
    time: datetime
    size: int


class Backups:
    """The copies in one folder; only files that are named like one are seen."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def all(self) -> list[Backup]:
        """List the copies, the newest first."""
        try:
            with os.scandir(self._folder) as entries:
                found = [backup for entry in entries if (backup := _backup(entry))]
        except FileNotFoundError:
            return []
        # Of one second's copies the later has the longer name, or the greater number.
        return sorted(found, key=lambda one: (one.time, len(one.name), one.name), reverse=True)

    def add(self, content: bytes, now: datetime) -> str:
        """Keep a copy under a new name and return that; raises OSError."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        taken = {backup.name for backup in self.all()}
        stem = f"config-{now.astimezone(UTC):{_STAMP}}"
        names = chain([f"{stem}.toml"], (f"{stem}-{number}.toml" for number in count(2)))
        name = next(name for name in names if name not in taken)
        durable.write_new(self._folder / name, content)
        return name

    def content(self, name: str) -> bytes:
        """Return what a copy holds; raises InvalidValue, NotFound, OSError."""
        validators.backup_name(name)
        # The path is made of a name that the folder itself listed, never of the text that was given.
        listed = next((backup.name for backup in self.all() if backup.name == name), None)
        if listed is None:
            raise NotFound(f"There is no backup {name}.", hint="See: aniw config backups")
        return (self._folder / listed).read_bytes()


def _backup(entry: os.DirEntry[str]) -> Backup | None:
    match = _NAME.fullmatch(entry.name)
    if match is None or not entry.is_file(follow_symlinks=False):
        return None
    try:
        time = datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC)
    except ValueError:  # the thirtieth of February
        return None
    return Backup(name=entry.name, time=time, size=entry.stat().st_size)
