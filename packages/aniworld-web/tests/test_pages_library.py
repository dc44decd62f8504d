"""The library as cards and as a table, with search, filters and pages; scans begun and watched."""

import threading
from pathlib import Path

import httpx
from attrs import evolve
from selectolax.lexbor import LexborHTMLParser

from aniworld_core.entities import EpisodeId
from aniworld_core.library import Library
from aniworld_core.root_mark import MARK, read
from aniworld_core.testing.arrange import put, video
from aniworld_web.running.jobs import JobState
from aniworld_web.site import Site
from tools.pages import page, texts


def wait_for_scan() -> None:
    for thread in threading.enumerate():
        if thread.name == "job scan":
            thread.join()


def test_an_empty_library_says_what_to_do(client: httpx.Client) -> None:
    tree = page(client, "/")
    assert texts(tree, "#results h2") == ["Your library is still empty"]
    assert tree.css_first('#results a[href="/add"]')


def test_cards_lead_to_series_and_tell_what_they_miss(
    client: httpx.Client, library: Library
) -> None:
    put(library, "fern", "Fern", 2013, count=2)
    put(library, "moss", "Moss", count=1)
    put(library, "reed", "Reed", count=1)
    library.catalog.ignore("moss", EpisodeId(1, 1))
    library.catalog.configure("reed", monitored=False)
    tree = page(client, "/")
    assert texts(tree, ".card-title") == ["Fern", "Moss", "Reed"]
    assert texts(tree, ".card-line") == ["2 missing 2013", "Complete", "Not monitored"]
    assert [one.attributes["href"] for one in tree.css(".card-tile a")] == [
        "/series/fern",
        "/series/moss",
        "/series/reed",
    ]
    cover = tree.css_first(".card-tile img")
    assert cover is not None
    assert cover.attributes["src"] == "/api/anime/fern/cover"
    assert cover.attributes["alt"] == ""


def test_search_and_filters_narrow_the_list(client: httpx.Client, library: Library) -> None:
    for key, title in (("fern", "Fern"), ("moss", "Moss"), ("reed", "Reed"), ("fir", "Fern 2")):
        put(library, key, title, count=1)
    library.catalog.ignore("moss", EpisodeId(1, 1))
    library.catalog.configure("reed", monitored=False)

    def found(query: str) -> list[str]:
        return texts(page(client, f"/?{query}"), ".card-title")

    assert found("q=FERN") == ["Fern", "Fern 2"]
    assert found("show=missing") == ["Fern", "Fern 2"]
    assert found("show=complete") == ["Moss"]
    assert found("show=unmonitored") == ["Reed"]
    assert found("provider=site&q=moss") == ["Moss"]
    assert found("show=nonsense") == ["Fern", "Fern 2", "Moss", "Reed"]
    tree = page(client, "/?q=oak")
    assert texts(tree, "#results h2") == ["No series fits"]
    assert tree.css_first('#results a[href="/add?q=oak"]')


def test_the_next_page_keeps_the_filter(client: httpx.Client, library: Library) -> None:
    for number in range(65):
        put(library, f"show-{number:02}", f"Show {number}", count=0)
    put(library, "zebra", "Zebra", count=0)
    first = page(client, "/?q=show")
    (more,) = first.css(".more a")
    second = page(client, more.attributes["href"] or "")
    assert len(texts(first, ".card-title")) == 60
    assert texts(second, ".card-title") == [f"Show {number}" for number in range(60, 65)]
    assert [one.attributes["href"] for one in second.css(".more a")] == ["/?q=show"]


def test_the_table_is_remembered(client: httpx.Client, library: Library) -> None:
    put(library, "fern", "Fern")
    assert not page(client, "/").css("table")
    answer = client.get("/?view=table")
    assert texts(LexborHTMLParser(answer.text), "tbody th") == ["Fern"]
    client.cookies.clear()
    kept = client.get("/", headers={"cookie": answer.headers["set-cookie"].partition(";")[0]})
    assert LexborHTMLParser(kept.text).css("table")
    odd = client.get("/", headers={"cookie": "aniworld_view=nonsense"})
    assert not LexborHTMLParser(odd.text).css("table")


def test_folders_without_a_series_are_mentioned(
    client: httpx.Client, library: Library, root: Path
) -> None:
    video(root / "Unknown (2001)" / "Unknown - S01E01.mkv")
    library.scanner.scan()
    assert texts(page(client, "/folders/unclear"), "#unclear") == [
        "1 folder belongs to no series yet. Assign folders"
    ]
    (hint,) = page(client, "/").css("#unclear")
    assert hint.attributes["hx-get"] == "/folders/unclear"
    assert not page(client, "/?q=fern").css("#unclear")


def test_a_scan_is_begun_and_told(
    client: httpx.Client, library: Library, site: Site, root: Path
) -> None:
    put(library, "fern", "Fern")
    video(root / "Fern" / "Fern - S01E01.mkv")
    answer = client.post("/scan", data={"do": "folders"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    wait_for_scan()
    (job,) = site.jobs.all()
    assert job.state is JobState.DONE
    assert texts(page(client, "/scan"), "#scan") == [
        "The scan is over. Videos: 1, new ones: 1, folders: 1"
    ]
    assert texts(page(client, "/"), ".card-line") == ["2 missing"]


def test_sites_that_fail_are_named_after_a_scan(
    client: httpx.Client, library: Library, site: Site, root: Path
) -> None:
    put(library, "fern", "Fern")
    library.store.series.update(
        library.catalog.get("fern").key, lambda one: evolve(one, ref="gone")
    )
    video(root / "Fern" / "Fern - S01E01.mkv")
    client.post("/scan", data={"do": "sites"})
    wait_for_scan()
    (told,) = texts(page(client, "/scan"), "#scan")
    assert "1 series could not be read from its site:" in told
    assert "fern: There is no gone." in told


def test_a_scan_that_cannot_be_trusted_asks(
    client: httpx.Client, library: Library, site: Site, root: Path
) -> None:
    put(library, "fern", "Fern")
    files = [video(root / "Fern" / f"Fern - S01E{number:02}.mkv") for number in range(1, 31)]
    library.scanner.scan()
    for file in files[5:]:
        file.unlink()
    client.post("/scan", data={"do": "folders"})
    wait_for_scan()
    tree = page(client, "/scan")
    assert tree.css_first("#scan .note-bad")
    assert texts(tree, "#scan button") == ["Nothing is wrong: scan all the same"]
    assert tree.css_first('#scan input[name="confirmed"][value="1"]')


def test_a_folder_that_lost_its_mark_is_taken_when_a_person_says_so(
    client: httpx.Client, library: Library, root: Path
) -> None:
    put(library, "fern", "Fern")
    video(root / "Fern" / "Fern - S01E01.mkv")
    library.scanner.scan()
    (root / MARK).unlink()
    client.post("/scan", data={"do": "folders"})
    wait_for_scan()
    tree = page(client, "/scan")
    (told,) = texts(tree, "#scan .note-bad p")
    assert "it has no mark" in told
    assert tree.css_first('#scan input[name="confirmed"][value="1"]')
    assert read(root) is None
    client.post("/scan", data={"confirmed": "1"})
    wait_for_scan()
    assert texts(page(client, "/scan"), "#scan") == [
        "The scan is over. Videos: 1, new ones: 0, folders: 1"
    ]
    assert read(root) == library.recognising.check() is not None


def test_without_the_library_folder_a_scan_says_so(
    client: httpx.Client, library: Library, root: Path
) -> None:
    put(library, "fern", "Fern")
    video(root / "Fern" / "Fern - S01E01.mkv")
    library.scanner.scan()
    root.rename(root.with_name("unmounted"))
    answer = client.post("/scan", data={"do": "folders"}, follow_redirects=True)
    (told,) = texts(LexborHTMLParser(answer.text), "#notes")
    assert "Is the disk there? Then scan again." in told
