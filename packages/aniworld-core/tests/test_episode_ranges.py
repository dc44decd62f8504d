"""Episodes as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aniworld_core.entities import EpisodeId
from aniworld_core.episode_ranges import EpisodeRange, compact, parse
from aniworld_core.errors import InvalidValue

ids = st.builds(EpisodeId, st.integers(0, 3), st.integers(0, 30))


@pytest.mark.parametrize(
    ("text", "expected", "written"),
    [
        ("S01E03", EpisodeRange(1, 3, 3), "S01E03"),
        ("s1e3", EpisodeRange(1, 3, 3), "S01E03"),
        ("S01E003", EpisodeRange(1, 3, 3), "S01E03"),
        (" S01 ", EpisodeRange(1), "S01"),
        ("s0", EpisodeRange(0), "S00"),
        ("S00E01", EpisodeRange(0, 1, 1), "S00E01"),
        ("S01E03-E07", EpisodeRange(1, 3, 7), "S01E03-E07"),
        ("S01E03-07", EpisodeRange(1, 3, 7), "S01E03-E07"),
        ("S01E03 - E07", EpisodeRange(1, 3, 7), "S01E03-E07"),
        ("S01E03-S01E07", EpisodeRange(1, 3, 7), "S01E03-E07"),
        ("S21E0998-E1000", EpisodeRange(21, 998, 1000), "S21E998-E1000"),
    ],
)
def test_ranges_are_read_and_written(text: str, expected: EpisodeRange, written: str) -> None:
    assert parse(text) == expected
    assert str(expected) == written


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "names no episode"),
        ("3", "names no episode"),
        ("E03", "names no episode"),
        ("S01E", "names no episode"),
        ("S01-S02", "names no episode"),
        ("S01E03-", "names no episode"),
        ("S01E03,S01E04", "names no episode"),
        ("Film 1", "names no episode"),
        ("S\u0661E\u0661", "names no episode"),
        ("S01E03-S02E07", "spans two seasons"),
        ("S01E07-E03", "ends before it begins"),
        ("S01E1001", "is above 1000, the highest episode number allowed"),
        ("S01E01-E1001", "is above 1000"),
    ],
)
def test_other_texts_are_told(text: str, rule: str) -> None:
    with pytest.raises(InvalidValue, match=rule) as caught:
        parse(text)
    assert caught.value.hint


def test_the_limit_is_a_setting() -> None:
    assert parse("S01E1100", limit=1200) == EpisodeRange(1, 1100, 1100)
    with pytest.raises(InvalidValue, match="above 10"):
        parse("S01E11", limit=10)


@given(ids, st.integers(0, 3), st.integers(0, 30), st.integers(0, 30))
def test_a_range_covers_its_episodes(one: EpisodeId, season: int, first: int, more: int) -> None:
    whole = EpisodeRange(season)
    some = EpisodeRange(season, first, first + more)

    assert whole.covers(one) == (one.season == season)
    assert some.covers(one) == (one.season == season and first <= one.number <= first + more)
    assert parse(str(whole)) == whole
    assert parse(str(some)) == some


@pytest.mark.parametrize(
    ("written", "episodes"),
    [
        ("", []),
        ("S01E03", ["S01E03"]),
        ("S01E03, S01E05-E07", ["S01E07", "S01E03", "S01E05", "S01E06", "S01E05"]),
        ("S00E01, S01E01-E02, S02E03", ["S02E03", "S01E01", "S00E01", "S01E02"]),
    ],
)
def test_episodes_are_written_as_runs(written: str, episodes: list[str]) -> None:
    assert compact(map(EpisodeId.parse, episodes)) == written


@given(st.sets(ids))
def test_nothing_is_lost_in_runs(episodes: set[EpisodeId]) -> None:
    ranges = [parse(text) for text in compact(episodes).split(", ") if text]

    every = [EpisodeId(season, number) for season in range(5) for number in range(40)]
    assert {one for one in every if any(part.covers(one) for part in ranges)} == episodes
