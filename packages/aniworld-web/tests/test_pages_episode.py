"""The page of an episode: why it is there or not, in the visitor's language and without commands."""

import re
import string
from datetime import UTC, date, datetime
from pathlib import Path

import httpx
import pytest
from attrs import evolve

from aniworld_core.entities import (
    GER_DUB,
    EpisodeId,
    HistoryEntry,
    HistoryKind,
    Language,
    SeriesKey,
)
from aniworld_core.library import Library
from aniworld_core.services.explaining import Kind, Part, Sentence
from aniworld_core.services.explaining.words import WORDS
from aniworld_core.testing.arrange import put, show, video
from aniworld_web.pages.series.explaining import tell
from aniworld_web.pages.series.sentences import SENTENCES
from aniworld_web.pages.texts import LANGUAGES, texts
from tools.pages import page
from tools.pages import texts as shown

ADDRESS = "/series/fern/episodes/S01E001"
PAYLOAD = "<img src=x onerror=alert(1)>%(name)s"


def places(text: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)s", text))


@pytest.mark.parametrize("kind", Kind)
def test_a_page_says_what_the_command_line_says(kind: Kind) -> None:
    _, words = WORDS[kind]
    there = {name for _, name, _, _ in string.Formatter().parse(words) if name}
    assert {name.removeprefix("in_") for name in places(SENTENCES[kind])} <= there
    assert "aniw " not in SENTENCES[kind]
    german = texts("de").gettext(SENTENCES[kind])
    assert german != SENTENCES[kind]
    assert places(german) == places(SENTENCES[kind])
    assert ("reason" in places(german)) == german.endswith("%(reason)s"), "it is put behind"


@pytest.mark.parametrize("language", LANGUAGES)
def test_values_are_written_as_the_language_does(language: str) -> None:
    noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
    sentence = Sentence(
        part=Part.NOW,
        kind=Kind.FIRST_AWAITED,
        text="",
        values={"first": "ger-dub", "until": noon, "languages": "ger-sub, other:ita"},
    )
    said = tell(texts(language), sentence).text
    subtitles = {"en": "with German subtitles, in ita", "de": "mit deutschen Untertiteln, auf ita"}[
        language
    ]
    assert subtitles in said
    assert texts(language).time(noon) in said
    day = Sentence(part=Part.NOW, kind=Kind.EXPECTED, text="", values={"when": date(2026, 3, 1)})
    assert {"en": "1 Mar 2026", "de": "1.3.2026"}[language] in tell(texts(language), day).text


def test_what_others_said_is_told_as_it_is(client: httpx.Client, library: Library) -> None:
    put(library, "fern", "Fern")
    now = datetime(2026, 3, 1, 12, tzinfo=UTC)
    entry = HistoryEntry(
        key=SeriesKey("fern"),
        episode=EpisodeId(1, 1),
        at=now,
        kind=HistoryKind.TRIED,
        hoster="VOE",
        language=GER_DUB,
        text=PAYLOAD,
    )
    library.store.history.append(entry)
    tree = page(client, ADDRESS)
    assert not tree.css("#content img")
    assert PAYLOAD in shown(tree, ".sentences [lang=en]")
    assert "VOE was tried in German" in shown(tree, ".sentences")[2]
    assert "VOE" in shown(tree, ".events")[0]


def test_every_part_has_its_heading(client: httpx.Client, library: Library) -> None:
    put(library, "fern", "Fern")
    tree = page(client, ADDRESS)
    assert shown(tree, "#explanation h2") == [
        "What the site has",
        "How it stands",
        "What happened",
        "What happens next",
        "History",
    ]
    assert "It is fetched as soon as you queue it." in shown(tree, ".sentences")[3]
    client.headers["accept-language"] = "de"
    assert "Wie es steht" in shown(page(client, ADDRESS), "#explanation h2")


def test_each_episode_of_a_series_leads_there(
    client: httpx.Client, library: Library, root: Path
) -> None:
    library.store.series.put(show(EpisodeId(1, 1), EpisodeId(1, 2), key="fern", title="Fern"))
    video(root / "Fern (2013)" / "Fern - S01E01.mkv")
    library.scanner.scan()
    links = page(client, "/series/fern").css(".why")
    assert [one.attributes["href"] for one in links] == [
        f"/series/fern/episodes/S01E00{number}" for number in (1, 2)
    ]
    assert [one.text().split()[0] for one in links] == ["More", "Why?"]
    assert (
        "It is in the library: Fern (2013)/Fern - S01E01.mkv"
        in shown(page(client, ADDRESS), ".sentences")[1]
    )


@pytest.mark.parametrize("episode", ["S09E001", "nonsense", "%00", "S01E001%2F..", "x" * 300])
def test_an_episode_that_is_unknown_is_not_found(
    client: httpx.Client, library: Library, episode: str
) -> None:
    put(library, "fern", "Fern")
    assert client.get(f"/series/fern/episodes/{episode}").status_code == 404
    answer = client.get(f"/api/anime/fern/episodes/{episode}/explanation")
    assert answer.status_code in {404, 422}


def test_programs_get_sentences_and_what_they_are_made_of(
    client: httpx.Client, library: Library
) -> None:
    library.store.series.put(
        evolve(show(EpisodeId(1, 1), key="fern", title="Fern"), languages=(Language("other:ita"),))
    )
    told = client.get("/api/anime/fern/episodes/S1E1/explanation").raise_for_status().json()
    assert (told["key"], told["episode"], told["series"]) == ("fern", "S01E001", "Fern")
    other = next(one for one in told["sentences"] if one["kind"] == "other-languages")
    assert other["part"] == "now"
    assert other["values"] == {"languages": "ger-dub", "wanted": "other:ita"}
    assert other["text"].startswith("It is offered in ger-dub")
    assert client.get("/api/anime/moss/episodes/S1E1/explanation").status_code == 404
