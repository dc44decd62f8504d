"""Libraries for tests: stores filled with what Hypothesis draws, or with many episodes."""

from collections.abc import Sequence
from datetime import timedelta

from attrs import evolve, frozen
from hypothesis import strategies as st

from aniworld_core.entities import (
    GER_DUB,
    ApiKey,
    Condition,
    Decision,
    Episode,
    EpisodeFile,
    EpisodeId,
    FolderScan,
    HistoryEntry,
    NewItem,
    Outcome,
    Release,
    Series,
    SeriesKey,
    Session,
    Title,
    Wanted,
)
from aniworld_core.ports import Store
from aniworld_core.testing import strategies as draw

__all__ = ["Content", "contents", "fill", "fill_many"]

_HOUR = timedelta(hours=1)


@frozen(kw_only=True)
class Content:
    """What a store can remember, of every part."""

    series: Sequence[Series]
    removed: SeriesKey
    scans: Sequence[FolderScan]
    items: Sequence[NewItem]
    outcome: Outcome
    entries: Sequence[HistoryEntry]
    sessions: Sequence[Session]
    keys: Sequence[ApiKey]
    titles: Sequence[Title]
    releases: Sequence[Release]
    conditions: Sequence[Condition]
    decisions: Sequence[Decision]


def contents() -> st.SearchStrategy[Content]:
    """Draw a library."""
    return st.builds(
        Content,
        series=st.lists(draw.series(), max_size=4),
        removed=draw.keys(),
        scans=st.lists(draw.folder_scans(), max_size=3),
        items=st.lists(draw.new_items(), max_size=5),
        outcome=draw.outcomes(),
        entries=st.lists(draw.history_entries(), max_size=4),
        sessions=st.lists(draw.sessions(), max_size=3, unique_by=lambda one: one.id),
        keys=st.lists(
            draw.api_keys(), max_size=3, unique_by=(lambda one: one.id, lambda one: one.name)
        ),
        titles=st.lists(draw.titles(), max_size=4),
        releases=st.lists(draw.releases(), max_size=4),
        conditions=st.lists(draw.conditions(), max_size=2),
        decisions=st.lists(draw.decisions(), max_size=3),
    )


def fill(store: Store, content: Content) -> None:
    """Let a store remember it, by calls of every part."""
    store.series.put(*content.series)
    store.files.record(*content.scans)
    _work(store, content)
    store.series.delete(content.removed)
    store.history.append(*content.entries)
    for session in content.sessions:
        store.sessions.add(session)
    for key in content.keys:
        store.access.add_key(key)
    store.access.set_password("hash", draw.DAYS[0])
    store.access.secret("secret")
    for title in content.titles:
        store.titles.replace(title.provider, [title], draw.DAYS[1])
    for release in content.releases:
        store.releases.replace(release.provider, release.kind, [release], draw.DAYS[2])
    for condition in content.conditions:
        _keep(store, condition)
    store.decisions.add(*content.decisions)


def fill_many(store: Store, series: int, episodes: int) -> None:
    """Let a store remember so many series of so many episodes, a half of which are on the disk."""
    ids = [EpisodeId(1, number) for number in range(1, episodes + 1)]
    listed = tuple(Episode(id=id, title="Ein Mond", languages=(GER_DUB,)) for id in ids)
    names = [f"moon-{number}" for number in range(series)]
    store.series.put(
        *(
            Series(
                key=SeriesKey(one), provider="p", ref=one, title=one, folder=one, episodes=listed
            )
            for one in names
        )
    )
    for name in names:
        half = (id for id in ids if id.number % 2)
        files = tuple(
            EpisodeFile(path=f"{name}/{id}.mkv", episodes=(id,), size=1, mtime=1) for id in half
        )
        store.files.record(FolderScan(folder=name, device=1, dirs={"": 1}, files=files))
    wanted = Wanted(languages=(GER_DUB,))
    missing = [NewItem(key=SeriesKey(names[0]), episode=id, wanted=wanted) for id in ids[1::2]]
    store.queue.add(*missing, now=draw.DAYS[0])


def _work(store: Store, content: Content) -> None:
    """Queue items; end the first one, fail to begin the second, erase the last."""
    items = store.queue.add(*content.items, now=draw.DAYS[0])
    first = store.queue.claim("ann", _HOUR, draw.DAYS[0])
    second = store.queue.claim("bob", _HOUR, draw.DAYS[0])
    if first is not None:
        store.queue.finish(first.id, first.claim, content.outcome, draw.DAYS[1])
    if second is not None:
        store.queue.requeue(second.id, second.claim, draw.DAYS[2], counted=True, reason="later")
    if items:
        store.queue.remove(max(item.id for item in items))


def _keep(store: Store, condition: Condition) -> None:
    store.conditions.update(condition.provider, lambda _: evolve(condition))
