"""The library folder as downloads see it: what is there already, and where new files go."""

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Protocol

from attrs import evolve

from aniworld_core.entities import (
    Episode,
    EpisodeFile,
    Language,
    Series,
    Wanted,
    absolute_numbers,
)
from aniworld_core.errors import AlreadyThere
from aniworld_core.events import Emit, SeriesChanged
from aniworld_core.ports import Store
from aniworld_core.services.downloads.placing import inside, place

__all__ = ["Shelf", "Template"]


class Template(Protocol):
    """Names files; the naming service is one."""

    def folder(self, series: Series) -> str:
        """Return the folder of a series below the root."""
        ...

    def path(
        self, series: Series, episode: Episode, *, language: Language, extension: str
    ) -> PurePosixPath:
        """Return the path of an episode's file below the root."""
        ...


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
            others = {one.folder.casefold() for one in self._store.series.names() if one.folder}
            folder = self._template.folder(series)
            if folder.casefold() in others:
                folder = f"{folder} [{series.key}]"
            settled = self._store.series.update(
                series.key, lambda now: evolve(now, folder=now.folder or folder)
            )
        self._emit(SeriesChanged(key=series.key))
        return settled

    def find(self, series: Series, episode: Episode, wanted: Wanted) -> str | None:
        """Return the path of a whole file that is there for the episode, and see that the store knows it.

        Raises AlreadyThere when something else is in the way of the file to be.
        """
        absolute = absolute_numbers(series.episodes).get(episode.id)
        for file in self._store.files.of(series.key):
            named = episode.id in file.episodes or absolute in file.absolute
            if named and self._is_whole(inside(self.root, file.path)):
                return file.path
        # A template without the language names the same places for each of them: look once.
        for path in dict.fromkeys(self._places(series, episode, wanted)):
            place = inside(self.root, path)
            if not os.path.lexists(place):
                continue
            if not self._is_whole(place):
                raise AlreadyThere(f"{path} is in the way, and no whole episode.")
            self._remember(self.settle(series), episode, str(path), None)
            return str(path)
        return None

    def _is_whole(self, path: Path) -> bool:
        return path.is_file() and path.stat().st_size >= self._min_size

    def size(self, path: str) -> int:
        """Return the size of a file below the root, in bytes."""
        return inside(self.root, path).stat().st_size

    def place(self, file: Path, series: Series, episode: Episode, language: Language) -> str:
        """Move a verified file to its place, remember it, and return its path below the root."""
        extension = file.suffix.lstrip(".").lower()
        path = self._template.path(series, episode, language=language, extension=extension)
        for known in self._store.files.of(series.key):
            if known.path == str(path) and episode.id not in known.episodes:
                raise AlreadyThere(f"{path} holds another episode.")
        place(file, inside(self.root, path))
        self._remember(series, episode, str(path), language)
        return str(path)

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

    def _places(self, series: Series, episode: Episode, wanted: Wanted) -> Iterator[PurePosixPath]:
        for language in wanted.languages:
            for extension in self._extensions:
                yield self._template.path(series, episode, language=language, extension=extension)
