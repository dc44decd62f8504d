"""What is due: running series daily, long-finished ones rarely, and only seasons that can have changed."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aniworld_core.entities import (
    GER_DUB,
    GER_SUB,
    Episode,
    EpisodeId,
    Language,
    Series,
    SeriesAge,
    SeriesKey,
)
from aniworld_core.services.catalog.due import due, interval, seasons

NOW = datetime(2030, 5, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
KEYS = st.integers(0, 999).map(lambda number: SeriesKey(f"show-{number}"))
MOMENTS = st.integers(0, 400).map(lambda days: NOW - days * DAY)
AGES = st.builds(
    SeriesAge,
    key=KEYS,
    provider=st.just("site"),
    ref=st.just("show"),
    monitored=st.booleans(),
    ended=st.none() | st.booleans(),
    upcoming=st.booleans(),
    added=MOMENTS,
    checked=st.none() | MOMENTS,
    changed=st.none() | MOMENTS,
)


def age(
    key: str = "show",
    *,
    checked: timedelta | None = DAY,
    changed: timedelta | None = None,
    ended: bool | None = None,
    upcoming: bool = False,
) -> SeriesAge:
    return SeriesAge(
        key=SeriesKey(key),
        provider="site",
        ref=key,
        monitored=True,
        ended=ended,
        upcoming=upcoming,
        added=NOW - 400 * DAY,
        checked=None if checked is None else NOW - checked,
        changed=None if changed is None else NOW - changed,
    )


@pytest.mark.parametrize(
    ("one", "shortest", "longest"),
    [
        (age(upcoming=True), 0.8, 1),
        (age(upcoming=True, ended=True), 0.8, 1),
        (age(ended=False), 0.8, 1),
        (age(changed=59 * DAY), 0.8, 1),
        (age(changed=59 * DAY, ended=True), 0.8, 1),
        (age(changed=61 * DAY), 5, 7),
        (age(changed=61 * DAY, ended=True), 5, 7),
        (age(), 5, 7),
        (age(changed=181 * DAY, ended=True), 22, 30),
        (age(ended=True), 22, 30),
    ],
)
def test_how_long_a_series_is_left_alone(one: SeriesAge, shortest: float, longest: float) -> None:
    assert shortest * DAY <= interval(one, NOW) <= longest * DAY


def test_what_was_never_read_comes_first_then_what_is_running() -> None:
    ages = [
        age("quiet", checked=50 * DAY),
        age("running", checked=2 * DAY, ended=False),
        age("new", checked=None),
        age("named", checked=timedelta(hours=1), ended=True),
        age("waiting-long", checked=9 * DAY, ended=False),
        age("read-today", checked=timedelta(hours=2), ended=False),
    ]
    assert due(ages, [SeriesKey("named")], NOW) == [
        "new",
        "waiting-long",
        "running",
        "named",
        "quiet",
    ]


@given(st.lists(AGES, max_size=30, unique_by=lambda one: one.key), st.sets(KEYS, max_size=5))
def test_due_is_each_monitored_series_that_was_left_alone_long_enough(
    ages: list[SeriesAge], named: set[SeriesKey]
) -> None:
    found = due(ages, named, NOW)
    by_key = {one.key: one for one in ages}
    assert len(set(found)) == len(found)
    for key, one in by_key.items():
        if not one.monitored:
            assert key not in found
        elif one.checked is None or key in named or NOW - one.checked >= 30 * DAY:
            assert key in found
        elif NOW - one.checked < timedelta(hours=20):
            assert key not in found
    never = [by_key[key].checked is None for key in found]
    assert never == sorted(never, reverse=True)


@given(AGES, st.integers(0, 90))
def test_a_series_that_is_due_stays_due_until_it_is_read(one: SeriesAge, days: int) -> None:
    if due([one], (), NOW) and not one.changed:
        assert due([one], (), NOW + days * DAY)


def test_series_registered_together_do_not_come_due_together() -> None:
    ages = [age(f"show-{number}", checked=6 * DAY) for number in range(100)]
    assert 30 < len(due(ages, (), NOW)) < 80


def series(
    *ids: EpisodeId,
    checked: datetime,
    changed: datetime = NOW - 300 * DAY,
    more: Episode | None = None,
) -> Series:
    episodes = [Episode(id=id, languages=(GER_DUB,)) for id in ids]
    return Series(
        key=SeriesKey("show"),
        provider="site",
        ref="show",
        title="Show",
        episodes=tuple(episodes if more is None else [*episodes, more]),
        added=NOW - 999 * DAY,
        checked=checked,
        changed=changed,
    )


IDS = [EpisodeId(season, number) for season in range(4) for number in range(1, 4)]
WANTED = (GER_DUB, GER_SUB)


def chosen(one: Series, *named: int, now: datetime = NOW) -> set[int]:
    return set(seasons(one, wanted=WANTED, named=named, now=now))


def quiet(one: Series) -> datetime:
    """Return a moment after the reading at which neither a week nor a month begins anew for a series."""
    assert one.checked is not None
    return one.checked + timedelta(seconds=1)


def test_of_a_quiet_series_only_the_last_season_is_read() -> None:
    one = series(*IDS, checked=NOW)
    assert chosen(one, now=quiet(one)) == {3}
    assert chosen(one, 1, 9, now=quiet(one)) == {1, 3}


def test_seasons_with_announced_episodes_are_read() -> None:
    announced = Episode(id=EpisodeId(2, 9), languages=(GER_DUB,), upcoming=True)
    one = series(*IDS, checked=NOW, more=announced)
    assert chosen(one, now=quiet(one)) == {2, 3}


@pytest.mark.parametrize(("days", "expected"), [(10, {1, 3}), (200, {3})])
def test_a_language_is_waited_for_while_a_series_moves(days: int, expected: set[int]) -> None:
    lacking = Episode(id=EpisodeId(1, 9), languages=(GER_SUB,))
    one = series(*IDS, checked=NOW, changed=NOW - days * DAY, more=lacking)
    assert chosen(one, now=quiet(one)) == expected


def test_films_are_looked_at_once_a_week_and_everything_once_a_month() -> None:
    start = NOW - 364 * DAY
    films = everything = 0
    for day in range(1, 365):
        one = series(*IDS, checked=start + (day - 1) * DAY)
        found = chosen(one, now=start + day * DAY)
        films += 0 in found
        everything += found == {0, 1, 2, 3}
    assert 50 <= films <= 65  # each week, and where a month begins in the middle of one
    assert 11 <= everything <= 14


def test_films_alone_are_read_too() -> None:
    one = series(EpisodeId(0, 1), checked=NOW)
    assert chosen(one, now=quiet(one)) == {0}


@given(
    st.sets(st.sampled_from(IDS)),
    MOMENTS,
    st.sampled_from(WANTED),
    st.sets(st.integers(0, 5)),
    MOMENTS,
)
def test_only_known_seasons_are_asked_for_and_the_last_one_always(
    ids: set[EpisodeId], checked: datetime, wanted: Language, named: set[int], changed: datetime
) -> None:
    one = series(*sorted(ids), checked=checked, changed=changed)
    found = seasons(one, wanted=(wanted,), named=named, now=NOW)
    known = {id.season for id in ids}
    assert found <= known
    assert bool(found) == bool(known)
    if known:
        assert max(known) in found
        assert known & named <= found
