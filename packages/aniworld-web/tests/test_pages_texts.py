"""Texts, numbers and times by language; templates and pictures that are there; the helpers of templates."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve

from aniworld_core.entities import (
    EpisodeId,
    HistoryKind,
    Language,
    Reason,
    SeriesKey,
    SeriesSummary,
)
from aniworld_core.errors import AniworldError
from aniworld_core.testing.arrange import show
from aniworld_web.pages.addresses import address, static, urls
from aniworld_web.pages.checking import check
from aniworld_web.pages.helpers import filter_missing, find_by_key, prepare_series, sort_series
from aniworld_web.pages.rendering import environment
from aniworld_web.pages.series.identity import alike, title_of
from aniworld_web.pages.table import PAGES
from aniworld_web.pages.texts import LANGUAGES, choose, texts
from aniworld_web.pages.wording import (
    history_word,
    kept_reason,
    language_name,
    language_short,
    reason_wordings,
    season_name,
    sorted_languages,
)
from aniworld_web.paths import STATIC, TEMPLATES


@pytest.mark.parametrize(
    ("cookie", "accepted", "language"),
    [
        ("", "", "en"),
        ("de", "en", "de"),
        ("en", "de", "en"),
        ("fr", "de", "de"),
        ("", "de-AT,de;q=0.9,en;q=0.8", "de"),
        ("", "fr, de;q=0.5, en;q=0.7", "en"),
        ("", "fr,es", "en"),
        ("", "de;q=0", "en"),
        ("", "en;q=0, de;q=0.1", "de"),
        ("", "de;q=2", "en"),
        ("", "*;;;,de;q=;,\x00", "en"),
        ("", "x," * 5000 + "de", "en"),
    ],
)
def test_the_language_is_the_chosen_one_or_the_browsers(
    cookie: str, accepted: str, language: str
) -> None:
    assert choose(cookie, accepted) == language


def test_every_language_has_its_texts() -> None:
    assert set(LANGUAGES) == {"en", "de"}
    assert texts("de").gettext("Library") == "Bibliothek"
    assert texts("de").ngettext(
        "%(num)s episode is ignored.", "%(num)s episodes are ignored.", 1200
    ) == ("1.200 Folgen werden ignoriert.")


def test_numbers_and_sizes_are_written_as_people_do() -> None:
    english, german = texts("en"), texts("de")
    assert (english.number(1234567), german.number(1234567)) == ("1,234,567", "1.234.567")
    assert (english.number(1234.5, 1), german.number(1234.5, 1)) == ("1,234.5", "1.234,5")
    sizes = {0: "0 B", 999: "999 B", 1000: "1.0 kB", 999_499: "999 kB", 999_500: "1.0 MB"}
    sizes |= {1_440_000_000: "1.4 GB", 99_940_000: "99.9 MB", 99_960_000: "100 MB"}
    for count, text in sizes.items():
        assert english.size(count).replace("\N{NO-BREAK SPACE}", " ") == text
    assert german.size(1_440_000_000) == "1,4\N{NO-BREAK SPACE}GB"
    assert english.size(10**20) == "100,000\N{NO-BREAK SPACE}PB"


def test_times_are_those_of_this_machine() -> None:
    here = datetime(2026, 3, 4, 15, 6).astimezone()
    when = here.astimezone(UTC) + timedelta(0)
    assert texts("en").time(when) == "4 Mar 2026, 15:06"
    assert texts("de").time(when) == "4.3.2026, 15:06"


def test_every_template_can_be_parsed_and_every_page_has_its_own() -> None:
    for path in TEMPLATES.glob("**/*.html"):
        environment().get_template(path.relative_to(TEMPLATES).as_posix())
    check(name for page in PAGES for name in page.templates)


def test_a_missing_template_is_found_at_start() -> None:
    with pytest.raises(AniworldError, match=r"nowhere\.html is missing"):
        check(["library.html", "nowhere.html"])


def test_every_picture_that_is_drawn_is_there() -> None:
    drawn = set(re.findall(r'<symbol id="([a-z]+)"', (STATIC / "icons.svg").read_text("utf-8")))
    asked = {
        name
        for path in TEMPLATES.glob("**/*.html")
        for name in re.findall(r"icon\('([a-z]+)'", path.read_text("utf-8"))
    }
    asked |= {one.picture for one in reason_wordings(texts("en")).values()}
    assert asked <= drawn
    assert len(asked) > 10


def test_addresses_are_quoted_and_have_the_prefix() -> None:
    assert address("/series", "a/b?c", season="0") == "/series/a%2Fb%3Fc?season=0"
    assert address("/", q="", show=None, view="table") == "/?view=table"
    assert address("/", q="ä & b", on=True, off=False) == "/?q=%C3%A4+%26+b&on=1"
    assert address("/missing", reason=["a", "b"]) == "/missing?reason=a&reason=b"
    assert urls("/tv")("/series", "fern") == "/tv/series/fern"
    assert re.fullmatch(r"/tv/static/app\.js\?v=[0-9a-f]+", static("/tv")("app.js"))


def summary(key: str, title: str, missing: int = 0) -> SeriesSummary:
    return SeriesSummary(
        key=SeriesKey(key),
        provider="site",
        title=title,
        year=None,
        folder=None,
        link="",
        monitored=True,
        episodes=3,
        missing=missing,
    )


def test_series_are_sorted_found_by_key_and_filtered() -> None:
    series = [summary("b", "beech"), summary("c", "Ash", missing=2), summary("a", "Beech")]
    assert [one.key for one in sort_series(series)] == ["c", "a", "b"]
    assert find_by_key(series, "a") is series[2]
    assert find_by_key(series, "beech") is None
    assert [one.key for one in filter_missing(series)] == ["c"]


def test_a_prepared_series_has_its_films_last() -> None:
    series = show(EpisodeId(0, 1), EpisodeId(2, 1), EpisodeId(1, 2), EpisodeId(1, 1))
    prepared = prepare_series(series)
    assert [str(one.id) for one in prepared.episodes] == [
        "S01E001",
        "S01E002",
        "S02E001",
        "S00E001",
    ]
    assert evolve(prepared, episodes=series.episodes) == series


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_field_has_a_name(language: str) -> None:
    said = texts(language)
    assert set(reason_wordings(said)) == set(Reason)
    assert all(history_word(said, kind) for kind in HistoryKind)
    assert season_name(said, 0) != season_name(said, 1)


def test_languages_are_named_and_listed_in_one_order() -> None:
    codes = [Language(code) for code in ("other:ita", "eng-sub", "ger-sub", "ger-dub")]
    assert [language_short(one) for one in sorted_languages(codes)] == [
        "DE",
        "DE sub",
        "EN sub",
        "ita",
    ]
    assert [language_name(texts("de"), one) for one in codes[:2]] == ["ita", "Englische Untertitel"]


def test_names_that_resemble_a_title_come_first() -> None:
    names = ["Zebra", "Fern (2013)", "group/Ferns", "Fe"]
    assert alike("Fern", names, title_of, 2) == ["Fern (2013)", "group/Ferns"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Replaced by one with German subtitles."),
        ("de", "Ersetzt durch eine mit deutschen Untertiteln."),
    ],
)
def test_why_a_file_was_replaced_names_the_language(language: str, said: str) -> None:
    assert kept_reason(texts(language), "Replaced by ger-sub.") == said
    assert kept_reason(texts(language), "A plugin says why.") == "A plugin says why."
