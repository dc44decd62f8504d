"""The language policy: wait for the first language, or take what there is and replace it later."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve

from aniworld_core.config import DownloadsConfig
from aniworld_core.entities import (
    ENG_SUB,
    GER_DUB,
    GER_SUB,
    Episode,
    EpisodeFile,
    EpisodeId,
    Language,
    NewItem,
    Outcome,
    QueueState,
    Reason,
    Series,
    SeriesKey,
    Wanted,
)
from aniworld_core.errors import InvalidValue, SeriesNotFound
from aniworld_core.library import Library
from aniworld_core.memory import MemoryStore
from aniworld_core.services.catalog.merging import merged
from aniworld_core.services.missing import MissingEpisodes
from aniworld_core.services.queue import Queue

KEY = SeriesKey("show")
NOW = datetime(2026, 11, 20, tzinfo=UTC)
DAY = timedelta(days=1)
FIRST, SECOND, THIRD, FOURTH = (EpisodeId(1, number) for number in (1, 2, 3, 4))


def series(*episodes: Episode) -> Series:
    return Series(
        key=KEY,
        provider="site",
        ref="show",
        title="Show",
        folder="Show",
        episodes=episodes,
        added=NOW,
        checked=NOW - DAY,
    )


def episode(id: EpisodeId, *languages: Language, offered: datetime | None = None) -> Episode:
    return Episode(id=id, languages=languages, offered=offered)


class Shop:
    """A store with the two services that go by a policy, at a time that can be set."""

    def __init__(self, policy: DownloadsConfig) -> None:
        self.now = NOW
        self.store = MemoryStore()
        self.missing = MissingEpisodes(
            series=self.store.series, policy=policy, clock=lambda: self.now
        )
        self.queue = Queue(
            store=self.store,
            policy=policy,
            rivals=lambda: self.rivals,
            emit=lambda _: None,
            clock=lambda: self.now,
        )
        self.rivals: dict[SeriesKey, list[str]] = {}

    def keep(self, language: Language, *episodes: EpisodeId) -> None:
        files = (
            EpisodeFile(path=f"Show/{one}.mkv", episodes=(one,), size=1, mtime=1, language=language)
            for one in episodes
        )
        self.store.files.add("Show", *files)


@pytest.fixture
def waiting() -> Shop:
    """Hold one episode that waits, one that is dubbed and one that was there from the beginning."""
    shop = Shop(DownloadsConfig(languages=(GER_DUB, GER_SUB), wait_days=3))
    shop.store.series.put(
        series(
            episode(FIRST, GER_SUB, offered=NOW - DAY),
            episode(SECOND, GER_SUB, GER_DUB, offered=NOW - DAY),
            episode(THIRD, GER_SUB),
        )
    )
    return shop


@pytest.fixture
def replacing() -> Shop:
    """Hold four subtitled episodes, of which two are dubbed by now, and one missing one."""
    shop = Shop(DownloadsConfig(languages=(GER_DUB, GER_SUB), replace=True))
    shop.store.series.put(
        series(
            episode(FIRST, GER_SUB, GER_DUB),
            episode(SECOND, GER_SUB),
            episode(THIRD, GER_SUB, GER_DUB),
            episode(FOURTH, GER_SUB),
        )
    )
    shop.keep(GER_SUB, FIRST, SECOND, THIRD)
    return shop


def planned(items: Sequence[NewItem]) -> list[str]:
    return [str(item.episode) for item in items]


def test_an_episode_waits_until_its_days_are_over(waiting: Shop) -> None:
    assert planned(waiting.queue.plan("show")) == ["S01E002", "S01E003"]
    assert planned(waiting.queue.plan_all()) == ["S01E002", "S01E003"]
    (found,) = waiting.missing.find("show", reasons=[Reason.WAITING_FOR_LANGUAGE])
    assert [(one.episode, one.waits_until) for one in found.missing] == [(FIRST, NOW + 2 * DAY)]
    assert waiting.missing.counts() == {"waiting-for-language": 1, "not-downloaded": 2}
    waiting.now += 2 * DAY
    new = waiting.queue.plan("show")[0]
    assert (new.episode, new.wanted.languages) == (FIRST, (GER_DUB, GER_SUB))


def test_the_first_language_ends_the_wait(waiting: Shop) -> None:
    dubbed = episode(FIRST, GER_SUB, GER_DUB, offered=NOW - DAY)
    waiting.store.series.put(series(dubbed))
    assert planned(waiting.queue.plan("show")) == ["S01E001"]


def test_what_the_user_asks_for_does_not_wait(waiting: Shop) -> None:
    assert planned(waiting.queue.plan("show", [FIRST])) == ["S01E001"]
    said = Wanted(languages=(GER_DUB, GER_SUB))
    assert len(waiting.queue.plan("show", wanted=said)) == 3


def test_what_is_better_is_planned_behind_what_is_missing(replacing: Shop) -> None:
    (missing, *better) = replacing.queue.plan("show")
    assert (missing.episode, missing.wanted.better_than) == (FOURTH, None)
    assert missing.wanted.languages == (GER_DUB, GER_SUB)
    assert planned(better) == ["S01E001", "S01E003"]
    assert better[0].wanted == evolve(missing.wanted, languages=(GER_DUB,), better_than=GER_SUB)
    assert replacing.queue.plan_all() == [missing, *better]
    found = replacing.missing.replaceable("show")
    assert [(one.episode, one.better) for one in found] == [
        (FIRST, (GER_DUB,)),
        (SECOND, ()),
        (THIRD, (GER_DUB,)),
    ]
    assert len(replacing.missing.replaceable(offered=True)) == 2
    with pytest.raises(SeriesNotFound):
        replacing.missing.replaceable("unknown")


def test_a_failed_upgrade_is_left_to_the_user(replacing: Shop) -> None:
    store = replacing.store.queue
    items = replacing.queue.put(*replacing.queue.plan("show", [FIRST]))
    assert planned(replacing.queue.plan("show")) == ["S01E004", "S01E003"]
    item = store.claim("ann", DAY, NOW)
    assert item is not None
    assert (item.id, item.wanted) == (items[0].id, items[0].wanted)
    store.finish(item.id, item.claim, Outcome(state=QueueState.FAILED, reason="gone"), NOW)
    assert planned(replacing.queue.plan_all()) == ["S01E004", "S01E003"]
    (named,) = replacing.queue.plan("show", [FIRST])
    assert named.wanted.better_than == GER_SUB


def test_named_episodes_are_replaced_only_by_something_better(replacing: Shop) -> None:
    assert replacing.queue.plan("show", [SECOND]) == []
    replacing.store.series.update(KEY, lambda one: evolve(one, replace=False))
    assert replacing.queue.plan("show", [FIRST]) == []


def test_languages_of_a_call_replace_only_what_is_worse(replacing: Shop) -> None:
    """Ask for a language that the policy ranks lower, and see the better file stay."""
    worse = Wanted(languages=(ENG_SUB, GER_SUB))
    assert planned(replacing.queue.plan("show", wanted=worse)) == ["S01E004"]
    better = Wanted(languages=(GER_SUB, GER_DUB), quality="720p")
    (_, first, _) = replacing.queue.plan("show", wanted=better)
    assert first.wanted == evolve(better, languages=(GER_DUB,), better_than=GER_SUB)


def test_a_series_of_unclear_folder_is_left_alone(replacing: Shop) -> None:
    replacing.rivals[KEY] = ["Show", "Show (2013)"]
    assert replacing.queue.plan_all() == []


def test_since_when_an_episode_is_offered_is_noted_once() -> None:
    """Read a series again and again, while its second and third episode appear."""
    stored = series(
        episode(FIRST, GER_SUB), Episode(id=SECOND, upcoming=True, languages=(GER_SUB,))
    )
    fresh = series(
        episode(FIRST, GER_SUB, GER_DUB), episode(SECOND, GER_SUB), episode(THIRD), episode(FOURTH)
    )
    once = merged(stored, fresh, NOW)
    assert [one.offered for one in once.episodes] == [None, NOW, None, None]
    later = series(
        episode(FIRST, GER_SUB), episode(SECOND), episode(THIRD, GER_SUB), episode(FOURTH)
    )
    twice = merged(once, later, NOW + DAY)
    assert [one.offered for one in twice.episodes] == [None, NOW, NOW + DAY, None]
    thrice = merged(twice, fresh, NOW + 2 * DAY)
    assert [one.offered for one in thrice.episodes] == [None, NOW, NOW + DAY, None]


def test_a_wait_begins_with_the_first_wanted_language() -> None:
    """See an episode in an unwanted language from the first reading on, then in the second wanted one."""
    wanted = (GER_DUB, GER_SUB)
    stored = series(
        episode(FIRST, ENG_SUB),
        evolve(episode(SECOND, ENG_SUB), offered=NOW - DAY),
        episode(THIRD, GER_SUB),
        evolve(episode(FOURTH, GER_SUB), offered=NOW - DAY),
    )
    fresh = series(*(episode(one, ENG_SUB, GER_SUB) for one in (FIRST, SECOND, THIRD, FOURTH)))
    once = merged(stored, fresh, NOW, wanted)
    assert [one.offered for one in once.episodes] == [NOW, NOW, None, NOW - DAY]
    twice = merged(once, fresh, NOW + DAY, wanted)
    assert [one.offered for one in twice.episodes] == [NOW, NOW, None, NOW - DAY]


def test_what_was_there_at_the_first_reading_never_waits() -> None:
    notes = evolve(series(episode(FIRST)), checked=None)
    fresh = series(episode(FIRST, GER_SUB), episode(SECOND, GER_SUB))
    assert [one.offered for one in merged(notes, fresh, NOW).episodes] == [None, None]


def test_a_refresh_keeps_the_policy() -> None:
    stored = evolve(series(episode(FIRST)), wait_days=7, replace=False)
    kept = merged(stored, series(episode(FIRST)), NOW)
    assert (kept.wait_days, kept.replace) == (7, False)


def test_a_series_gets_a_policy_of_its_own_and_loses_it(library: Library) -> None:
    library.store.series.put(series())
    changed = library.catalog.configure("show", wait_days=14, replace=True)
    assert (changed.wait_days, changed.replace) == (14, True)
    changed = library.catalog.configure("show", replace=False)
    assert (changed.wait_days, changed.replace) == (14, False)
    dry = library.catalog.configure("show", wait_days=None, replace=None, dry_run=True)
    assert (dry.wait_days, dry.replace) == (None, None)
    assert library.catalog.get("show").wait_days == 14
    library.catalog.configure("show", wait_days=None, replace=None)
    kept = library.catalog.get("show")
    assert (kept.wait_days, kept.replace) == (None, None)
    for days in (-1, 3651):
        with pytest.raises(InvalidValue, match="days to wait"):
            library.catalog.configure("show", wait_days=days)
