"""What holds for titles, releases, conditions and decisions of every store."""

from datetime import timedelta

import pytest
from attrs import evolve

from aniworld_core.entities import (
    GER_DUB,
    GER_SUB,
    Condition,
    ConditionKind,
    Decision,
    Episode,
    EpisodeId,
    Release,
    ReleaseKind,
    Series,
    Title,
)
from aniworld_core.ports import Store
from aniworld_core.testing.strategies import DAYS, FOLDERS, KEYS

__all__ = ["CatalogueContract"]

_MOON = Title(provider="fern", ref="moon", title="Moon", aliases=("Mond", "月"), link="https://m/")
_SUNS = Title(provider="fern", ref="25%20Suns", title="25 Suns")
_RELEASE = Release(
    provider="fern",
    ref="moon",
    title="Moon",
    kind=ReleaseKind.NEW,
    episode=EpisodeId(1, 2),
    day=DAYS[1].date(),
    at=DAYS[1],
    language=GER_DUB,
    link="https://m/1/2",
)
_RESTING = Condition(
    provider="fern",
    kind=ConditionKind.RESTING,
    since=DAYS[0],
    until=DAYS[1],
    reason="Wait.",
    failures=2,
)


class CatalogueContract:
    """Tests of the stores of titles, releases, conditions and decisions."""

    def test_a_list_replaces_only_that_of_its_provider(self, store: Store) -> None:
        """Read two providers' lists, and one of them again."""
        other = evolve(_MOON, provider="moss")
        store.titles.replace("fern", [_MOON, _SUNS], DAYS[0])
        store.titles.replace("moss", [other], DAYS[1])
        assert list(store.titles.all()) == [_SUNS, _MOON, other]
        store.titles.replace("fern", [_SUNS], DAYS[2])
        assert list(store.titles.all()) == [_SUNS, other]
        kept = [(one.provider, one.titles, one.read) for one in store.titles.lists()]
        assert kept == [("fern", 1, DAYS[2]), ("moss", 1, DAYS[1])]

    def test_what_was_learned_outlives_the_next_list(self, store: Store) -> None:
        """Learn year and IMDb id of a title, and read its list again."""
        store.titles.replace("fern", [_MOON], DAYS[0])
        learned = evolve(_MOON, title="Elsewhere", year=2001, imdb="tt0000001")
        store.titles.learn(learned, evolve(learned, ref="unknown"))
        store.titles.replace("fern", [evolve(_MOON, title="Moon II")], DAYS[1])
        (kept,) = store.titles.all()
        assert (kept.title, kept.year, kept.imdb) == ("Moon II", 2001, "tt0000001")

    def test_the_stamp_tells_whether_to_read_the_titles_again(self, store: Store) -> None:
        """Change the titles, and then learn what is known already."""
        stamps = [store.titles.stamp()]
        store.titles.replace("fern", [_MOON], DAYS[0])
        stamps.append(store.titles.stamp())
        store.titles.learn(evolve(_MOON, year=2001))
        stamps.append(store.titles.stamp())
        assert len(set(stamps)) == 3
        store.titles.learn(evolve(_MOON, year=2001), evolve(_SUNS, year=2002))
        assert store.titles.stamp() == stamps[-1]

    def test_a_list_of_real_size_is_kept_whole(self, store: Store) -> None:
        """Keep eleven thousand titles."""
        many = [evolve(_MOON, ref=f"moon-{n:05}", title=f"Moon {n}") for n in range(11_000)]
        store.titles.replace("fern", many, DAYS[0])
        assert list(store.titles.all()) == many

    def test_releases_come_in_order_of_time(self, store: Store) -> None:
        """Read both pages of a site and list some days."""
        later = evolve(_RELEASE, at=None)
        earlier = evolve(_RELEASE, at=DAYS[1] - timedelta(hours=1), language=GER_SUB)
        coming = evolve(_RELEASE, kind=ReleaseKind.COMING, day=DAYS[2].date(), language=None)
        store.releases.replace("fern", ReleaseKind.NEW, [later, _RELEASE, earlier], DAYS[1])
        store.releases.replace("fern", ReleaseKind.COMING, [coming, coming], DAYS[2])
        day, next_day = DAYS[1].date(), DAYS[2].date()
        assert list(store.releases.between(day, day)) == [earlier, _RELEASE, later]
        assert list(store.releases.between(next_day, next_day)) == [coming]
        store.releases.replace("fern", ReleaseKind.NEW, [], DAYS[2])
        assert list(store.releases.between(day, next_day)) == [coming]
        kept = [(one.kind, one.releases, one.read) for one in store.releases.lists()]
        assert kept == [(ReleaseKind.COMING, 1, DAYS[2]), (ReleaseKind.NEW, 0, DAYS[2])]

    def test_a_condition_follows_from_the_one_before(self, store: Store) -> None:
        """Change a condition that is not there, one that is, and forget it."""
        seen: list[Condition | None] = []

        def to(new: Condition | None) -> Condition | None:
            def change(old: Condition | None) -> Condition | None:
                seen.append(old)
                return new

            return store.conditions.update("fern", change)

        blocked = evolve(_RESTING, kind=ConditionKind.BLOCKED, until=None)
        assert to(_RESTING) == _RESTING
        assert to(blocked) == blocked
        assert list(store.conditions.all()) == [blocked]
        assert to(None) is None
        assert list(store.conditions.all()) == []
        assert seen == [None, _RESTING, blocked]

    def test_a_change_of_condition_that_fails_changes_nothing(self, store: Store) -> None:
        """Raise in the middle of a change."""
        store.conditions.update("fern", lambda _: _RESTING)

        def fail(_: Condition | None) -> Condition:
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            store.conditions.update("fern", fail)
        assert list(store.conditions.all()) == [_RESTING]

    def test_the_last_decision_on_a_folder_and_a_series_counts(self, store: Store) -> None:
        """Decide twice on one thing, and on others."""
        refused = Decision(folder=FOLDERS[0], provider="fern", ref="moon", decided=DAYS[0])
        nothing = Decision(folder=FOLDERS[0], decided=DAYS[0])
        other = evolve(refused, folder=FOLDERS[1])
        store.decisions.add(refused, nothing, other)
        store.decisions.add(evolve(refused, decided=DAYS[1]))
        of_first = [nothing, evolve(refused, decided=DAYS[1])]
        assert [one for one in store.decisions.all() if one.folder == FOLDERS[0]] == of_first
        assert store.decisions.remove(FOLDERS[0]) == 2
        assert store.decisions.remove(FOLDERS[0]) == 0
        assert list(store.decisions.all()) == [other]

    def test_ages_tell_what_is_announced(self, store: Store) -> None:
        """List a series with an announced episode, one without, and none that was removed."""
        episodes = (Episode(id=EpisodeId(1, 1)), Episode(id=EpisodeId(1, 2), upcoming=True))
        first, second, third = (
            Series(key=key, provider="fern", ref=key, title=key, added=DAYS[0]) for key in KEYS
        )
        told = evolve(first, episodes=episodes, ended=False, checked=DAYS[1], changed=DAYS[2])
        store.series.put(told, evolve(second, monitored=False), third)
        store.series.delete(third.key)
        ages = {one.key: one for one in store.series.ages()}
        assert set(ages) == {first.key, second.key}
        age = ages[first.key]
        assert (age.upcoming, age.ended, age.checked, age.changed) == (
            True,
            False,
            DAYS[1],
            DAYS[2],
        )
        assert (ages[second.key].upcoming, ages[second.key].monitored) == (False, False)
