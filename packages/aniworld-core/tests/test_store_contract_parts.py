"""Each of these stores breaks one promise, and the test of the contract that is named beside it says so."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from aniworld_core.entities import (
    ApiKey,
    Condition,
    Decision,
    HistoryEntry,
    MissingFilter,
    Release,
    Series,
    SeriesAge,
    SeriesKey,
    SeriesMissing,
    Title,
)
from aniworld_core.memory import MemoryStore
from aniworld_core.memory.access import MemoryAccess
from aniworld_core.memory.conditions import MemoryConditions
from aniworld_core.memory.decisions import MemoryDecisions
from aniworld_core.memory.history import MemoryHistory
from aniworld_core.memory.releases import MemoryReleases
from aniworld_core.memory.series import MemorySeries
from aniworld_core.memory.sessions import MemorySessions
from aniworld_core.memory.titles import MemoryTitles
from aniworld_core.ports import Store
from aniworld_core.testing import StoreContract


class FirstPasswordIsReplaced(MemoryAccess):
    def set_password(self, hash: str, now: datetime, *, first: bool = False) -> bool:
        return super().set_password(hash, now, first=False)


class RefusedPasswordEndsSessions(MemoryAccess):
    def set_password(self, hash: str, now: datetime, *, first: bool = False) -> bool:
        MemorySessions(self._shelves).revoke_all(now)
        return super().set_password(hash, now, first=first)


class SessionsOutliveTheirPassword(MemoryAccess):
    def set_password(self, hash: str, now: datetime, *, first: bool = False) -> bool:
        sessions = dict(self._shelves.sessions)
        done = super().set_password(hash, now, first=first)
        self._shelves.sessions.update(sessions)
        return done


class EveryCandidateIsTheSecret(MemoryAccess):
    def secret(self, candidate: str) -> str:
        self.new_secret(candidate)
        return candidate


class NamesOfKeysAreFree(MemoryAccess):
    def add_key(self, key: ApiKey) -> None:
        if self.key(key.id) is not None:
            super().add_key(key)
        self._shelves.api_keys[key.id] = key


class LastUseGoesBack(MemoryAccess):
    def touch_key(self, id: str, now: datetime) -> None:
        key = self.key(id)
        if key is not None:
            self._shelves.api_keys[id] = evolve(key, last_used=now)


class UnmonitoredSeriesAreCounted(MemorySeries):
    def _summary(self, series: Series) -> Any:
        counted = super()._summary(evolve(series, monitored=True))
        return evolve(counted, monitored=series.monitored)


class OneLanguagePolicyHoldsForAll(MemorySeries):
    def missing(self, filter: MissingFilter) -> Iterator[SeriesMissing]:
        return super().missing(evolve(filter, for_all=True))


class OwnLanguagesAlwaysWin(MemorySeries):
    def missing(self, filter: MissingFilter) -> Iterator[SeriesMissing]:
        return super().missing(evolve(filter, for_all=False))


class RestoreTakesTheFolderBack(MemorySeries):
    def restore(self, key: SeriesKey) -> bool:
        kept = self._shelves.series.get(key)
        if kept is None or not kept.removed:
            return False
        kept.removed = False
        return True


class RestoreForgetsTheMarks(MemorySeries):
    def restore(self, key: SeriesKey) -> bool:
        restored = super().restore(key)
        if restored:
            kept = self._shelves.series[key]
            plain = tuple(evolve(one, ignored=False) for one in kept.series.episodes)
            kept.series = evolve(kept.series, episodes=plain)
        return restored


class OtherReasonsFillThePage(MemorySeries):
    def missing(self, filter: MissingFilter) -> Iterator[SeriesMissing]:
        page = islice(super().missing(evolve(filter, limit=None, reasons=())), filter.limit)
        wanted = {one.key for one in page}
        found = super().missing(evolve(filter, limit=None))
        return (one for one in found if one.key in wanted)


class CountsAreOfThePage(MemorySeries):
    def missing_counts(self, filter: MissingFilter) -> Mapping[str, int]:
        shown = [one.key for one in self.missing(filter)]
        return super().missing_counts(evolve(filter, keys=tuple(shown)))


class PageBeginsWithTheEntryItFollows(MemoryHistory):
    def page(
        self, *args: Any, before: int | None = None, **more: Any
    ) -> Sequence[tuple[int, HistoryEntry]]:
        return super().page(*args, before=before and before + 1, **more)


class ListForgetsWhatWasLearned(MemoryTitles):
    def replace(self, provider: str, titles: Iterable[Title], now: datetime) -> None:
        self._shelves.titles = {
            id: one for id, one in self._shelves.titles.items() if id[0] != provider
        }
        super().replace(provider, titles, now)


class EveryLessonChangesTheStamp(MemoryTitles):
    def learn(self, *titles: Title) -> None:
        super().learn(*titles)
        self._shelves.title_stamp += 1


class ListsShareOneShelf(MemoryTitles):
    def replace(self, provider: str, titles: Iterable[Title], now: datetime) -> None:
        self._shelves.titles.clear()
        super().replace(provider, titles, now)


class ReleasesComeAsTheyWereRead(MemoryReleases):
    def between(self, first: date, last: date) -> Sequence[Release]:
        pages = [page for _, page in self._shelves.releases.values()]
        return [one for page in pages for one in page if first <= one.day <= last]


class ConditionsAreNeverForgotten(MemoryConditions):
    def update(
        self, provider: str, change: Callable[[Condition | None], Condition | None]
    ) -> Condition | None:
        old = self._shelves.conditions.get(provider)
        changed = super().update(provider, change)
        if changed is None and old is not None:
            self._shelves.conditions[provider] = old
        return changed


class FirstDecisionStands(MemoryDecisions):
    def add(self, *decisions: Decision) -> None:
        kept = dict(self._shelves.decisions)
        super().add(*decisions)
        self._shelves.decisions.update(kept)


class RemovedSeriesAge(MemorySeries):
    def ages(self) -> Sequence[SeriesAge]:
        removed = {key for key, kept in self._shelves.series.items() if kept.removed}
        for key in removed:
            self._shelves.series[key].removed = False
        return super().ages()


_BROKEN = [
    ("access", FirstPasswordIsReplaced, "the_first_password_is_set_once"),
    ("access", FirstPasswordIsReplaced, "one_first_password_wins"),
    ("access", RefusedPasswordEndsSessions, "the_first_password_is_set_once"),
    ("access", SessionsOutliveTheirPassword, "a_new_password_ends_every_session"),
    ("access", EveryCandidateIsTheSecret, "the_first_candidate_is_the_secret"),
    ("access", NamesOfKeysAreFree, "ids_and_names_of_keys_are_taken_once"),
    ("access", LastUseGoesBack, "the_last_use_of_a_key_never_goes_back"),
    ("series", UnmonitoredSeriesAreCounted, "a_series_that_is_not_monitored_misses_nothing"),
    ("series", OneLanguagePolicyHoldsForAll, "a_series_goes_by_its_own_languages"),
    ("series", OwnLanguagesAlwaysWin, "a_series_goes_by_its_own_languages"),
    (
        "series",
        RestoreTakesTheFolderBack,
        "a_folder_that_was_taken_meanwhile_stays_with_its_series",
    ),
    ("series", RestoreForgetsTheMarks, "a_removed_series_can_be_listed_again"),
    ("series", OtherReasonsFillThePage, "pages_of_what_is_missing_follow_each_other"),
    ("series", CountsAreOfThePage, "pages_of_what_is_missing_follow_each_other"),
    ("series", RemovedSeriesAge, "ages_tell_what_is_announced"),
    ("titles", ListForgetsWhatWasLearned, "what_was_learned_outlives_the_next_list"),
    ("titles", EveryLessonChangesTheStamp, "the_stamp_tells_whether_to_read_the_titles_again"),
    ("titles", ListsShareOneShelf, "a_list_replaces_only_that_of_its_provider"),
    ("releases", ReleasesComeAsTheyWereRead, "releases_come_in_order_of_time"),
    ("conditions", ConditionsAreNeverForgotten, "a_condition_follows_from_the_one_before"),
    ("decisions", FirstDecisionStands, "the_last_decision_on_a_folder_and_a_series_counts"),
    ("history", PageBeginsWithTheEntryItFollows, "pages_of_the_history_follow_each_other"),
]


@pytest.mark.parametrize(
    ("part", "broken", "test"), _BROKEN, ids=[f"{cls.__name__}-{test}" for _, cls, test in _BROKEN]
)
def test_the_contract_catches(part: str, broken: type[Any], test: str, tmp_path: Path) -> None:
    class Contract(StoreContract):
        def open_store(self, directory: Path) -> Store:
            store = MemoryStore()
            setattr(store, part, broken(getattr(store, part)._shelves))
            return store

    contract = Contract()
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        getattr(contract, f"test_{test}")(contract.open_store(tmp_path))
