"""Lists what was taken out of the library, puts it back, and deletes it after a while."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from attrs import evolve

from aniworld_core.clock import Clock, utc_now
from aniworld_core.entities import EpisodeFile, HistoryEntry, HistoryKind, Trashed
from aniworld_core.errors import AlreadyThere, LibraryUnavailable, NotFound
from aniworld_core.events import Emit, SeriesChanged
from aniworld_core.places import as_spelled, inside
from aniworld_core.ports import Store
from aniworld_core.stash import TrashBin, new_id

__all__ = ["Trash"]


class Trash:
    """Files that were replaced stay here for ``days``.

    What is listed is read from the folder each time: no store knows of it. ``recognise`` raises
    LibraryUnavailable when it is not the right folder: then nothing is moved or deleted there.
    """

    def __init__(
        self,
        *,
        root: Callable[[], Path],
        recognise: Callable[[], str | None],
        days: int,
        store: Store,
        emit: Emit,
        clock: Clock = utc_now,
    ) -> None:
        self._root = root
        self._recognise = recognise
        self._days = days
        self._store = store
        self._emit = emit
        self._clock = clock

    def all(self) -> Sequence[Trashed]:
        """List what is in the trash, the oldest first."""
        return [evolve(record, id=id) for id, record, _ in self._bin().stash.all()]

    def get(self, id: str) -> Trashed:
        """Return an entry; raises NotFound."""
        found = self._bin().stash.get(id)
        if found is None:
            raise NotFound(f"The trash has no {id!r}.", hint="See: aniw trash list")
        return evolve(found[0], id=id)

    def in_the_way(self, id: str) -> str | None:
        """Return the path where a file would come back to if something is there by now; raises NotFound."""
        path, target = self._place(self.get(id))
        return path if os.path.lexists(target) else None

    def restore(self, id: str, *, swap: bool = False, dry_run: bool = False) -> str:
        """Move a file back to where it was, and return that path below the root.

        With ``swap`` a file that is there by now comes to the trash in its stead. ``dry_run`` only checks.
        Raises NotFound, AlreadyThere when another file has its place by now, NotPossible when a link leads
        out of the library, and LibraryUnavailable.
        """
        self._recognise()
        record = self.get(id)
        path, target = self._place(record)
        there = os.path.lexists(target)
        if there and not (swap and target.is_file() and not target.is_symlink()):
            raise AlreadyThere(
                f"{path} is there.",
                hint=f"To put that one into the trash instead: aniw trash restore {id} --swap",
            )
        if dry_run:
            return path
        if there:
            other = self._other(record, path, target)
            with _writing(self._root()):
                self._bin().swap(id, other)
            self._note(other, HistoryKind.TRASHED)
        else:
            with _writing(self._root()):
                self._bin().put_back(id, target)
        self._tell(record, path, target)
        return path

    def drop(self, *ids: str) -> int:
        """Delete entries with their files for good, and return how many.

        Raises NotFound and LibraryUnavailable.
        """
        self._recognise()
        for id in ids:
            self.get(id)
        with _writing(self._root()):
            return sum(self._bin().stash.drop(id) for id in ids)

    def empty(self) -> int:
        """Delete everything for good, and return how much it was."""
        return self.drop(*(record.id for record in self.all()))

    def expire(self) -> int:
        """Finish what a crash interrupted, delete what is older than ``days``, and return how much.

        What cannot be written now is left for the next time.
        """
        with suppress(OSError, AlreadyThere):
            self._bin().recover()
            return self._bin().expire(self._clock(), self._days)
        return 0

    def _bin(self) -> TrashBin:
        return TrashBin(self._root())

    def _place(self, record: Trashed) -> tuple[str, Path]:
        root = self._root()
        path = str(as_spelled(root, record.path))
        return path, inside(root, path)

    def _other(self, record: Trashed, path: str, target: Path) -> Trashed:
        """Return the record of the file that has the place of another one."""
        known = {one.path: one for one in self._store.files.of(record.key)}.get(path)
        at = self._clock()
        return Trashed(
            id=new_id(at),
            at=at,
            key=record.key,
            episodes=record.episodes if known is None else known.episodes,
            language=None if known is None else known.language,
            reason="The one before it was put back.",
            path=path,
            size=target.stat().st_size,
        )

    def _tell(self, record: Trashed, path: str, target: Path) -> None:
        series, stat = self._store.series.get(record.key), target.stat()
        folder = "" if series is None else series.folder
        if folder and path.startswith(f"{folder}/"):
            file = EpisodeFile(
                path=path,
                episodes=record.episodes,
                size=stat.st_size,
                mtime=stat.st_mtime_ns,
                language=record.language,
            )
            self._store.files.add(folder, file)
        self._note(evolve(record, path=path), HistoryKind.RESTORED)
        self._emit(SeriesChanged(key=record.key))

    def _note(self, record: Trashed, kind: HistoryKind) -> None:
        now = self._clock()
        self._store.history.append(
            *(
                HistoryEntry(
                    key=record.key,
                    episode=episode,
                    at=now,
                    kind=kind,
                    language=record.language,
                    path=record.path,
                )
                for episode in record.episodes
            )
        )


@contextmanager
def _writing(root: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise LibraryUnavailable(
            f"The trash of {root} cannot be changed: {error.strerror}.",
            hint="Is it mounted read-only, or full?",
        ) from error
