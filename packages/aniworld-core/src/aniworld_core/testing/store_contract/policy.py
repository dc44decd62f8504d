"""What holds in every store for waiting on a language, and for replacing what came in a later one."""

from datetime import timedelta

from attrs import evolve

from aniworld_core.entities import (
    ENG_SUB,
    GER_DUB,
    GER_SUB,
    Episode,
    EpisodeFile,
    EpisodeId,
    Language,
    Missing,
    MissingFilter,
    NewItem,
    Outcome,
    QueueState,
    Reason,
    Replaceable,
    ReplaceableFilter,
    Series,
    Wanted,
)
from aniworld_core.ports import Store
from aniworld_core.testing.strategies import DAYS, KEYS

__all__ = ["PolicyContract"]

_MOON, _MOON_2, _ = KEYS
_DAY = timedelta(days=1)
_ORDER = (GER_DUB, GER_SUB)
_FILTER = MissingFilter(languages=_ORDER, wait_days=2, now=DAYS[1])
_REPLACE = ReplaceableFilter(languages=_ORDER, replace=True)


def _series(*episodes: Episode) -> Series:
    return Series(key=_MOON, provider="p", ref="r", title="Moon", folder="Moon", episodes=episodes)


def _subbed(number: int = 1) -> Episode:
    return Episode(id=EpisodeId(1, number), languages=(GER_SUB, ENG_SUB), offered=DAYS[0])


def _dubbed(number: int = 1) -> Episode:
    return Episode(id=EpisodeId(1, number), languages=(GER_SUB, GER_DUB))


def _file(name: str, *numbers: int, language: Language | None = GER_SUB) -> EpisodeFile:
    episodes = tuple(EpisodeId(1, number) for number in numbers)
    return EpisodeFile(
        path=f"Moon/{name}.mkv", episodes=episodes, size=1, mtime=1, language=language
    )


def _only(store: Store, filter: MissingFilter) -> Missing:
    """Return the only missing episode, which is counted under the same reason."""
    ((missing,),) = [one.missing for one in store.series.missing(filter)]
    assert store.series.missing_counts(filter) == {missing.reason: 1}
    return missing


def _replaceable(store: Store, filter: ReplaceableFilter = _REPLACE) -> list[int]:
    return [one.episode.number for one in store.series.replaceable(filter)]


class PolicyContract:
    """Tests of :meth:`SeriesStore.missing` and :meth:`SeriesStore.replaceable` under a policy."""

    def test_an_episode_waits_some_days_for_its_first_language(self, store: Store) -> None:
        """Look at the last moment of the wait, and at its end."""
        store.series.put(_series(_subbed()))
        end = DAYS[0] + 2 * _DAY
        waiting = _only(store, evolve(_FILTER, now=end - timedelta(microseconds=1)))
        assert (waiting.reason, waiting.waits_until) == (Reason.WAITING_FOR_LANGUAGE, end)
        over = _only(store, evolve(_FILTER, now=end))
        assert (over.reason, over.waits_until) == (Reason.NOT_DOWNLOADED, None)
        asked = evolve(_FILTER, reasons=(Reason.NOT_DOWNLOADED,))
        assert not list(store.series.missing(asked))
        assert not store.series.missing_counts(asked)
        assert _only(store, evolve(_FILTER, limit=1)).waits_until == end

    def test_what_nothing_better_is_known_of_does_not_wait(self, store: Store) -> None:
        """Look at episodes that were there from the beginning, have the first language or tell none."""
        for episode in (
            evolve(_subbed(), offered=None),
            evolve(_subbed(), languages=(GER_SUB, GER_DUB)),
            evolve(_subbed(), languages=()),
        ):
            store.series.put(_series(episode))
            assert _only(store, _FILTER).reason is Reason.NOT_DOWNLOADED
        store.series.put(_series(_subbed()))
        for filter in (evolve(_FILTER, now=None), evolve(_FILTER, wait_days=0)):
            assert _only(store, filter).reason is Reason.NOT_DOWNLOADED

    def test_without_any_wanted_language_no_day_is_told(self, store: Store) -> None:
        """Look at an episode of which only an unwanted language is offered."""
        store.series.put(_series(evolve(_subbed(), languages=(ENG_SUB,))))
        missing = _only(store, _FILTER)
        assert (missing.reason, missing.waits_until) == (Reason.WAITING_FOR_LANGUAGE, None)

    def test_a_stronger_reason_hides_the_wait(self, store: Store) -> None:
        """Ignore, announce and queue an episode that would wait."""
        for episode, reason in (
            (evolve(_subbed(), ignored=True), Reason.IGNORED),
            (evolve(_subbed(), upcoming=True), Reason.UPCOMING),
        ):
            store.series.put(_series(episode))
            missing = _only(store, _FILTER)
            assert (missing.reason, missing.waits_until) == (reason, None)
        store.series.put(_series(_subbed()))
        item = NewItem(key=_MOON, episode=EpisodeId(1, 1), wanted=Wanted(languages=_ORDER))
        store.queue.add(item, now=DAYS[0])
        missing = _only(store, _FILTER)
        assert (missing.reason, missing.waits_until) == (Reason.QUEUED, None)

    def test_a_series_waits_as_long_as_it_says(self, store: Store) -> None:
        """Give a series a wait of its own, and ask for one that holds for all."""
        store.series.put(evolve(_series(_subbed()), wait_days=5))
        assert _only(store, _FILTER).waits_until == DAYS[0] + 5 * _DAY
        for_all = evolve(_FILTER, for_all=True)
        assert _only(store, for_all).waits_until == DAYS[0] + 2 * _DAY
        store.series.put(evolve(_series(_subbed()), wait_days=0))
        assert _only(store, _FILTER).reason is Reason.NOT_DOWNLOADED
        store.series.put(evolve(_series(_subbed()), languages=(GER_SUB,), wait_days=9))
        assert _only(store, _FILTER).reason is Reason.NOT_DOWNLOADED

    def test_a_file_in_a_later_language_can_be_replaced(self, store: Store) -> None:
        """Keep three episodes with a subtitle, of which one is dubbed by now and one not wanted."""
        ignored = evolve(_dubbed(3), ignored=True)
        store.series.put(_series(_dubbed(1), _subbed(2), ignored))
        store.files.add("Moon", *(_file(str(number), number) for number in (1, 2, 3)))
        first, second = store.series.replaceable(_REPLACE)
        assert first == Replaceable(
            key=_MOON,
            title="Moon",
            episode=EpisodeId(1, 1),
            path="Moon/1.mkv",
            has=GER_SUB,
            better=(GER_DUB,),
            wanted=(GER_DUB,),
        )
        assert (second.episode.number, second.better, second.wanted) == (2, (), (GER_DUB,))
        assert _replaceable(store, evolve(_REPLACE, offered=True)) == [1]

    def test_only_the_best_file_of_an_episode_counts(self, store: Store) -> None:
        """Keep files of unwanted, unknown and several languages beside each other."""
        store.series.put(_series(_dubbed()))
        store.files.add("Moon", _file("unknown", 1, language=None))
        assert not _replaceable(store)
        store.files.add("Moon", _file("english", 1, language=ENG_SUB))
        (found,) = store.series.replaceable(_REPLACE)
        assert (found.has, found.better, found.wanted) == (ENG_SUB, _ORDER, _ORDER)
        store.files.add("Moon", _file("z-sub", 1), _file("sub", 1))
        (found,) = store.series.replaceable(_REPLACE)
        assert (found.path, found.better) == ("Moon/sub.mkv", (GER_DUB,))
        absolute = evolve(_file("dub", language=GER_DUB), absolute=(1,))
        store.files.add("Moon", absolute)
        assert not _replaceable(store)

    def test_a_file_of_several_episodes_stays(self, store: Store) -> None:
        """Keep files that hold two episodes, of which one may be unknown to the site."""
        store.series.put(_series(_dubbed(1), _dubbed(2), _dubbed(3)))
        mixed = evolve(_file("mixed", 2), absolute=(1,))
        for file in (_file("both", 1, 2), _file("more", 3, 4), mixed):
            store.files.add("Moon", file)
            assert not _replaceable(store)
            store.files.remove("Moon", file.path)
        store.files.add("Moon", evolve(_file("told twice", 2), absolute=(2,)))
        assert _replaceable(store) == [2]

    def test_a_series_replaces_only_if_it_is_to(self, store: Store) -> None:
        """Let the series say what the settings do not, and not monitor it."""
        series = _series(_dubbed())
        store.series.put(series)
        store.files.add("Moon", _file("sub", 1))
        keep = evolve(_REPLACE, replace=False)
        for change, filter, found in (
            (series, keep, []),
            (evolve(series, replace=True), keep, [1]),
            (evolve(series, replace=False), _REPLACE, []),
            (evolve(series, monitored=False), _REPLACE, []),
            (evolve(series, languages=(GER_SUB,)), _REPLACE, []),
            (evolve(series, languages=(GER_DUB, GER_SUB)), evolve(_REPLACE, languages=()), [1]),
            (series, evolve(_REPLACE, keys=(_MOON_2,)), []),
            (series, evolve(_REPLACE, keys=(_MOON_2, _MOON)), [1]),
        ):
            store.series.put(change)
            assert _replaceable(store, filter) == found
        store.series.delete(_MOON)
        assert not _replaceable(store)

    def test_an_item_at_work_on_it_is_told(self, store: Store) -> None:
        """Queue the replacement, let it fail, and queue it again."""
        store.series.put(_series(_dubbed()))
        store.files.add("Moon", _file("sub", 1))
        wanted = Wanted(languages=(GER_DUB,), better_than=GER_SUB)
        (added,) = store.queue.add(
            NewItem(key=_MOON, episode=EpisodeId(1, 1), wanted=wanted), now=DAYS[0]
        )
        assert added.wanted == wanted
        (found,) = store.series.replaceable(_REPLACE)
        assert (found.queued, found.failed) == (True, None)
        item = store.queue.claim("ann", _DAY, DAYS[0])
        assert item is not None
        assert item.wanted == wanted
        failed = Outcome(state=QueueState.FAILED, reason="gone")
        store.queue.finish(item.id, item.claim, failed, DAYS[0])
        (found,) = store.series.replaceable(_REPLACE)
        assert (found.queued, found.failed) == (False, "gone")
        store.queue.retry(item.id, DAYS[0])
        (found,) = store.series.replaceable(_REPLACE)
        assert (found.queued, found.failed) == (True, None)
