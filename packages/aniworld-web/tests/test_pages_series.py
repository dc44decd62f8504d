"""The page of a series: episodes with reasons, ticks, wishes, folder, history, removal and return."""

from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from attrs import evolve
from selectolax.lexbor import LexborHTMLParser

from aniworld_core.entities import (
    ENG_SUB,
    GER_SUB,
    EpisodeId,
    HistoryEntry,
    HistoryKind,
    Language,
    SeriesKey,
)
from aniworld_core.errors import Unavailable
from aniworld_core.library import Library
from aniworld_core.testing.arrange import put, show, video
from aniworld_core.testing.world import World
from tools.pages import page, texts

FERN = SeriesKey("fern")


def send(client: httpx.Client, address: str, **form: str | list[str]) -> str:
    """Send a form, follow it as a browser does, and return the note that is shown."""
    answer = client.post(address, data={"do": "", **form}, follow_redirects=True)
    assert answer.status_code == 200
    (note,) = texts(LexborHTMLParser(answer.text), "#notes")
    return note


def rows(tree: LexborHTMLParser) -> dict[str, str]:
    return dict(zip(texts(tree, ".number"), texts(tree, ".reason"), strict=True))


def test_every_reason_is_told_in_words(client: httpx.Client, library: Library, root: Path) -> None:
    ids = [EpisodeId(1, number) for number in range(1, 7)]
    series = show(*ids, key="fern", title="Fern")
    episodes = list(series.episodes)
    episodes[2] = evolve(episodes[2], languages=(Language("other:ita"),))
    episodes[3] = evolve(episodes[3], languages=(), upcoming=True)
    library.store.series.put(evolve(series, episodes=tuple(episodes)))
    video(root / "Fern (2013)" / "Fern - S01E01.mkv")
    library.scanner.scan()
    library.catalog.ignore("fern", ids[4])
    library.queue.add("fern", [ids[5]])
    tree = page(client, "/series/fern")
    assert rows(tree) == {
        "E001": "On disk",
        "E002": "Not downloaded",
        "E003": "Waiting for a language None of the wanted languages is offered yet. "
        "Tick it to try all the same.",
        "E004": "Upcoming Announced, but nowhere to be had yet.",
        "E005": "Ignored Not wanted. Tick it and choose “Want again” to change that.",
        "E006": "In the queue It is on its way.",
    }
    ticks = [one.attributes["value"] for one in tree.css('input[name="episode"]')]
    assert ticks == ["S01E002", "S01E003", "S01E004", "S01E005"]
    assert "1 of 6 episodes on disk" in texts(tree, "#facts")[0]


def test_ticked_episodes_are_queued_ignored_and_wanted_again(
    client: httpx.Client, library: Library
) -> None:
    put(library, "fern", "Fern", count=4)
    where = "/series/fern/episodes"
    two = ["S01E001", "S01E002"]
    assert send(client, where, do="ignore", episode=two) == "2 episodes are ignored."
    assert rows(page(client, "/series/fern"))["E002"].startswith("Ignored")
    assert send(client, where, do="want", episode=two[:1]) == "1 episode is wanted again."
    assert rows(page(client, "/series/fern"))["E001"] == "Not downloaded"
    assert send(client, where, do="queue", episode=["S01E001"]) == "1 episode is in the queue."
    assert [str(item.episode) for item in library.queue.page()] == ["S01E001"]
    assert send(client, where, do="queue") == "Tick at least one episode first."


def test_all_that_is_missing_is_queued_at_once(client: httpx.Client, library: Library) -> None:
    ids = [EpisodeId(1, 1), EpisodeId(1, 2), EpisodeId(2, 1)]
    library.store.series.put(show(*ids, key="fern", title="Fern"))
    assert "Queue all 3 missing" in texts(page(client, "/series/fern"), ".series-head button")
    told = send(client, "/series/fern/episodes", do="season", season="1")
    assert told == "2 episodes are in the queue."
    assert send(client, "/series/fern/queue") == "1 episode is in the queue."
    assert send(client, "/series/fern/queue") == "There was nothing to queue."
    assert len(library.queue.page()) == 3


def test_a_button_leads_back_to_what_was_shown(client: httpx.Client, library: Library) -> None:
    put(library, "fern", "Fern", count=450)
    shown = "/series/fern?season=1&after=200"
    for path in ("episodes", "queue", "refresh", "wishes"):
        answer = client.post(
            f"/series/fern/{path}",
            data={"do": "ignore", "episode": "S01E201"},
            headers={"Referer": f"{client.base_url}{shown}"},
        )
        assert answer.headers["location"] == shown


@pytest.mark.parametrize(
    "form",
    [
        {"episode": "S01E999", "do": "queue"},
        {"episode": "nonsense", "do": "queue"},
        {"episode": "S01E001", "do": "explode"},
    ],
)
def test_a_wrong_form_is_told_and_changes_nothing(
    client: httpx.Client, library: Library, form: dict[str, str]
) -> None:
    put(library, "fern", "Fern")
    before = library.catalog.get("fern")
    answer = client.post("/series/fern/episodes", data=form, follow_redirects=True)
    assert LexborHTMLParser(answer.text).css_first("#notes .note-bad")
    assert not library.queue.page()
    assert library.catalog.get("fern") == before


def test_seasons_are_shown_one_at_a_time_and_films_last(
    client: httpx.Client, library: Library, root: Path
) -> None:
    ids = [EpisodeId(0, 1), EpisodeId(1, 1), EpisodeId(2, 1), EpisodeId(2, 2)]
    library.store.series.put(show(*ids, key="fern", title="Fern"))
    video(root / "Fern (2013)" / "Fern - S01E01.mkv")
    library.scanner.scan()
    tree = page(client, "/series/fern")
    assert texts(tree, "nav.tabs a") == [
        "Season 1",
        "Season 2 22 missing",
        "Films and specials 11 missing",
    ]
    assert texts(tree, 'nav.tabs [aria-current="true"]') == ["Season 2 22 missing"]
    assert list(rows(tree)) == ["E001", "E002"]
    assert list(rows(page(client, "/series/fern?season=0"))) == ["E001"]


def test_a_long_season_is_shown_in_parts(client: httpx.Client, library: Library) -> None:
    put(library, "fern", "Fern", count=450)
    tree, seen = page(client, "/series/fern"), 0
    while True:
        seen += len(rows(tree))
        more = tree.css_first('.more a[rel="next"]')
        if more is None:
            break
        assert len(rows(tree)) == 200
        tree = page(client, more.attributes["href"] or "")
    assert seen == 450


def test_wishes_are_kept(client: httpx.Client, library: Library) -> None:
    put(library, "fern", "Fern")
    told = send(client, "/series/fern/wishes", language=["eng-sub", "", "ger-sub"])
    assert told == "Saved."
    series = library.catalog.get("fern")
    assert (series.languages, series.monitored) == ((ENG_SUB, GER_SUB), False)
    chosen = page(client, "/series/fern").css('select[name="language"] option[selected]')
    assert [one.attributes["value"] for one in chosen] == ["eng-sub", "ger-sub"]
    send(client, "/series/fern/wishes", language=["", ""], monitored="1")
    series = library.catalog.get("fern")
    assert (series.languages, series.monitored) == ((), True)


def test_an_unclear_folder_is_asked_about_first(
    client: httpx.Client, library: Library, root: Path
) -> None:
    put(library, "fern", "Fern")
    for name in ("Fern (2001)", "Fern (2002)"):
        video(root / name / "Fern - S01E01.mkv")
    library.scanner.scan()
    tree = page(client, "/series/fern")
    assert texts(tree, ".panel-warn button") == ["Fern (2001)", "Fern (2002)"]
    assert not [one for one in texts(tree, ".series-head button") if one.startswith("Queue")]
    refused = send(client, "/series/fern/queue")
    assert "Choose its folder on its page or under Folders." in refused
    assert "aniw" not in refused
    told = send(client, "/series/fern/folder", folder="Fern (2002)")
    assert told == "Fern (2002) is the folder of Fern."
    assert library.catalog.get("fern").folder == "Fern (2002)"
    assert not page(client, "/series/fern").css(".panel-warn")
    assert "There is no folder" in send(client, "/series/fern/folder", folder="../etc")


def test_free_folders_are_offered_the_likely_ones_first(
    client: httpx.Client, library: Library, root: Path
) -> None:
    put(library, "fern", "Fern")
    for name in ("Aspen", "Ferns", "Fern [old] x"):
        video(root / name / "S01E01.mkv")
    library.scanner.scan()
    tree = page(client, "/series/fern/folder")
    assert texts(tree, ".path") == ["Ferns", "Fern [old] x", "Aspen"]
    send(client, "/series/fern/folder", folder="Ferns")
    assert rows(page(client, "/series/fern"))["E001"] == "On disk"
    assert texts(page(client, "/series/fern/folder"), ".path") == ["Fern [old] x", "Aspen"]


def test_a_series_is_read_again(client: httpx.Client, library: Library, world: World) -> None:
    put(library, "fern", "Fern", count=3)
    assert send(client, "/series/fern/refresh") == "The list of episodes is up to date."
    assert len(library.catalog.get("fern").episodes) == 6
    world.provider_error = Unavailable("The site is down.")
    assert "The site is down." in send(client, "/series/fern/refresh")


def test_removing_asks_first_and_can_be_undone(client: httpx.Client, library: Library) -> None:
    put(library, "fern", "Fern")
    asked = page(client, "/series/fern/remove")
    assert texts(asked, "h1") == ["Remove Fern?"]
    assert len(library.catalog.page()) == 1
    send(client, "/series/fern/remove")
    assert not library.catalog.page()
    assert texts(page(client, "/removed"), "strong") == ["Fern"]
    gone = client.get("/series/fern")
    assert gone.status_code == 404
    form = LexborHTMLParser(gone.text).css_first("main form")
    assert form is not None
    assert form.attributes["action"] == "/removed/fern/restore"
    send(client, "/removed/fern/restore")
    assert len(library.catalog.page()) == 1
    assert not texts(page(client, "/removed"), "strong")


def test_the_history_is_shown_in_parts(client: httpx.Client, library: Library) -> None:
    put(library, "fern", "Fern")
    start = datetime(2026, 1, 1, tzinfo=UTC)
    library.store.history.append(
        *(
            HistoryEntry(
                key=FERN,
                episode=EpisodeId(1, number),
                at=start,
                kind=HistoryKind.FAILED,
                text="Why.",
            )
            for number in range(1, 151)
        )
    )
    short = texts(page(client, "/series/fern"), "#history .event-line")
    assert short[0] == "S01E150 Failed"
    assert len(short) == 6
    first = page(client, "/series/fern/history")
    (more,) = first.css('.more a[rel="next"]')
    second = page(client, more.attributes["href"] or "")
    numbers = [text.split()[0] for tree in (first, second) for text in texts(tree, ".event-line")]
    assert numbers == [str(EpisodeId(1, number)) for number in range(150, 0, -1)]


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "", "ftp://x.example/"]
)
def test_only_web_addresses_become_links(client: httpx.Client, library: Library, link: str) -> None:
    library.store.series.put(evolve(show(EpisodeId(1, 1), key="fern"), link=link))
    assert not page(client, "/series/fern").css("#facts a")
