"""The calls on series, files, history and sessions that the store's machine makes."""

from datetime import datetime

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.stateful import rule

from aniworld_core.entities import (
    Episode,
    EpisodeFile,
    EpisodeId,
    FolderScan,
    HistoryEntry,
    MissingFilter,
    ReplaceableFilter,
    Series,
    SeriesFilter,
    SeriesKey,
    Session,
)
from aniworld_core.errors import AlreadyThere, SeriesNotFound
from aniworld_core.ports import Store
from aniworld_core.testing import strategies as draw
from aniworld_core.testing.store_contract.twins import Twins

__all__ = ["FileRules", "RecordRules", "SeriesRules"]


class SeriesRules(Twins):
    """Calls on series."""

    def __init__(self) -> None:
        super().__init__()
        self.dated: set[SeriesKey] = set()

    @rule(series=st.lists(draw.series(), min_size=1, max_size=3))
    def put(self, series: list[Series]) -> None:
        """Put series; the time of adding is given where the store would take the time now."""
        timed = []
        for one in series:
            added = one.added if one.key in self.dated else one.added or draw.DAYS[0]
            timed.append(evolve(one, added=added))
            self.dated.add(one.key)
        self.both(lambda store: store.series.put(*timed))

    @rule(key=draw.keys(), episode=draw.episodes(), folder=st.none() | draw.folders())
    def change(self, key: SeriesKey, episode: Episode, folder: str | None) -> None:
        """Replace one episode and the folder."""

        def add(series: Series) -> Series:
            return evolve(series, episodes=(*series.episodes, episode), folder=folder)

        self.both(lambda store: store.series.update(key, add), raises=SeriesNotFound)

    @rule(key=draw.keys())
    def delete(self, key: SeriesKey) -> None:
        """Remove a series."""
        self.both(lambda store: store.series.delete(key))

    @rule(key=draw.keys())
    def restore(self, key: SeriesKey) -> None:
        """List a removed series again."""
        self.both(lambda store: store.series.restore(key))

    @rule(filter=draw.series_filters(), after=st.none() | draw.keys(), limit=st.integers(0, 2))
    def list_series(self, filter: SeriesFilter, after: SeriesKey | None, limit: int) -> None:
        """List some series."""
        self.both(lambda store: list(store.series.page(filter, after, limit)))

    @rule(filter=draw.missing_filters(), later=draw.replaceable_filters())
    def missing(self, filter: MissingFilter, later: ReplaceableFilter) -> None:
        """List and count what some series lack, and list what they have in a later language."""
        self.both(lambda store: list(store.series.missing(filter)))
        self.both(lambda store: dict(store.series.missing_counts(filter)))
        self.both(lambda store: list(store.series.replaceable(later)))

    @rule(key=draw.keys(), folder=draw.folders(), number=st.integers(1, 5))
    def put_two_seasons_beside_an_absolute_number(
        self, key: SeriesKey, folder: str, number: int
    ) -> None:
        """Meet what is rare by chance: a file counted over the seasons of a series in its folder."""
        ids = [EpisodeId(0, 1), *(EpisodeId(s, n) for s in (1, 2) for n in (1, 2))]
        series = Series(
            key=key,
            provider="p",
            ref=key,
            title=key,
            folder=folder,
            episodes=tuple(Episode(id=id) for id in ids),
            added=draw.DAYS[1],
        )
        file = EpisodeFile(path=f"{folder}/2.mkv", episodes=(), absolute=(number,), size=1, mtime=1)
        self.dated.add(key)
        self.both(lambda store: store.series.put(series))
        self.both(lambda store: store.files.add(folder, file))

    @rule(key=draw.keys(), new=draw.series())
    def remove_and_put_again(self, key: SeriesKey, new: Series) -> None:
        """Let a removed series return without its time of adding."""
        if key not in self.dated:
            self.put([evolve(new, key=key)])
        self.both(lambda store: store.series.delete(key))
        self.both(lambda store: list(store.series.page()))
        self.both(lambda store: store.series.put(evolve(new, key=key, added=None)))


class FileRules(Twins):
    """Calls on files."""

    @rule(scans=st.lists(draw.folder_scans(), max_size=3))
    def record(self, scans: list[FolderScan]) -> None:
        """Record scans, also of one folder twice."""
        self.both(lambda store: store.files.record(*scans))

    @rule(folders=st.lists(draw.folders(), max_size=2))
    def forget(self, folders: list[str]) -> None:
        """Forget folders."""
        self.both(lambda store: store.files.forget(*folders))

    @rule(scan=draw.folder_scans())
    def add_files(self, scan: FolderScan) -> None:
        """Add files to a folder."""
        self.both(lambda store: store.files.add(scan.folder, *scan.files))

    @rule(folder=draw.folders(), numbers=st.lists(st.integers(1, 3), max_size=2))
    def remove_files(self, folder: str, numbers: list[int]) -> None:
        """Remove files of a folder, some of them known."""
        paths = [f"{folder}/{number}.mkv" for number in numbers]
        self.both(lambda store: store.files.remove(folder, *paths))


class RecordRules(Twins):
    """Calls on history and sessions."""

    @rule(entries=st.lists(draw.history_entries(), max_size=3))
    def append(self, entries: list[HistoryEntry]) -> None:
        """Write history."""
        self.both(lambda store: store.history.append(*entries))

    @rule(
        key=st.none() | draw.keys(),
        episode=st.none() | draw.episode_ids(),
        limit=st.integers(0, 3),
    )
    def read_history(self, key: SeriesKey | None, episode: EpisodeId | None, limit: int) -> None:
        """Read some of the history."""
        self.both(lambda store: list(store.history.of(key, episode, limit)))

    @rule(
        key=st.none() | draw.keys(),
        episode=st.none() | draw.episode_ids(),
        place=st.integers(0, 5),
        limit=st.integers(0, 3),
    )
    def turn_history(
        self, key: SeriesKey | None, episode: EpisodeId | None, place: int, limit: int
    ) -> None:
        """Read the history behind one of its newest entries."""

        def turn(store: Store) -> list[HistoryEntry]:
            newest = store.history.page(limit=5)
            before = newest[place][0] if place < len(newest) else None
            page = store.history.page(key, episode, before=before, limit=limit)
            return [entry for _, entry in page]

        self.both(turn)

    @rule(session=draw.sessions())
    def add_session(self, session: Session) -> None:
        """Begin a session, whose id may be taken."""
        self.both(lambda store: store.sessions.add(session), raises=AlreadyThere)

    @rule(id=st.sampled_from(draw.SESSIONS), now=draw.days())
    def revoke(self, id: str, now: datetime) -> None:
        """End a session."""
        self.both(lambda store: store.sessions.revoke(id, now))

    @rule(now=draw.days())
    def revoke_all(self, now: datetime) -> None:
        """End all sessions."""
        self.both(lambda store: store.sessions.revoke_all(now))

    @rule(now=draw.days())
    def purge(self, now: datetime) -> None:
        """Erase expired sessions."""
        self.both(lambda store: store.sessions.purge(now))
