"""The queue: what can be fetched goes in once, and nothing by accident."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from attrs import evolve

from aniworld_core.clock import utc_now
from aniworld_core.entities import (
    ENG_SUB,
    GER_DUB,
    Episode,
    EpisodeFile,
    EpisodeId,
    FolderScan,
    HistoryKind,
    Language,
    NewItem,
    Outcome,
    QueueItem,
    QueueState,
    Series,
    SeriesKey,
    Wanted,
)
from aniworld_core.errors import AmbiguousFolder, EpisodeNotFound, ItemNotFound, SeriesNotFound
from aniworld_core.events import Event, QueueChanged, QueuePaused, QueueResumed
from aniworld_core.library import Library

KEY = SeriesKey("show")


@pytest.fixture
def shown(library: Library) -> Library:
    """Hold one episode on the disk, one ignored, one upcoming, one in Spanish only and two to fetch."""
    library.store.series.put(
        Series(
            key=KEY,
            provider="site",
            ref="show",
            title="Show",
            folder="Show",
            episodes=(
                Episode(id=EpisodeId(1, 1), languages=(GER_DUB,)),
                Episode(id=EpisodeId(1, 2), languages=(GER_DUB,), ignored=True),
                Episode(id=EpisodeId(1, 3), upcoming=True),
                Episode(id=EpisodeId(1, 4), languages=(Language("other:spanish"),)),
                Episode(id=EpisodeId(1, 5), languages=(ENG_SUB,)),
                Episode(id=EpisodeId(1, 6)),
            ),
        )
    )
    file = EpisodeFile(path="Show/1.mkv", episodes=(EpisodeId(1, 1),), size=1, mtime=1)
    library.store.files.record(FolderScan(folder="Show", device=1, dirs={}, files=(file,)))
    return library


def episodes(items: Sequence[QueueItem | NewItem]) -> list[str]:
    return [str(item.episode) for item in items]


def test_without_names_all_that_can_be_fetched_is_queued(shown: Library) -> None:
    assert episodes(shown.queue.add("show")) == ["S01E005", "S01E006"]
    assert shown.missing.counts() == {
        "queued": 2,
        "ignored": 1,
        "upcoming": 1,
        "waiting-for-language": 1,
    }
    assert shown.queue.add("show") == []


def test_named_episodes_are_queued_unless_they_are_there(shown: Library) -> None:
    ids = [EpisodeId(1, number) for number in (1, 2, 4)]
    assert episodes(shown.queue.add("show", ids)) == ["S01E002", "S01E004"]


def test_a_series_is_queued_in_its_own_languages(shown: Library) -> None:
    spanish = Language("other:spanish")
    shown.store.series.update(KEY, lambda series: evolve(series, languages=(spanish,)))
    assert episodes(shown.queue.plan("show")) == ["S01E004", "S01E006"]
    assert shown.queue.plan("show") == shown.queue.plan_all()
    assert {new.wanted.languages for new in shown.queue.plan_all()} == {(spanish,)}
    assert shown.missing.counts()["waiting-for-language"] == 1


def test_what_a_call_wants_wins_over_the_languages_of_a_series(shown: Library) -> None:
    spanish = Language("other:spanish")
    shown.store.series.update(KEY, lambda series: evolve(series, languages=(spanish,)))
    asked = Wanted(languages=(ENG_SUB,), hosters=("One",))
    plan = shown.queue.plan("show", wanted=asked)
    assert episodes(plan) == ["S01E005", "S01E006"]
    assert {new.wanted for new in plan} == {asked}
    rest = shown.queue.plan("show", wanted=evolve(asked, languages=()))
    assert episodes(rest) == ["S01E004", "S01E006"]
    assert {new.wanted for new in rest} == {evolve(asked, languages=(spanish,))}


def test_a_series_that_is_not_monitored_is_queued_by_name_only(shown: Library) -> None:
    shown.store.series.update(KEY, lambda series: evolve(series, monitored=False))
    assert shown.queue.plan("show") == shown.queue.plan_all() == []
    assert shown.missing.counts() == {"ignored": 5}
    assert episodes(shown.queue.plan("show", [EpisodeId(1, 5)])) == ["S01E005"]


def test_an_episode_is_queued_once(shown: Library) -> None:
    first = shown.queue.add("show", [EpisodeId(1, 5)])
    assert shown.queue.add("show", [EpisodeId(1, 5)]) == first
    assert shown.queue.counts() == {QueueState.QUEUED: 1}
    assert [entry.kind for entry in shown.store.history.of(KEY)] == [HistoryKind.QUEUED]


def test_a_plan_queues_nothing(shown: Library) -> None:
    assert episodes(shown.queue.plan("show")) == ["S01E005", "S01E006"]
    assert shown.queue.plan("show") == shown.queue.plan_all()
    assert shown.queue.page() == []


def test_unknown_names_are_refused(shown: Library) -> None:
    with pytest.raises(SeriesNotFound):
        shown.queue.add("unknown")
    with pytest.raises(EpisodeNotFound):
        shown.queue.add("show", [EpisodeId(7, 7)])
    with pytest.raises(ItemNotFound):
        shown.queue.remove(12)
    with pytest.raises(ItemNotFound):
        shown.queue.retry(12)
    with pytest.raises(ItemNotFound):
        shown.queue.pause(12)


def test_a_series_of_unclear_folder_is_not_queued(library: Library) -> None:
    library.store.series.put(
        Series(
            key=SeriesKey("fruits-basket"),
            provider="site",
            ref="fruits-basket",
            title="Fruits Basket",
            episodes=(Episode(id=EpisodeId(1, 1)),),
        )
    )
    for year in (2001, 2019):
        folder = f"Fruits Basket ({year})"
        library.store.files.record(FolderScan(folder=folder, device=1, dirs={}, files=()))
    with pytest.raises(AmbiguousFolder, match=r"2001.*2019"):
        library.queue.add("fruits-basket")
    assert library.queue.plan_all() == []


def test_every_change_is_told(shown: Library, events: list[Event]) -> None:
    (item, other) = shown.queue.add("show")
    shown.queue.pause(item.id)
    shown.queue.resume(item.id)
    shown.queue.move(other.id, before=item.id)
    shown.queue.remove(item.id)
    told = [(e.id, e.state) for e in events if isinstance(e, QueueChanged)]
    assert told == [
        (item.id, QueueState.QUEUED),
        (other.id, QueueState.QUEUED),
        (item.id, QueueState.PAUSED),
        (item.id, QueueState.QUEUED),
        (other.id, QueueState.QUEUED),
        (item.id, None),
    ]
    assert episodes(shown.queue.page()) == [str(other.episode)]


def test_an_item_can_come_first_or_last(shown: Library) -> None:
    first, second = shown.queue.add("show")
    assert shown.queue.item(second.id) == second
    shown.queue.move_to_front(second.id)
    assert [item.id for item in shown.queue.page()] == [second.id, first.id]
    shown.queue.move_to_front(second.id)
    shown.queue.move(second.id, None)
    assert [item.id for item in shown.queue.page()] == [first.id, second.id]
    urgent = shown.queue.add("show", [EpisodeId(1, 4)], priority=5)[0]
    shown.queue.move_to_front(second.id)
    assert [item.id for item in shown.queue.page()] == [second.id, urgent.id, first.id]
    with pytest.raises(ItemNotFound):
        shown.queue.move_to_front(99)
    with pytest.raises(ItemNotFound):
        shown.queue.item(99)


def test_clearing_drops_what_is_done_and_tells_of_no_item(
    shown: Library, events: list[Event]
) -> None:
    done, waiting = shown.queue.add("show")
    claimed = shown.store.queue.claim("ann", timedelta(hours=1), utc_now())
    assert claimed is not None
    assert claimed.id == done.id
    outcome = Outcome(state=QueueState.DONE)
    assert shown.store.queue.finish(done.id, claimed.claim, outcome, utc_now())
    events.clear()
    assert shown.queue.clear() == 1
    assert [item.id for item in shown.queue.page()] == [waiting.id]
    assert shown.queue.clear(QueueState.QUEUED) == 1
    assert not shown.queue.page()
    assert not events


def test_pausing_the_whole_queue_is_remembered_and_told(
    shown: Library, events: list[Event]
) -> None:
    assert not shown.queue.paused()
    shown.queue.pause()
    assert shown.queue.paused()
    assert events == [QueuePaused()]
    shown.queue.resume()
    assert not shown.queue.paused()
    assert events == [QueuePaused(), QueueResumed()]
