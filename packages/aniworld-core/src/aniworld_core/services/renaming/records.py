"""What the store learns of a run: where files are now, and what they were called before."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import timedelta

from attrs import evolve

from aniworld_core.entities import (
    EpisodeFile,
    FolderScan,
    FolderState,
    HistoryEntry,
    HistoryKind,
    Series,
    SeriesKey,
)
from aniworld_core.errors import SeriesNotFound
from aniworld_core.events import Emit, SeriesChanged
from aniworld_core.ports import Store
from aniworld_core.services.renaming.journal import Journal
from aniworld_core.services.renaming.moving import reached
from aniworld_core.services.renaming.paths import relocated, series_folder
from aniworld_core.services.renaming.planning import own_paths
from aniworld_core.services.renaming.results import FolderMove, Move
from aniworld_core.titles import composed

__all__ = ["Records"]


class Records:
    """Writes runs into the store; to write the same one again, after a crash, adds nothing."""

    def __init__(self, *, store: Store, emit: Emit) -> None:
        self._store = store
        self._emit = emit

    def write(self, journal: Journal) -> None:
        """Record what a run did; the journal holds only what was really done."""
        folders = {one.key: one for one in journal.folders}
        states = self._store.files.folders() if folders else {}
        by_series: dict[SeriesKey, list[Move]] = {key: [] for key in folders}
        for move in journal.moves:
            by_series.setdefault(move.key, []).append(move)
        entries: list[HistoryEntry] = []
        for key, moves in by_series.items():
            folder = folders.get(key)
            entries += self._entries(journal, key, moves, folder)
            self._place(key, moves, folder, states)
        reached("indexed")
        if not self._told(journal):
            self._store.history.append(*entries)
        reached("told")
        for key in by_series:
            self._emit(SeriesChanged(key=key))

    def _place(
        self,
        key: SeriesKey,
        moves: Sequence[Move],
        folder: FolderMove | None,
        states: Mapping[str, FolderState],
    ) -> None:
        """Let the index name the new places, and the series its new folder."""
        files = self._store.files
        for name in {series_folder(move.source) for move in moves}:
            there = [move for move in moves if series_folder(move.source) == name]
            files.add(name, *(_file(move) for move in there if move.episodes))
            files.remove(name, *_sources_left(there))
        if folder is None:
            return
        self._carry(folder, states.get(folder.source))

        def change(series: Series) -> Series:
            old = series.folder == folder.source
            return evolve(series, folder=folder.target) if old else series

        with suppress(SeriesNotFound):  # removed meanwhile
            self._store.series.update(key, change)
        files.forget(folder.source)

    def _carry(self, folder: FolderMove, state: FolderState | None) -> None:
        """Let the index name a series folder, with all that is in it, as it is called now."""
        if state is None:  # done before a crash
            return
        files = self._store.files
        inside = (*files.inside(folder.target), *files.inside(folder.source))
        there = {_final(file.path, folder): file for file in inside}
        files.record(
            FolderScan(
                folder=folder.target,
                device=state.device,
                dirs={"": 0},  # never trusted, so that the next scan reads the folder again
                files=tuple(evolve(there[path], path=path) for path in sorted(there)),
            )
        )

    def _told(self, journal: Journal) -> bool:
        """Tell whether the history knows of a run: it takes all entries at once, each with the run's time."""
        before = journal.at - timedelta.resolution
        return journal.at in self._store.history.moments(HistoryKind.RENAMED, before)

    def _entries(
        self, journal: Journal, key: SeriesKey, moves: Sequence[Move], folder: FolderMove | None
    ) -> Iterator[HistoryEntry]:
        """Yield what the history is to tell each episode.

        Who asks the history which files are ours gets the paths: a file has one of ours, except for one
        that undoing gave back the name by another program.
        """
        own = own_paths(self._store, key)
        for move in (*moves, *self._carried(key, moves, folder, own)):
            path = _final(move.target, folder)
            for episode in move.episodes:
                yield HistoryEntry(
                    key=key,
                    episode=episode,
                    at=journal.at,
                    kind=HistoryKind.RENAMED,
                    text=f"It was {move.source}.",
                    language=move.language,
                    path=path if not journal.undoes or composed(path) in own else "",
                )

    def _carried(
        self,
        key: SeriesKey,
        moves: Sequence[Move],
        folder: FolderMove | None,
        own: Collection[str],
    ) -> Iterator[Move]:
        """Yield those of our files that keep their names in a folder that gets another one."""
        if folder is None:
            return
        renamed = {move.target for move in moves} | {move.source for move in moves}
        files = self._store.files
        for file in (*files.inside(folder.source), *files.inside(folder.target)):
            path = relocated(file.path, folder.target, folder.source)
            if path not in renamed and composed(path) in own:
                yield Move(
                    key=key,
                    source=path,
                    target=path,
                    size=file.size,
                    mtime=file.mtime,
                    episodes=file.episodes,
                    language=file.language,
                )


def _sources_left(moves: Sequence[Move]) -> set[str]:
    return {move.source for move in moves} - {move.target for move in moves}


def _final(path: str, folder: FolderMove | None) -> str:
    return path if folder is None else relocated(path, folder.source, folder.target)


def _file(move: Move) -> EpisodeFile:
    return EpisodeFile(
        path=move.target,
        episodes=move.episodes,
        size=move.size,
        mtime=move.mtime,
        language=move.language,
    )
