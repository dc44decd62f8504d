"""The quarantine of a library: how a file that failed its check gets in, and how long it stays."""

import sys
from datetime import datetime, timedelta
from pathlib import Path

from aniworld_core.entities import Quarantined
from aniworld_core.stash.entries import Stash

__all__ = ["QuarantineBin"]


class QuarantineBin:
    """What was downloaded below a root and is no episode."""

    def __init__(self, root: Path) -> None:
        self.stash: Stash[Quarantined] = Stash(root / ".aniworld" / "quarantine", Quarantined)

    def put(self, record: Quarantined, file: Path) -> None:
        """Move a file in, in place of what the same source gave for the episode before; raises OSError."""
        with self.stash.alone():
            older = [id for id, kept, _ in self.stash.all() if _source(kept) == _source(record)]
            kept = self.stash.begin(record.id, record)
            sys.audit("aniworld.reached", "quarantine-opened")
            try:
                file.rename(kept / record.file)
            except OSError:
                self.stash.abandon(record.id)
                raise
            sys.audit("aniworld.reached", "quarantine-moved")
            self.stash.settle(record.id)
            for id in older:
                self.stash.drop(id)

    def recover(self) -> None:
        """Finish what a crash interrupted; raises OSError."""
        if self.stash.has_halves():
            with self.stash.alone():
                self.stash.tidy()
                for id, record, files in list(self.stash.halves()):
                    if record is None or not files:
                        self.stash.abandon(id)
                    else:
                        self.stash.settle(id)

    def expire(self, now: datetime, days: int, size: int) -> int:
        """Delete what is older than so many days, then the oldest beyond ``size`` bytes; return how much."""
        room = size
        expired: list[str] = []
        for id, record, _ in reversed(list(self.stash.all())):
            room -= record.size
            if room < 0 or record.at < now - timedelta(days=days):
                expired.append(id)
        return sum(self.stash.drop(id) for id in expired)


def _source(record: Quarantined) -> tuple[str, ...]:
    return record.key, str(record.episode), record.hoster.casefold(), record.language
