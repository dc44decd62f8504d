"""A library is brought in: what fits is proposed, registered, refused, set aside and asked again."""

from pathlib import Path

import httpx
import pytest
from attrs import evolve
from selectolax.lexbor import LexborHTMLParser

from aniworld_core.clock import utc_now
from aniworld_core.entities import EpisodeId, Series, Title
from aniworld_core.library import Library
from aniworld_core.testing.arrange import show, video
from aniworld_core.testing.watching import eventually
from aniworld_core.testing.world import World
from tools.pages import page, texts

TITLES = ("fern", "moss", "oak", "oak-tree", "<b>&")


@pytest.fixture(autouse=True)
def folders(library: Library, world: World, fern: Series, root: Path) -> None:
    """Let the site list five series, and the library have folders that fit well, doubtfully, or not."""
    world.offer(evolve(show(EpisodeId(1, 1), key="moss"), title="Moss", year=2001))
    titles = [Title(provider="site", ref=ref, title=ref.title()) for ref in TITLES]
    library.store.titles.replace("site", titles, utc_now())
    for name in ("Fern (2013)", "Moss", "Oakk", "Nothing of the Kind", "Films"):
        video(root / name / "S01E01.mkv")
    library.scanner.scan()


def press(client: httpx.Client, path: str, **form: str | list[str]) -> str:
    """Send a form and return the note that follows."""
    answer = client.post(path, data={"back": "/folders", **form}, follow_redirects=True)
    assert answer.status_code == 200
    return " ".join(texts(LexborHTMLParser(answer.text), "#notes"))


def settled(client: httpx.Client, address: str) -> LexborHTMLParser:
    """Return a page once no job runs for it."""
    return eventually(
        lambda: page(client, address),
        lambda tree: not tree.css("#proposals [role=status] progress"),
    )


def test_what_fits_is_proposed_with_its_reason(client: httpx.Client) -> None:
    tree = settled(client, "/folders")
    assert texts(tree, ".tabs a") == ["Certain 2", "Doubtful 1", "Nothing fits 2"]
    assert [one.attributes["value"] for one in tree.css("input[name=folder][checked]")] == [
        "Fern (2013)",
        "Moss",
    ]
    assert "same title" in texts(tree, ".line")[1]
    doubtful = settled(client, "/folders?show=doubtful")
    assert texts(doubtful, "legend") == ["Oakk"]
    assert "a similar title" in texts(doubtful, "fieldset label")[0]
    assert not doubtful.css("input[type=radio][checked]")
    nothing = settled(client, "/folders?show=none")
    assert texts(nothing, ".line .path") == ["Films", "Nothing of the Kind"]
    assert texts(settled(client, "/folders?show=none&q=films"), ".line .path") == ["Films"]


def test_the_ticked_ones_are_registered(client: httpx.Client, library: Library) -> None:
    settled(client, "/folders")
    assert press(client, "/folders/accept", do="ticked") == "Tick at least one folder first."
    press(client, "/folders/accept", do="ticked", folder=["Fern (2013)"])
    tree = settled(client, "/folders")
    assert (
        "1 folder has its series now; new in the library: 1" in texts(tree, "#proposals .note")[0]
    )
    assert library.catalog.get("fern").folder == "Fern (2013)"
    assert library.missing.counts(), "its files were taken in"
    press(client, "/folders/accept", do="all")
    tree = settled(client, "/folders")
    assert {one.folder for one in library.catalog.page()} == {"Fern (2013)", "Moss"}


def test_a_doubtful_one_is_chosen_refused_or_set_aside(
    client: httpx.Client, library: Library, world: World
) -> None:
    settled(client, "/folders")
    decide = "/folders/decide"
    told = press(client, decide, do="accept", folder="Oakk")
    assert told == "Choose one of the series first."
    assert "is registered" not in press(client, decide, do="refuse", folder="Oakk")
    assert "Oakk" in texts(settled(client, "/folders?show=none"), ".line .path")
    assert "no series" in press(client, decide, do="aside", folder="Oakk")
    aside = settled(client, "/folders?show=aside")
    assert texts(aside, ".line .path") == ["Oakk"]
    assert press(client, decide, do="forget", folder="Oakk") == "Oakk is looked at again."
    assert texts(settled(client, "/folders?show=doubtful"), "legend") == ["Oakk"]
    world.offer(evolve(show(EpisodeId(1, 1), key="oak"), title="Oak"))
    told = press(client, decide, do="accept", folder="Oakk", choice="site oak")
    assert told == "Oakk is the folder of Oak."
    assert library.catalog.get("oak").folder == "Oakk"
    for form in ({"do": "dance", "folder": "Oakk"}, {"do": "aside", "folder": "../.."}):
        assert press(client, decide, **form)
    assert library.matching.set_aside() == []


def test_programs_do_the_same(client: httpx.Client, library: Library, world: World) -> None:
    def done(answer: httpx.Response) -> dict[str, object]:
        assert answer.status_code == 202
        where = answer.headers["location"]
        job: dict[str, object] = eventually(
            lambda: client.get(where).json(), lambda one: one["state"] != "running"
        )
        assert job["state"] == "done", job
        return job

    assert client.get("/api/folders/proposals").json() == {
        "items": [],
        "looked": None,
        "next": None,
    }
    looked = done(client.post("/api/folders/proposals"))
    assert looked["result"] == {"certain": 2, "doubtful": 1, "none": 2}
    certain = client.get("/api/folders/proposals", params={"verdict": "certain", "limit": 1}).json()
    assert [one["folder"] for one in certain["items"]] == ["Fern (2013)"]
    assert certain["next"] == "Fern (2013)"
    body = {"folders": ["Fern (2013)"]}
    registered = done(client.post("/api/folders/accept-certain", json=body))
    assert registered["result"] == {"folders": 1, "added": 1, "left": []}
    accepted = client.post(
        "/api/folders/accept", json={"folder": "Moss", "site": "site", "ref": "moss"}
    )
    assert accepted.json()["folder"] == "Moss"
    refused = client.post("/api/folders/decide", json={"folder": "Oakk"})
    assert refused.status_code == 204
    aside = client.post("/api/folders/decide", json={"folder": "Films", "no_series": True})
    assert aside.status_code == 204
    left = client.get("/api/folders/proposals").json()["items"]
    assert [one["folder"] for one in left] == ["Nothing of the Kind", "Oakk"]
    assert {one["verdict"] for one in left} == {"none"}
    forgotten = client.post("/api/folders/forget", json={"folder": "Films"}).json()
    assert forgotten == {"decisions": 1}


def test_what_was_refused_can_be_asked_again(client: httpx.Client) -> None:
    settled(client, "/folders")
    press(client, "/folders/decide", do="refuse", folder="Oakk")
    again = settled(client, "/folders?show=none").css("[value=forget]")
    assert [one.text(strip=True) for one in again] == ["Ask againOakk"]
    press(client, "/folders/decide", do="forget", folder="Oakk")
    assert texts(settled(client, "/folders?show=doubtful"), "legend") == ["Oakk"]


def test_nothing_is_refused_that_was_not_proposed(client: httpx.Client, library: Library) -> None:
    note = press(client, "/folders/decide", do="refuse", folder="Oakk")
    assert note.startswith("Nothing is proposed for the folder 'Oakk'.")
    answer = client.post("/api/folders/decide", json={"folder": "Oakk"})
    assert answer.status_code == 404
    assert list(library.store.decisions.all()) == []


def test_what_could_not_be_registered_is_counted(
    client: httpx.Client, library: Library, root: Path
) -> None:
    gone = [f"gone {number}" for number in range(7)]
    titles = [Title(provider="site", ref=name.replace(" ", "-"), title=name) for name in gone]
    library.store.titles.replace("site", titles, utc_now())
    for name in gone:
        video(root / name / "S01E01.mkv")
    library.scanner.scan()
    settled(client, "/folders")
    press(client, "/folders/accept", do="ticked", folder=gone)
    told = texts(settled(client, "/folders"), "#proposals .note-bad li")
    assert [one.partition(":")[0] for one in told] == [*gone[:5], "And 2 more."]


def test_a_contradiction_that_nobody_could_see_is_told_first(
    client: httpx.Client, library: Library, root: Path
) -> None:
    video(root / "Moss (2019)" / "S01E01.mkv")
    library.scanner.scan()
    body = {"folder": "Moss (2019)", "site": "site", "ref": "moss"}
    refused = client.post("/api/folders/accept", json=body)
    assert refused.status_code == 409
    assert refused.json()["detail"] == "Moss is of 2001, the folder of 2019."
    assert texts(settled(client, "/folders?show=doubtful"), "legend") == ["Moss (2019)", "Oakk"]
    told = press(client, "/folders/decide", do="accept", folder="Moss (2019)", choice="site moss")
    assert told == "Moss (2019) is the folder of Moss."
