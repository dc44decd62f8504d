"""What a run is about to rename, written down before it begins: it can be finished, and undone."""

import json
import logging
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from attrs import frozen

from aniworld_core import durable, serde
from aniworld_core.errors import LibraryUnavailable, NotFound
from aniworld_core.services.renaming.results import FolderMove, Move, RenameRun

__all__ = ["Journal", "Journals"]

_OPEN = ".open"
"""How the journal of a run ends that is not over."""

_DONE = ".json"
_KEPT = 10
_AGE = timedelta(days=90)
"""So many runs, and all that are no older, can be undone."""

_log = logging.getLogger(__name__)


@frozen(kw_only=True)
class Journal:
    """A run: files get their names first, each within the folder its series has then, folders follow.

    ``stopped`` is one that was ended before all of it was done.
    """

    id: str
    at: datetime
    moves: tuple[Move, ...]
    folders: tuple[FolderMove, ...]
    undoes: str = ""
    stopped: bool = False


class Journals:
    """The journals in ``<root>/.aniworld/renames``: they lie with the files that they tell of."""

    def __init__(self, root: Path) -> None:
        self.directory = root / ".aniworld" / "renames"

    def open(self, journal: Journal) -> None:
        """Write a journal; what it tells may be done once this returns."""
        self.directory.mkdir(parents=True, exist_ok=True)
        durable.sync_directory(self.directory.parent)
        self._write(journal)

    def close(self, journal: Journal) -> None:
        """Mark a run as over, the journal telling what was really done; drop old ones beyond the last few."""
        path = self.directory / f"{journal.id}{_OPEN}"
        if not journal.moves and not journal.folders:
            path.unlink(missing_ok=True)
            return
        self._write(journal)
        path.replace(path.with_suffix(_DONE))
        durable.sync_directory(self.directory)
        for id in self._ids(_DONE)[:-_KEPT]:
            old = self._read(id, _DONE)
            if old is None or old.at < journal.at - _AGE:
                (self.directory / f"{id}{_DONE}").unlink(missing_ok=True)

    def interrupted(self) -> Sequence[Journal]:
        """Return the runs that a crash ended, the oldest first."""
        journals = [self._read(id, _OPEN) for id in self._ids(_OPEN)]
        return [journal for journal in journals if journal is not None]

    def any_open(self) -> bool:
        """Tell, by one look, whether there may be a run that is not over."""
        return bool(self._ids(_OPEN))

    def runs(self) -> Sequence[RenameRun]:
        """List the runs that are over, the newest first."""
        kept = self._over()
        undone = _undone(kept)
        return [
            RenameRun(
                id=journal.id,
                at=journal.at,
                files=len(journal.moves),
                folders=len(journal.folders),
                undoes=journal.undoes,
                undone=journal.id in undone,
            )
            for journal in kept
        ]

    def get(self, id: str) -> Journal:
        """Return the journal of a run that is over; raises NotFound."""
        # Looked up in the listing: no text leads anywhere else.
        journal = self._read(id, _DONE) if id in self._ids(_DONE) else None
        if journal is None:
            raise NotFound(f"There is no rename {id!r}.", hint="See: aniw undo --list")
        return journal

    def taken_back(self, id: str) -> frozenset[str]:
        """Return the paths that a run gave and that an undo took back before it was stopped."""
        kept = self._over()
        undone = _undone(kept)
        stopped = (one for one in kept if one.undoes == id and one.stopped and one.id not in undone)
        return frozenset(move.source for one in stopped for move in one.moves)

    def _over(self) -> list[Journal]:
        journals = [self._read(id, _DONE) for id in self._ids(_DONE)]
        kept = [journal for journal in journals if journal is not None]
        return sorted(kept, key=lambda journal: journal.at, reverse=True)

    def _write(self, journal: Journal) -> None:
        text = json.dumps(serde.unstructure(journal), ensure_ascii=False)
        durable.replace(self.directory / f"{journal.id}{_OPEN}", text.encode(), mode=0o644)

    def _ids(self, ending: str) -> list[str]:
        try:
            names = [path.name for path in self.directory.iterdir()]
        except OSError:  # nothing was ever renamed here, or the library is not there
            return []
        return sorted(
            name.removesuffix(ending)
            for name in names
            if name.endswith(ending) and not name.startswith(".")
        )

    def _read(self, id: str, ending: str) -> Journal | None:
        path = self.directory / f"{id}{ending}"
        try:
            return serde.structure(json.loads(path.read_bytes()), Journal)
        except FileNotFoundError:  # closed meanwhile
            return None
        except OSError as error:  # that may pass, and what it tells of is needed then
            raise LibraryUnavailable(
                f"The journal of a rename, {path}, cannot be read: {error.strerror or error}."
            ) from error
        except Exception as error:  # noqa: BLE001 - whatever it is, it is no journal of ours
            _log.warning("the journal %s cannot be read and is set aside: %s", path, error)
            with suppress(OSError):
                path.rename(path.with_name(f"{path.name}.unreadable"))
            return None


def _undone(journals: Sequence[Journal]) -> frozenset[str]:
    """Return the runs that a later one took back as a whole; ``journals`` come newest first."""
    undone: set[str] = set()
    for journal in journals:
        if journal.undoes and not journal.stopped and journal.id not in undone:
            undone.add(journal.undoes)
    return frozenset(undone)
