"""What a record of the older program becomes."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aniworld_core.entities import Episode, EpisodeId, Failure, Series
from aniworld_core.errors import MigrationError
from aniworld_core.keys import SeriesKey
from aniworld_core.ports import OldSeries
from aniworld_migrators_legacy.migrator import LegacyMigrator
from aniworld_migrators_legacy.record import series_in

GOOD: dict[str, Any] = {
    "key": "attack-on-titan",
    "name": "Attack on Titan",
    "site": "https://aniworld.to",
    "folder": "Attack on Titan (2013)",
    "episodeDict": {"2": [1], "1": [4, 3]},
}


def read(*, at: str = "Attack on Titan (2013)", **changes: Any) -> OldSeries:
    record = {name: value for name, value in {**GOOD, **changes}.items() if value is not ...}
    series, notes = series_in(json.loads(json.dumps(record)), folder=at)
    return OldSeries(series=series, source=Path("data"), notes=notes)


def test_a_record_as_the_older_program_wrote_it() -> None:
    old = read()
    assert old == OldSeries(
        series=Series(
            key=SeriesKey("attack-on-titan"),
            provider="aniworld",
            ref="attack-on-titan",
            title="Attack on Titan",
            year=2013,
            link="https://aniworld.to/anime/stream/attack-on-titan",
            folder="Attack on Titan (2013)",
            episodes=tuple(Episode(id=EpisodeId(*at)) for at in ((1, 3), (1, 4), (2, 1))),
        ),
        source=Path("data"),
    )


@pytest.mark.parametrize(
    ("site", "provider", "link"),
    [
        ("https://aniworld.to", "aniworld", "https://aniworld.to/anime/stream/attack-on-titan"),
        ("aniworld.to", "aniworld", "https://aniworld.to/anime/stream/attack-on-titan"),
        ("http://www.AniWorld.to/", "aniworld", "https://aniworld.to/anime/stream/attack-on-titan"),
        ("https://s.to", "sto", "https://serienstream.to/serie/attack-on-titan"),
        ("https://serienstream.to", "sto", "https://serienstream.to/serie/attack-on-titan"),
        ("https://anime.example:8080/x", "anime.example", ""),
    ],
)
def test_the_site_says_which_provider_it_is(site: str, provider: str, link: str) -> None:
    old = read(site=site)
    assert (old.series.provider, old.series.link) == (provider, link)
    assert bool(old.notes) is (not link), "an unknown site is noted"


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Attack-On-Titan", "attack-on-titan"),
        ("25%20Years%20of%20You", "25-years-of-you"),
        ("Wälder_und_Wiesen", "waelder-und-wiesen"),
        (" attack-on-titan ", "attack-on-titan"),
    ],
)
def test_a_key_that_is_none_is_made_into_one_and_noted(written: str, key: str) -> None:
    old = read(key=written)
    assert (str(old.series.key), old.series.ref) == (key, written.strip())
    assert old.notes == (f"the key {written!r} became {key}",)


def test_a_link_carries_the_slug_in_the_form_of_an_address() -> None:
    assert read(key="25%20Years", site="s.to").series.link.endswith("/serie/25%20Years")
    assert read(key="zwei wörter?").series.link.endswith("/stream/zwei%20w%C3%B6rter%3F")


def test_the_older_spelling_of_the_episodes_is_known() -> None:
    old = read(episodeDict=..., episode_dict={"1": [7]})
    assert [str(one.id) for one in old.series.episodes] == ["S01E007"]
    assert old.notes == ()


def test_of_both_spellings_the_newer_one_counts() -> None:
    old = read(episode_dict={"1": [7]})
    assert old.series == read().series
    assert len(old.notes) == 1


def test_no_missing_episodes_are_no_episodes() -> None:
    assert read(episodeDict={}).series.episodes == read(episodeDict=...).series.episodes == ()


def test_seasons_are_merged_and_doubles_dropped() -> None:
    old = read(episodeDict={"1": [2, 2], "01": [1], "0": [3]})
    assert [str(one.id) for one in old.series.episodes] == ["S00E003", "S01E001", "S01E002"]


def test_the_folder_is_where_the_file_lies() -> None:
    old = read(at="AoT [2013]")
    assert (old.series.folder, old.series.year) == ("AoT [2013]", None)
    assert len(old.notes) == 1
    assert "'Attack on Titan (2013)'" in old.notes[0]
    assert "'AoT [2013]'" in old.notes[0]


def test_two_spellings_of_one_umlaut_are_no_difference() -> None:
    assert read(folder="Wa\u0308lder", at="W\u00e4lder").notes == ()


@pytest.mark.parametrize("name", [..., None, "", "  ", "\u202e\u0007"])
def test_without_a_name_the_folder_gives_the_title(name: Any) -> None:
    old = read(name=name)
    assert old.series.title == "Attack on Titan"
    assert len(old.notes) == 1


def test_a_title_is_one_line_that_can_be_shown() -> None:
    old = read(name=" Attack\n\ton \x1b[31mTitan\u202e ")
    assert old.series.title == "Attack on [31mTitan"
    assert len(old.notes) == 1


def test_unknown_fields_are_noted_and_cost_nothing() -> None:
    old = read(genres=["Action"], _version=2)
    assert old.series == read().series
    assert old.notes == (
        "the unknown field '_version' was left out: 2",
        "the unknown field 'genres' was left out: ['Action']",
    )


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"key": ...}, "key is missing"),
        ({"key": ""}, "key is missing"),
        ({"key": None}, "key is missing"),
        ({"key": 7}, "key is not a text: 7"),
        ({"key": ["x"]}, "key is not a text"),
        ({"key": "進撃"}, "no letter or digit"),
        ({"key": "  "}, "no letter or digit"),
        ({"key": "../../etc/passwd"}, "a path"),
        ({"key": "https://aniworld.to/anime/stream/naruto"}, "an address"),
        ({"key": "na\x00ruto"}, "no text"),
        ({"key": "na\ud800ruto"}, "half a character"),
        ({"key": "a" * 201}, "too long"),
        ({"name": 7}, "name is not a text"),
        ({"name": []}, "name is not a text"),
        ({"name": "\ud800"}, "half a character"),
        ({"site": ...}, "site is missing"),
        ({"site": 7}, "site is not a text"),
        ({"site": "https://"}, "site is no address"),
        ({"site": "https://[::1"}, "site is no address"),
        ({"site": "not an address"}, "site is no address"),
        ({"episodeDict": [1, 2]}, "not an object"),
        ({"episodeDict": None}, "not an object"),
        ({"episodeDict": {"one": [1]}}, "'one' is no season"),
        ({"episodeDict": {"-1": [1]}}, "'-1' is no season"),
        ({"episodeDict": {"²": [1]}}, "is no season"),
        ({"episodeDict": {"1": 3}}, "not a list"),
        ({"episodeDict": {"1": {"3": True}}}, "not a list"),
        ({"episodeDict": {"1": [-3]}}, "lists -3"),
        ({"episodeDict": {"1": ["3"]}}, "lists '3'"),
        ({"episodeDict": {"1": [3.0]}}, "lists 3.0"),
        ({"episodeDict": {"1": [True]}}, "lists True"),
        ({"episodeDict": {"1": [100_000]}}, "lists 100000"),
    ],
    ids=str,
)
def test_what_cannot_be_right_is_refused_with_the_reason(
    changes: dict[str, Any], what: str
) -> None:
    with pytest.raises(MigrationError) as refused:
        read(**changes)
    assert what in refused.value.message


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=8,
)
fields = st.sampled_from(["key", "name", "site", "folder", "episodeDict", "episode_dict", "x"])
plausible = (
    anything
    | st.sampled_from(
        ["naruto", "https://aniworld.to", "s.to", "Na\u0308ruto (2002)", "\ud800", "\x00"]
    )
    | st.dictionaries(st.sampled_from(["0", "1", "01", "x"]), st.lists(st.integers(-1, 3)))
)


@given(record=st.dictionaries(fields, plausible) | anything)
def test_any_record_is_a_series_or_a_reason_and_both_can_be_written_down(record: Any) -> None:
    try:
        series, notes = series_in(json.loads(json.dumps(record)), folder="Series (2002)")
    except MigrationError as error:
        told = error.message
        assert told
    else:
        assert SeriesKey(series.key) == series.key
        assert series.title.isprintable()
        assert series.title.strip()
        told = " ".join((series.ref, series.title, series.provider, series.link, *notes))
    assert told.encode()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary() | anything.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_are_a_series_or_a_failure(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "Series").mkdir(exist_ok=True)
    (tmp_path / "Series" / "data").write_bytes(content)
    (item,) = LegacyMigrator().read(tmp_path)
    assert isinstance(item, Failure | OldSeries)
