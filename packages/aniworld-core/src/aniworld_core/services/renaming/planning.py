"""The plan: which files the template would name otherwise, and which of them may be renamed now."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Protocol

from attrs import define, evolve, field

from aniworld_core import sidecars
from aniworld_core.entities import (
    Episode,
    EpisodeFile,
    EpisodeId,
    HistoryKind,
    Language,
    QueueState,
    Series,
    SeriesKey,
)
from aniworld_core.places import folded
from aniworld_core.ports import Progress, Store
from aniworld_core.services.renaming.conflicts import Disk, Group, weed
from aniworld_core.services.renaming.results import FolderMove, Move, RenamePlan, Skipped
from aniworld_core.titles import composed

__all__ = ["FILLED", "Planner", "Template", "own_paths", "running"]

_OURS = frozenset({HistoryKind.DOWNLOADED, HistoryKind.RENAMED, HistoryKind.RESTORED})
"""What the history tells of files that this program named."""

_ALL = 1_000_000
"""More items than can run at once."""

FILLED = "an episode is being downloaded into it"
"""Why a folder keeps its name for now."""

_NO_LANGUAGE = Language("other:unknown")
"""For templates that tell no language."""


class Template(Protocol):
    """Names files; the naming service is one."""

    @property
    def tells_languages(self) -> bool:
        """Tell whether two languages of one episode have two names."""
        ...

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


def own_paths(store: Store, key: SeriesKey) -> Mapping[str, Language | None]:
    """Return the paths (in NFC) of a series' files that this program named, and their languages."""
    return {
        composed(entry.path): entry.language
        for entry in store.history.paths(key)
        if entry.kind in _OURS
    }


def running(store: Store) -> frozenset[tuple[SeriesKey, EpisodeId]]:
    """Return the episodes that are being downloaded."""
    items = store.queue.page((QueueState.RUNNING,), limit=_ALL)
    return frozenset((item.key, item.episode) for item in items)


@define
class _Draft:
    """A plan in the making."""

    groups: list[Group] = field(factory=list)
    skipped: list[Skipped] = field(factory=list)
    foreign: int = 0
    fitting: int = 0


class Planner:
    """Makes one plan; it looks at the disk, and changes nothing."""

    def __init__(
        self, *, root: Path, store: Store, template: Template, extensions: tuple[str, ...]
    ) -> None:
        self._store = store
        self._template = template
        self._extensions = tuple(one.lower().lstrip(".") for one in extensions)
        self._disk = Disk(root, changed="it changed since the last scan: run aniw scan first")
        self._running = running(store)

    def plan(
        self,
        keys: Sequence[SeriesKey],
        *,
        foreign: bool,
        folders: bool,
        report: Progress,
    ) -> RenamePlan:
        """Return the plan for some series; ``report`` is told how far it is, and may stop it."""
        draft = _Draft()
        housed: list[Series] = []
        for done, key in enumerate(keys):
            report(done, len(keys))
            series = self._store.series.get(key)
            if series is not None and series.folder is not None:
                housed.append(series)
                self._draw(series, draft, foreign=foreign)
        report(len(keys), len(keys))
        moves, conflicts = weed(draft.groups, self._disk)
        moved, refused = self._folders(housed) if folders else ((), ())
        return RenamePlan(
            moves=tuple(moves),
            folders=tuple(moved),
            skipped=(*draft.skipped, *conflicts, *refused),
            foreign=draft.foreign,
            fitting=draft.fitting,
        )

    def _draw(self, series: Series, draft: _Draft, *, foreign: bool) -> None:
        own = own_paths(self._store, series.key)
        for file in self._store.files.of(series.key):
            ours = composed(file.path) in own
            language = file.language or own.get(composed(file.path))
            problem = self._problem(series.key, file, language)
            if problem:
                if ours or foreign:
                    draft.skipped.append(Skipped(path=file.path, reason=problem))
                else:
                    draft.foreign += 1
                continue
            target = self._target(series, file, language)
            if target == file.path:
                draft.fitting += 1
            elif ours or foreign:
                draft.groups.append(self._group(series.key, file, target, language))
            else:
                draft.foreign += 1

    def _problem(self, key: SeriesKey, file: EpisodeFile, language: Language | None) -> str:
        """Tell why a file keeps its name whatever the template says."""
        if not file.episodes:
            return "its name tells no season, so it is not certain which episode it is"
        if len(file.episodes) > 1:
            return "it holds several episodes, which the template has no name for"
        if self._template.tells_languages and language is None:
            return "nothing tells its language, which the template asks for"
        if (key, file.episodes[0]) in self._running:
            return "this episode is being downloaded"
        return ""

    def _target(self, series: Series, file: EpisodeFile, language: Language | None) -> str:
        (id,) = file.episodes
        extension = PurePosixPath(file.path).suffix[1:]
        episode = series.episode(id) or Episode(id=id)
        path = self._template.path(
            series, episode, language=language or _NO_LANGUAGE, extension=extension
        )
        return str(path)

    def _group(
        self, key: SeriesKey, file: EpisodeFile, target: str, language: Language | None
    ) -> Group:
        source, new = PurePosixPath(file.path), PurePosixPath(target)
        video = Move(
            key=key,
            source=file.path,
            target=target,
            size=file.size,
            mtime=file.mtime,
            episodes=file.episodes,
            language=language,
        )
        beside = sidecars.beside(
            source.name, self._disk.names(str(source.parent)), self._extensions
        )
        pairs = [
            (
                str(source.with_name(name)),
                str(new.with_name(sidecars.renamed(name, source.name, new.name))),
            )
            for name in beside
        ]
        return Group(video=video, sidecars=pairs)

    def _folders(self, housed: Sequence[Series]) -> tuple[list[FolderMove], list[Skipped]]:
        taken = {folded(one.folder) for one in self._store.series.names() if one.folder}
        busy = {key for key, _ in self._running}
        moves: list[FolderMove] = []
        skipped: list[Skipped] = []
        for series in housed:
            folder = series.folder or ""
            target = self._folder(series, folder, taken)
            if target is None:
                continue
            problem = self._disk.folder_problem(folder, target)
            if series.key in busy:
                problem = FILLED
            if problem:
                skipped.append(Skipped(path=folder, reason=problem))
            else:
                taken.add(folded(target))
                moves.append(FolderMove(key=series.key, source=folder, target=target))
        return moves, skipped

    def _folder(self, series: Series, folder: str, taken: Collection[str]) -> str | None:
        """Return the folder that the template gives to a series, None where it has that already."""
        group, slash, _ = folder.rpartition("/")
        own = self._template.folder(evolve(series, folder=None))
        name = f"{group}{slash}{own}"
        if folded(name) in taken and folded(name) != folded(folder):
            name = f"{group}{slash}{self._template.apart(own, series.key)}"
        return None if name == composed(folder) else name
