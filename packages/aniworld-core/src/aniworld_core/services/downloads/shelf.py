"""The library folder as downloads see it: what is there already, and where new files go."""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Protocol

from attrs import evolve, frozen

from aniworld_core.clock import utc_now
from aniworld_core.entities import (
    Episode,
    EpisodeFile,
    Language,
    Link,
    QueueItem,
    Series,
    SeriesKey,
    Wanted,
    absolute_numbers,
)
from aniworld_core.errors import AlreadyThere, NotPossible
from aniworld_core.events import Emit, SeriesChanged
from aniworld_core.places import Listings, as_spelled, folded, inside
from aniworld_core.ports import Store
from aniworld_core.services.downloads.marks import Placed, find_mark, mark
from aniworld_core.services.downloads.placing import place, sync
from aniworld_core.services.downloads.upgrades import retire, swap, trashed

__all__ = ["Shelf", "Standing", "Template"]


class Template(Protocol):
    """Names files; the naming service is one."""

    def folder(self, series: Series) -> str:
        """Return the folder of a series below the root."""
        ...

    def apart(self, folder: str, key: SeriesKey) -> str:
        """Return the name of the folder of a series whose own name another one has."""
        ...

    def path(
        self, series: Series, episode: Episode, *, language: Language, extension: str
    ) -> PurePosixPath:
        """Return the path of an episode's file below the root."""
        ...


@frozen(kw_only=True)
class Standing:
    """How an episode stands: the path of a file that will do, or the one that is to be replaced."""

    path: str | None = None
    replaces: EpisodeFile | None = None


class Shelf:
    """Finds and places the files of episodes below the library root."""

    def __init__(
        self,
        *,
        root: Callable[[], Path],
        store: Store,
        template: Template,
        extensions: tuple[str, ...],
        min_size: int,
        emit: Emit,
    ) -> None:
        self._root = root
        self._store = store
        self._template = template
        self._extensions = extensions
        self._min_size = min_size
        self._emit = emit
        self._settling = threading.Lock()

    @property
    def root(self) -> Path:
        """The library root."""
        return self._root()

    def settle(self, series: Series) -> Series:
        """Return the series with a folder of its own, chosen now if it has none."""
        if series.folder is not None:
            return series
        with self._settling:  # two series of one name must not both find it free
            now = self._store.series.get(series.key)
            if now is not None and now.folder is not None:  # another of its episodes was quicker
                return now
            folder = self._own_folder(series)
            settled = self._store.series.update(
                series.key, lambda now: evolve(now, folder=now.folder or folder)
            )
        self._emit(SeriesChanged(key=series.key))
        return settled

    def _own_folder(self, series: Series) -> str:
        others = {folded(one.folder) for one in self._store.series.names() if one.folder}
        folder = str(as_spelled(self.root, self._template.folder(series)))
        if folded(folder) not in others:
            return folder
        return self._template.apart(folder, series.key)

    def find(self, series: Series, episode: Episode, wanted: Wanted) -> Standing:
        """Look what there is of an episode, and see that the store knows it.

        Raises AlreadyThere when something else is in the way of the file to be, and NotPossible when what
        is to be replaced holds other episodes too.
        """
        there = self._files(series, episode)
        old = _to_replace(there, wanted)
        if there and old is None:
            return Standing(path=min(there, key=lambda file: _rank(file, wanted)).path)
        if old is not None and len(old.episodes) + len(old.absolute) > 1:
            raise NotPossible(
                f"{old.path} holds several episodes, so it is not replaced.",
                hint="Delete it to have each of them downloaded.",
            )
        # What lies in the folder of another series is that one's, even if both have one name.
        own = evolve(series, folder=series.folder or self._own_folder(series))
        for path in self._places(own, episode, wanted):
            place = inside(self.root, path)
            if not os.path.lexists(place) or (old is not None and path == old.path):
                continue
            self._refuse_others(series, episode, path)
            if not self._is_whole(place):
                raise AlreadyThere(f"{path} is in the way, and no whole episode.")
            self._remember(self.settle(series), episode, path, None)
            return Standing(path=path)
        return Standing(replaces=old)

    def _files(self, series: Series, episode: Episode) -> list[EpisodeFile]:
        absolute = absolute_numbers(series.episodes).get(episode.id)
        return [
            file
            for file in self._store.files.of(series.key)
            if (episode.id in file.episodes or absolute in file.absolute)
            and self._is_whole(inside(self.root, file.path))
        ]

    def _is_whole(self, path: Path) -> bool:
        return path.is_file() and path.stat().st_size >= self._min_size

    def size(self, path: str) -> int:
        """Return the size of a file below the root, in bytes."""
        return inside(self.root, path).stat().st_size

    def place(
        self,
        file: Path,
        item: QueueItem,
        link: Link,
        *,
        series: Series,
        episode: Episode,
        replaces: EpisodeFile | None,
    ) -> Placed:
        """Move a verified file to its place, remember it, and return where that is."""
        path = self._path(series, episode, link.language, file.suffix.lstrip(".").lower())
        self._refuse_others(series, episode, path)
        stat = sync(file)
        placed = Placed(
            path=path,
            size=stat.st_size,
            mtime=stat.st_mtime_ns,
            hoster=link.hoster,
            language=link.language,
            replaces=replaces,
        )
        target = inside(self.root, path)
        mark(self.root, item, placed)
        if replaces is not None and path == replaces.path:
            old = trashed(series.key, replaces, utc_now(), by=placed)
            swap(file, self.root, placed, old)
        else:
            place(file, target)
        self._finish(series, episode, placed)
        return placed

    def resume(self, item: QueueItem, series: Series, episode: Episode) -> Placed | None:
        """Finish what a worker began that had placed the item's file and then came no further."""
        placed = find_mark(self.root, item)
        if placed is not None:
            inside(self.root, placed.path)
            self._finish(series, episode, placed)
        return placed

    def _finish(self, series: Series, episode: Episode, placed: Placed) -> None:
        self._remember(series, episode, placed.path, placed.language)
        old = placed.replaces
        if old is not None and old.path != placed.path:
            record = trashed(series.key, old, utc_now(), by=placed)
            with suppress(FileNotFoundError):  # somebody took it away meanwhile
                retire(self.root, placed, record, self._extensions)
            if series.folder is not None:
                self._store.files.remove(series.folder, old.path)
        sys.audit("aniworld.reached", "file-remembered")

    def _refuse_others(self, series: Series, episode: Episode, path: str) -> None:
        for known in self._store.files.of(series.key):
            if known.path == path and known.episodes and episode.id not in known.episodes:
                raise AlreadyThere(f"{path} holds another episode.")

    def _remember(
        self, series: Series, episode: Episode, path: str, language: Language | None
    ) -> None:
        stat = inside(self.root, path).stat()
        if series.folder is not None:
            file = EpisodeFile(
                path=path,
                episodes=(episode.id,),
                size=stat.st_size,
                mtime=stat.st_mtime_ns,
                language=language,
            )
            self._store.files.add(series.folder, file)

    def _places(self, series: Series, episode: Episode, wanted: Wanted) -> Iterator[str]:
        names = (
            self._template.path(series, episode, language=language, extension=extension)
            for language in wanted.languages
            for extension in self._extensions
        )
        listings: Listings = {}
        # A template without the language names the same places for each of them: look once.
        for name in dict.fromkeys(names):
            yield self._spelled(series, name, listings)

    def _path(self, series: Series, episode: Episode, language: Language, extension: str) -> str:
        """Return where a file goes."""
        path = self._template.path(series, episode, language=language, extension=extension)
        return self._spelled(series, path)

    def _spelled(
        self, series: Series, path: PurePosixPath, listings: Listings | None = None
    ) -> str:
        """Return a path below the series' folder as the disk spells what is there."""
        folder = series.folder
        if folder is None or not path.is_relative_to(folder):
            return str(as_spelled(self.root, path, listings))
        spelled = as_spelled(inside(self.root, folder), path.relative_to(folder), listings)
        return str(PurePosixPath(folder) / spelled)


def _to_replace(there: list[EpisodeFile], wanted: Wanted) -> EpisodeFile | None:
    """Return the file that is to be replaced, unless a better one is there already."""
    if wanted.better_than is None or any(file.language in wanted.languages for file in there):
        return None
    return next((file for file in there if file.language == wanted.better_than), None)


def _rank(file: EpisodeFile, wanted: Wanted) -> int:
    ranks = {language: rank for rank, language in enumerate(wanted.languages)}
    return len(ranks) if file.language is None else ranks.get(file.language, len(ranks))
