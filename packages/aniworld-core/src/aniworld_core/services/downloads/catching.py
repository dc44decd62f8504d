"""What becomes of a downloaded file that failed its check: it is kept for a while, with the reason."""

import logging
from collections.abc import Callable
from pathlib import Path

from aniworld_core.clock import Clock
from aniworld_core.entities import Link, Quarantined, QueueItem
from aniworld_core.errors import WrongFile
from aniworld_core.services.downloads.workspaces import item_directory
from aniworld_core.stash import QuarantineBin, new_id
from aniworld_core.validators import safe_file_name

__all__ = ["Catching"]

_log = logging.getLogger(__name__)


class Catching:
    """Moves wrong files from the workspace to the quarantine, for ``days`` and up to ``size`` bytes.

    ``tell`` is told of each that was kept.
    """

    def __init__(
        self,
        *,
        root: Callable[[], Path],
        days: int,
        size: int,
        tell: Callable[[QueueItem, Quarantined], None],
        clock: Clock,
    ) -> None:
        self._root = root
        self._days = days
        self._size = size
        self._tell = tell
        self._clock = clock

    def __call__(self, item: QueueItem, link: Link, error: WrongFile) -> None:
        """Keep the file of an error, if there is one and it may be kept; never raises an OSError.

        What is not kept goes with the workspace: a full disk must not hide why a file is wrong.
        """
        root, file = self._root(), error.file
        if file is None or not self._days:
            return
        try:
            if file.is_symlink() or not _is_inside(file, item_directory(root, item.id)):
                return
            size = file.stat().st_size
            if size > self._size:
                return
            record = self._record(item, link, error.message, file, size)
            kept = QuarantineBin(root)
            kept.put(record, file)
            kept.expire(self._clock(), self._days, self._size)
        except OSError as problem:
            _log.warning("a file that failed its check cannot be kept: %s", problem)
        else:
            self._tell(item, record)

    def _record(
        self, item: QueueItem, link: Link, reason: str, file: Path, size: int
    ) -> Quarantined:
        now = self._clock()
        return Quarantined(
            id=new_id(now),
            at=now,
            key=item.key,
            episode=item.episode,
            hoster=link.hoster,
            language=link.language,
            reason=reason,
            file=f"video{safe_file_name(file.suffix.lower())}",
            size=size,
        )


def _is_inside(file: Path, directory: Path) -> bool:
    return file.is_file() and file.resolve().is_relative_to(directory.resolve())
