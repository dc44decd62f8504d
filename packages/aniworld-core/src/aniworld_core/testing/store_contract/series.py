"""What holds for the series of every store."""

from datetime import timedelta
from typing import NoReturn

import pytest
from attrs import evolve

from aniworld_core.clock import utc_now
from aniworld_core.entities import (
    ENG_SUB,
    GER_DUB,
    Episode,
    EpisodeFile,
    EpisodeId,
    MissingFilter,
    NewItem,
    Outcome,
    QueueState,
    Reason,
    Series,
    SeriesFilter,
    SeriesKey,
    Wanted,
)
from aniworld_core.errors import SeriesNotFound, StoreError
from aniworld_core.ports import Store
from aniworld_core.testing.strategies import DAYS, KEYS

__all__ = ["SeriesContract"]

_MOON, _MOON_2, _SUNS = KEYS


def _series(*episodes: Episode, folder: str | None = None) -> Series:
    return Series(key=_MOON, provider="p", ref="r", title="Moon", folder=folder, episodes=episodes)


def _numbers(store: Store, filter: MissingFilter) -> dict[SeriesKey, list[int]]:
    return {
        one.key: [missing.episode.number for missing in one.missing]
        for one in store.series.missing(filter)
    }


class SeriesContract:
    """Tests of :class:`aniworld_core.ports.SeriesStore`."""

    def test_a_new_series_was_added_now(self, store: Store) -> None:
        """Put a series that does not say when it was added."""
        before = utc_now()
        store.series.put(_series())
        kept = store.series.get(_MOON)
        assert kept is not None
        assert kept.added is not None
        assert before - timedelta(seconds=1) <= kept.added <= utc_now()

    def test_a_change_that_fails_writes_nothing(self, store: Store) -> None:
        """Let the change of an update raise."""
        store.series.put(_series())
        before = store.series.get(_MOON)

        def fail(_: Series) -> NoReturn:
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            store.series.update(_MOON, fail)
        assert store.series.get(_MOON) == before

    def test_a_change_cannot_give_another_key(self, store: Store) -> None:
        """Rename a series in an update."""
        store.series.put(_series())
        with pytest.raises(StoreError):
            store.series.update(_MOON, lambda series: evolve(series, key=_SUNS))
        assert store.series.get(_SUNS) is None

    def test_an_unknown_series_cannot_change(self, store: Store) -> None:
        """Update what is not there."""
        with pytest.raises(SeriesNotFound):
            store.series.update(_MOON, lambda series: series)

    def test_numbers_stay_with_their_series(self, store: Store) -> None:
        """Look a series up by its number before and after it was removed and put again."""
        store.series.put(_series(), evolve(_series(), key=_SUNS))
        number = store.series.id_of(_MOON)
        assert number is not None
        assert number != store.series.id_of(_SUNS)
        store.series.delete(_MOON)
        assert store.series.get_by_id(number) is None
        store.series.put(_series())
        assert store.series.id_of(_MOON) == number

    def test_pages_follow_each_other(self, store: Store) -> None:
        """Turn pages of two."""
        store.series.put(*(evolve(_series(), key=key) for key in (_MOON_2, _SUNS, _MOON)))
        first = store.series.page(limit=2)
        assert [one.key for one in first] == sorted(KEYS)[:2]
        second = store.series.page(after=first[-1].key, limit=2)
        assert [one.key for one in second] == sorted(KEYS)[2:]

    def test_a_search_looks_into_title_aliases_and_key(self, store: Store) -> None:
        """Search in another case, for signs that patterns are made of too."""
        store.series.put(evolve(_series(), title="ÄRGER", aliases=("50%_Straße",)))
        for text in ("ärger", "%_STRASSE", "MOON"):
            assert len(store.series.page(SeriesFilter(text=text))) == 1, text
        for text in ("5_%", "0%s", "ärger50"):
            assert not store.series.page(SeriesFilter(text=text)), text

    def test_reasons_go_by_rank(self, store: Store) -> None:
        """Take away one cause after the other and see the next reason."""
        worst = Episode(id=EpisodeId(1, 1), ignored=True, upcoming=True, languages=(GER_DUB,))
        item = NewItem(key=_MOON, episode=worst.id, wanted=Wanted(languages=(GER_DUB,)))
        store.series.put(_series(worst))
        store.queue.add(item, now=DAYS[0])
        assert self._reason(store) is Reason.IGNORED
        store.series.put(_series(evolve(worst, ignored=False)))
        assert self._reason(store) is Reason.QUEUED
        claimed = store.queue.claim("ann", timedelta(hours=1), DAYS[0])
        assert claimed is not None
        store.queue.finish(claimed.id, claimed.claim, Outcome(state=QueueState.FAILED), DAYS[0])
        assert self._reason(store) is Reason.FAILED
        store.queue.remove(claimed.id)
        assert self._reason(store) is Reason.UPCOMING
        store.series.put(_series(evolve(worst, ignored=False, upcoming=False)))
        assert self._reason(store) is Reason.WAITING_FOR_LANGUAGE
        store.series.put(_series(Episode(id=worst.id)))
        assert self._reason(store) is Reason.NOT_DOWNLOADED
        store.series.put(_series(Episode(id=worst.id), folder="Moon"))
        file = EpisodeFile(path="Moon/1.mkv", episodes=(), absolute=(1,), size=1, mtime=1)
        store.files.add("Moon", file)
        assert self._reason(store) is None

    def _reason(self, store: Store) -> Reason | None:
        """Return why the only episode is missing for a policy without its language."""
        found = list(store.series.missing(MissingFilter(languages=())))
        counts = store.series.missing_counts(MissingFilter(languages=()))
        if not found:
            assert not counts
            return None
        assert found[0].key == _MOON
        (missing,) = found[0].missing
        assert counts == {missing.reason.value: 1}
        return missing.reason

    def test_a_series_goes_by_its_own_languages(self, store: Store) -> None:
        """Give a series a policy of its own, and ask for one that holds for all."""
        dubbed, subbed = (
            Episode(id=EpisodeId(1, number), languages=(language,))
            for number, language in enumerate((GER_DUB, ENG_SUB), start=1)
        )
        store.series.put(
            evolve(_series(dubbed, subbed), languages=(ENG_SUB, GER_DUB)),
            evolve(_series(dubbed, subbed), key=_SUNS, languages=(ENG_SUB,)),
            evolve(_series(dubbed, subbed), key=_MOON_2),
        )
        own = MissingFilter(languages=(GER_DUB,), reasons=(Reason.NOT_DOWNLOADED,))
        assert _numbers(store, own) == {_MOON: [1, 2], _SUNS: [2], _MOON_2: [1]}
        assert store.series.missing_counts(own) == {Reason.NOT_DOWNLOADED: 4}
        assert [one.languages for one in store.series.missing(own)] == [
            (ENG_SUB,),
            (ENG_SUB, GER_DUB),
            (),
        ]
        for_all = evolve(own, for_all=True)
        assert _numbers(store, for_all) == {_MOON: [1], _SUNS: [1], _MOON_2: [1]}
        assert store.series.missing_counts(for_all) == {Reason.NOT_DOWNLOADED: 3}

    def test_a_series_that_is_not_monitored_misses_nothing(self, store: Store) -> None:
        """Stop to monitor a series with an item in the queue, and monitor it again."""
        store.series.put(_series(Episode(id=EpisodeId(1, 1))))
        item = NewItem(key=_MOON, episode=EpisodeId(1, 1), wanted=Wanted(languages=()))
        store.queue.add(item, now=DAYS[0])
        store.series.update(_MOON, lambda one: evolve(one, monitored=False))
        assert self._reason(store) is Reason.IGNORED
        (summary,) = store.series.page()
        assert (summary.monitored, summary.missing) == (False, 0)
        assert not store.series.names()[0].monitored
        assert not store.series.page(SeriesFilter(monitored=True))
        assert list(store.series.page(SeriesFilter(monitored=False))) == [summary]
        store.series.update(_MOON, lambda one: evolve(one, monitored=True))
        assert self._reason(store) is Reason.QUEUED
        (summary,) = store.series.page()
        assert (summary.monitored, summary.missing) == (True, 1)
        store.series.put(evolve(_series(Episode(id=EpisodeId(1, 1))), key=_SUNS, monitored=False))
        assert [one.missing for one in store.series.page()] == [0, 1]

    def test_only_what_was_asked_for_is_told(self, store: Store) -> None:
        """Ask for some reasons and for some series."""
        ignored = Episode(id=EpisodeId(1, 1), ignored=True)
        store.series.put(_series(ignored, Episode(id=EpisodeId(1, 2))))
        store.series.put(evolve(_series(ignored), key=_SUNS))
        for filter, expected in (
            (MissingFilter(languages=()), {_MOON: [1, 2], _SUNS: [1]}),
            (MissingFilter(languages=(), keys=(_SUNS, _MOON_2)), {_SUNS: [1]}),
            (MissingFilter(languages=(), reasons=(Reason.NOT_DOWNLOADED,)), {_MOON: [2]}),
        ):
            assert _numbers(store, filter) == expected
            assert sum(store.series.missing_counts(filter).values()) == len(
                [number for numbers in expected.values() for number in numbers]
            )

    def test_pages_of_what_is_missing_follow_each_other(self, store: Store) -> None:
        """Turn pages of one series, past one that misses nothing of the reason asked for."""
        listed = (Episode(id=EpisodeId(1, 1)), Episode(id=EpisodeId(1, 2), upcoming=True))
        store.series.put(_series(*listed), evolve(_series(*listed), key=_MOON_2))
        store.series.put(evolve(_series(listed[1]), key=_SUNS))
        page = MissingFilter(languages=(), reasons=(Reason.NOT_DOWNLOADED,), limit=1)
        counts = {Reason.NOT_DOWNLOADED: 2}
        assert _numbers(store, page) == {_MOON: [1]}
        assert _numbers(store, evolve(page, after=_MOON)) == {_MOON_2: [1]}
        assert _numbers(store, evolve(page, after=_MOON_2)) == {}
        assert _numbers(store, evolve(page, keys=(_MOON_2, _SUNS))) == {_MOON_2: [1]}
        assert _numbers(store, evolve(page, limit=2)) == {_MOON: [1], _MOON_2: [1]}
        assert _numbers(store, evolve(page, limit=0)) == {}
        assert _numbers(store, evolve(page, after=_SUNS, limit=None, reasons=())) == {
            _MOON: [1, 2],
            _MOON_2: [1, 2],
        }
        assert store.series.missing_counts(evolve(page, after=_MOON)) == counts

    def test_a_removed_series_leaves_its_past(self, store: Store) -> None:
        """Remove a series with one item that waits and one that is done."""
        store.series.put(_series(Episode(id=EpisodeId(1, 1)), Episode(id=EpisodeId(1, 2))))
        wanted = Wanted(languages=(GER_DUB,))
        for number in (1, 2):
            item = NewItem(key=_MOON, episode=EpisodeId(1, number), wanted=wanted)
            store.queue.add(item, now=DAYS[0])
        done = store.queue.claim("ann", timedelta(hours=1), DAYS[0])
        assert done is not None
        store.queue.finish(done.id, done.claim, Outcome(state=QueueState.DONE), DAYS[0])
        assert store.series.delete(_MOON)
        assert not store.series.delete(_MOON)
        assert store.queue.counts() == {QueueState.DONE: 1}
        assert not list(store.series.missing(MissingFilter(languages=())))
        assert [series.key for series in store.series.removed()] == [_MOON]
        store.series.put(_series())
        assert not store.series.removed()

    def test_a_removed_series_can_be_listed_again(self, store: Store) -> None:
        """Restore a series with its folder, its marks and its number."""
        ignored = Episode(id=EpisodeId(1, 2), ignored=True)
        store.series.put(_series(Episode(id=EpisodeId(1, 1)), ignored, folder="Moon"))
        before, number = store.series.get(_MOON), store.series.id_of(_MOON)
        assert not store.series.restore(_MOON)
        assert not store.series.restore(_SUNS)
        store.series.delete(_MOON)
        file = EpisodeFile(path="Moon/1.mkv", episodes=(EpisodeId(1, 1),), size=1, mtime=1)
        store.files.add("Moon", file)
        assert store.series.restore(_MOON)
        assert store.series.get(_MOON) == before
        assert store.series.id_of(_MOON) == number
        assert [one.missing for one in store.series.page()] == [0]
        assert not store.series.removed()

    def test_a_folder_that_was_taken_meanwhile_stays_with_its_series(self, store: Store) -> None:
        """Restore a series whose folder another one has by now, and the file in it."""
        store.series.put(_series(Episode(id=EpisodeId(1, 1)), folder="Moon"))
        file = EpisodeFile(path="Moon/1.mkv", episodes=(EpisodeId(1, 1),), size=1, mtime=1)
        store.files.add("Moon", file)
        store.series.delete(_MOON)
        store.series.put(evolve(_series(), key=_SUNS, folder="Moon"))
        assert store.series.restore(_MOON)
        assert [(one.key, one.folder, one.missing) for one in store.series.page()] == [
            (_SUNS, "Moon", 0),
            (_MOON, None, 1),
        ]
