"""Plain values of the field."""

import pytest
from attrs.exceptions import FrozenInstanceError
from hypothesis import given
from hypothesis import strategies as st

from aniworld_core.clock import utc_now
from aniworld_core.entities import (
    GER_DUB,
    GER_SUB,
    KNOWN_LANGUAGES,
    ApiKey,
    Episode,
    EpisodeId,
    Language,
    MigrationResult,
    Scope,
    Series,
    SeriesKey,
    absolute_numbers,
)
from aniworld_core.errors import InvalidValue

ids = st.builds(EpisodeId, st.integers(0, 9999), st.integers(0, 99999))


@pytest.mark.parametrize(
    ("text", "id", "written"),
    [
        ("S01E001", EpisodeId(1, 1), "S01E001"),
        ("s1e1", EpisodeId(1, 1), "S01E001"),
        (" S00E12 ", EpisodeId(0, 12), "S00E012"),
        ("S100E1234", EpisodeId(100, 1234), "S100E1234"),
    ],
)
def test_episodes_are_read_in_any_width(text: str, id: EpisodeId, written: str) -> None:
    assert EpisodeId.parse(text) == id
    assert str(id) == written


@pytest.mark.parametrize("text", ["", "S01", "E01", "S01E", "S01E01E02", "S-1E1", "S\u0661E\u0661"])
def test_other_texts_are_no_episodes(text: str) -> None:
    with pytest.raises(InvalidValue, match="is no episode") as caught:
        EpisodeId.parse(text)
    assert caught.value.hint == "An episode is written S01E03."


@given(ids, ids)
def test_episodes_round_trip_and_sort_by_season_and_number(
    one: EpisodeId, other: EpisodeId
) -> None:
    assert EpisodeId.parse(str(one)) == one
    assert (one < other) == ((one.season, one.number) < (other.season, other.number))


def test_episodes_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        EpisodeId(1, 1).number = 2  # type: ignore[misc]


@pytest.mark.parametrize("text", [*KNOWN_LANGUAGES, "other:japanese", "other:x"])
def test_languages_are_taken(text: str) -> None:
    assert Language(text) == text


@pytest.mark.parametrize(
    "text", ["", "german", "GER-DUB", "other:", "other:a b", "other:a,b", "ger-dub\n"]
)
def test_other_languages_are_told(text: str) -> None:
    with pytest.raises(InvalidValue, match="is no language") as caught:
        Language(text)
    assert "eng-dub, eng-sub, ger-dub, ger-sub" in caught.value.hint


def series(*episodes: Episode) -> Series:
    return Series(
        key=SeriesKey("tessa"), provider="demo", ref="tessa", title="Tessa", episodes=episodes
    )


def test_an_episode_is_found_by_its_id() -> None:
    episode = Episode(id=EpisodeId(1, 2), languages=(GER_DUB, GER_SUB))

    assert series(Episode(id=EpisodeId(1, 1)), episode).episode(EpisodeId(1, 2)) == episode
    assert series(episode).episode(EpisodeId(1, 3)) is None


def test_absolute_numbers_run_over_the_seasons() -> None:
    listed = tuple(Episode(id=EpisodeId(*id)) for id in [(2, 1), (0, 1), (1, 1), (1, 2), (2, 2)])

    numbers = absolute_numbers(listed)

    assert {str(id): number for id, number in numbers.items()} == {
        "S01E001": 1,
        "S01E002": 2,
        "S02E001": 3,
        "S02E002": 4,
    }


def test_a_stated_absolute_number_wins() -> None:
    listed = (
        Episode(id=EpisodeId(1, 1)),
        Episode(id=EpisodeId(2, 1), absolute=27),
        Episode(id=EpisodeId(2, 2)),
    )

    assert list(absolute_numbers(listed).values()) == [1, 27, 28]


def test_the_hash_of_a_key_is_not_shown() -> None:
    key = ApiKey(id="1", name="Script", hash="$hidden$", scope=Scope.READ, created=utc_now())

    assert "Script" in repr(key)
    assert "hidden" not in repr(key)


def test_a_migration_is_told_in_one_line() -> None:
    result = MigrationResult(total_found=12, migrated=10, skipped=2)

    assert str(result) == "Migration Result: 10 migrated, 2 skipped, 0 failed"
