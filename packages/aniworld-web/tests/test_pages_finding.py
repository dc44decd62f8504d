"""Adding series, the missing episodes of the whole library, and folders without a series."""

from pathlib import Path

import httpx
from attrs import evolve
from selectolax.lexbor import LexborHTMLParser

from aniworld_core.entities import EpisodeId
from aniworld_core.errors import Unavailable
from aniworld_core.library import Library
from aniworld_core.testing.arrange import put, show, video
from aniworld_core.testing.world import World
from tools.pages import page, texts


def send(client: httpx.Client, address: str, **form: str | list[str]) -> tuple[str, str]:
    """Send a form, follow it, and return where that led and the note that is shown."""
    answer = client.post(address, data={"do": "", **form}, follow_redirects=True)
    assert answer.status_code == 200
    (note,) = texts(LexborHTMLParser(answer.text), "#notes")
    return answer.url.path, note


def test_what_the_sites_have_is_listed_and_what_is_there_is_marked(
    client: httpx.Client, library: Library, world: World
) -> None:
    world.offer(show(EpisodeId(1, 1), key="fern-2", title="Fern 2"))
    library.catalog.add("fern")
    tree = page(client, "/add?q=fern&online=1")
    assert texts(tree, "h2") == ["site 2 series"]
    assert [texts(hit, "h3, .btn") for hit in tree.css(".hit")] == [
        ["Fern", "In the library Fern"],
        ["Fern 2", "Add Fern 2"],
    ]
    assert [one.attributes["href"] for one in tree.css(".hit a")] == ["/series/fern"]


def test_one_click_adds_and_leads_to_the_series(client: httpx.Client, library: Library) -> None:
    form = page(client, "/add?q=fern&online=1").css_first(".hit form")
    assert form is not None
    fields = {
        one.attributes["name"] or "": one.attributes["value"] or "" for one in form.css("input")
    }
    assert send(client, "/add", **fields) == ("/series/fern", "Fern is in the library now.")
    assert send(client, "/add", **fields) == ("/series/fern", "It was in the library already.")
    assert [one.key for one in library.catalog.page()] == ["fern"]


def test_a_link_is_added_as_it_is(client: httpx.Client, library: Library) -> None:
    link = "https://catalogue.test/fern"
    tree = page(client, f"/add?q={link}")
    assert texts(tree, "#found h2") == ["Add this link"]
    assert send(client, "/add", text=link)[0] == "/series/fern"


def test_what_cannot_be_added_is_told(client: httpx.Client, library: Library) -> None:
    for text in ("https://elsewhere.test/x", "no key", "nothing-like-it", ""):
        answer = client.post("/add", data={"text": text}, follow_redirects=True)
        assert LexborHTMLParser(answer.text).css_first("#notes .note-bad"), text
    assert not library.catalog.page()


def test_a_site_that_fails_is_named(client: httpx.Client, world: World) -> None:
    world.provider_error = Unavailable("The site is down.", hint="Try again later.")
    tree = page(client, "/add?q=fern&online=1")
    assert texts(tree, "#found h2") == ["site"]
    assert texts(tree, "#found .note-bad") == ["The site is down. Try again later."]


def test_a_single_letter_asks_nobody(client: httpx.Client, world: World) -> None:
    world.provider_error = Unavailable("The site is down.")
    assert texts(page(client, "/add?q=f"), "#found") == ["Give at least 2 letters."]
    assert texts(page(client, "/add"), "#found h2") == ["What are you looking for?"]


def test_missing_episodes_are_grouped_and_filtered(client: httpx.Client, library: Library) -> None:
    put(library, "fern", "Fern", count=2)
    put(library, "moss", "Moss", count=2)
    library.catalog.ignore("moss", EpisodeId(1, 2))
    library.queue.add("fern", [EpisodeId(1, 1)])
    tree = page(client, "/missing")
    assert texts(tree, "main h2") == ["Fern 2", "Moss 1"]
    assert texts(tree, ".tabs a") == [
        "All 3",
        "Not downloaded 2",
        "In the queue 1",
        "Ignored 1",
        "Better language",
    ]
    ticks = [one.attributes["value"] for one in tree.css('input[name="episode"]')]
    assert ticks == ["fern S01E002", "moss S01E001"]
    ignored = page(client, "/missing?reason=ignored")
    assert texts(ignored, "main h2") == ["Moss 1"]
    assert texts(page(client, "/missing?reason=nonsense"), "main h2") == ["Fern 2", "Moss 1"]


def test_nothing_missing_is_good_news(client: httpx.Client) -> None:
    assert texts(page(client, "/missing"), "main h2") == ["Nothing is missing"]


def test_many_series_are_shown_in_parts_and_long_ones_cut(
    client: httpx.Client, library: Library
) -> None:
    for number in range(25):
        put(library, f"show-{number:02}", f"Show {number}", count=30)
    first = page(client, "/missing?reason=not-downloaded")
    assert len(first.css("main h2")) == 20
    assert len(first.css(".episode")) == 20 * 10
    assert texts(first, ".panel p")[0] == "And 20 more"
    (more,) = first.css('.more a[rel="next"]')
    second = page(client, more.attributes["href"] or "")
    assert texts(second, "main h2") == [f"Show {number} 30" for number in range(20, 25)]


def test_ticks_series_and_everything_can_be_queued(client: httpx.Client, library: Library) -> None:
    put(library, "fern", "Fern", count=3)
    put(library, "moss", "Moss", count=3)
    where = {"back": "/missing?reason=not-downloaded"}
    ticked = ["fern S01E001", "moss S01E002"]
    assert send(client, "/missing", **where, do="ticked", episode=ticked) == (
        "/missing",
        "2 episodes are in the queue.",
    )
    assert send(client, "/missing", **where, series="fern")[1] == "2 episodes are in the queue."
    assert send(client, "/missing", **where, do="all")[1] == "2 episodes are in the queue."
    assert len(library.queue.page()) == 6
    assert send(client, "/missing", do="ticked")[1] == "Tick at least one episode first."
    assert "is no episode" in send(client, "/missing", do="ticked", episode=["fern"])[1]


def test_one_unclear_series_costs_the_others_nothing(
    client: httpx.Client, library: Library, root: Path
) -> None:
    put(library, "fern", "Fern", count=3)
    put(library, "moss", "Moss", count=3)
    for name in ("Fern (2001)", "Fern (2002)"):
        video(root / name / "Fern - S01E01.mkv")
    library.scanner.scan()
    ticked = ["fern S01E002", "moss S01E002", "gone S01E001"]
    told = send(client, "/missing", do="ticked", episode=ticked)[1]
    assert told.startswith("1 episode is in the queue.")
    assert "Fern could be in" in told
    assert "No series 'gone' is registered." in told


def test_folders_are_assigned(client: httpx.Client, library: Library, root: Path) -> None:
    for key, title in (("fern", "Fern"), ("moss", "Moss"), ("ferns", "Ferns of the North")):
        put(library, key, title)
    for name in ("Fern (2001)", "Fern (2002)", "Farn & Co", "Moss"):
        video(root / name / "S01E01.mkv")
    library.scanner.scan()
    tree = page(client, "/folders")
    assert texts(tree, "legend") == ["Which folder is Fern?"]
    assert texts(tree, ".line .path") == ["Farn & Co"]
    links = [one.attributes["href"] for one in tree.css(".line a")]
    assert links == ["/folders/choose?folder=Farn+%26+Co", "/add?q=Farn+%26+Co"]
    chosen = page(client, links[0] or "")
    assert texts(chosen, ".line strong") == ["Fern", "Ferns of the North", "Moss"]
    searched = page(client, f"{links[0]}&q=north")
    assert texts(searched, ".line strong") == ["Ferns of the North"]
    told = send(client, "/folders", folder="Farn & Co", key="ferns")
    assert told == ("/folders", "Farn & Co is the folder of Ferns of the North.")
    send(client, "/folders", folder="Fern (2001)", key="fern")
    assert library.catalog.get("ferns").folder == "Farn & Co"
    assert texts(page(client, "/folders"), "legend") == ["Fern (2002)"]


def test_series_of_one_title_can_both_be_chosen(client: httpx.Client, library: Library) -> None:
    for key in ("fern", "fern-other"):
        put(library, key, "Fern")
    found = page(client, "/folders/choose?folder=Fern").css("button[name=key]")
    assert {one.attributes["value"] for one in found} == {"fern", "fern-other"}


def test_a_folder_of_another_series_is_refused(
    client: httpx.Client, library: Library, root: Path
) -> None:
    put(library, "fern", "Fern")
    put(library, "moss", "Moss")
    video(root / "Moss" / "S01E01.mkv")
    library.scanner.scan()
    for folder in ("Moss", "../..", "Nowhere", ""):
        answer = client.post("/folders", data={"folder": folder, "key": "fern"})
        assert "set-cookie" in answer.headers
        assert library.catalog.get("fern").folder is None


def test_many_folders_are_listed_in_parts(
    client: httpx.Client, library: Library, root: Path
) -> None:
    for number in range(53):
        video(root / f"Unknown {number:02}" / "S01E01.mkv")
    library.scanner.scan()
    first = page(client, "/folders")
    (more,) = first.css('.more a[rel="next"]')
    second = page(client, more.attributes["href"] or "")
    found = texts(first, ".line .path") + texts(second, ".line .path")
    assert found == [f"Unknown {number:02}" for number in range(53)]


def test_every_folder_known_is_good_news(client: httpx.Client, library: Library) -> None:
    library.store.series.put(evolve(show(EpisodeId(1, 1), key="fern"), folder=None))
    assert texts(page(client, "/folders"), "main h2") == ["Every folder has its series"]
