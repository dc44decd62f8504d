"""The library folder as downloads see it: what is there already, and where new files go."""

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
    ) -> None:
        self._root = root
        self._store = store
        self._template = template
        self._extensions = extensions

    @property
    def root(self) -> Path:
        """The library root."""
        return self._root()

    def settle(self, series: Series) -> Series:
        """Return the series with a folder of its own, chosen now if it has none."""
        if series.folder is not None:
            return series
        others = {one.folder.casefold() for one in self._store.series.names() if one.folder}
        folder = self._template.folder(series)
        if folder.casefold() in others:
            folder = f"{folder} [{series.key}]"
        return self._store.series.update(
            series.key, lambda now: evolve(now, folder=now.folder or folder)
        )

    def find(self, series: Series, episode: Episode, wanted: Wanted) -> str | None:
        """Return the path of a file that is there for the episode, known to the store or not."""
        absolute = absolute_numbers(series.episodes).get(episode.id)
        for file in self._store.files.of(series.key):
            named = episode.id in file.episodes or absolute in file.absolute
            if named and inside(self.root, file.path).is_file():
                return file.path
        for path in self._places(series, episode, wanted):
            if inside(self.root, path).is_file():
                return str(path)
        return None

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
        self.remember(series, episode, str(path), language)
        return str(path)

    def remember(
        self, series: Series, episode: Episode, path: str, language: Language | None
    ) -> int:
        """Note in the store that a file holds an episode; returns its size in bytes."""
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
        return stat.st_size

    def _places(self, series: Series, episode: Episode, wanted: Wanted) -> Iterator[PurePosixPath]:
        for language in wanted.languages:
            for extension in self._extensions:
                yield self._template.path(series, episode, language=language, extension=extension)
