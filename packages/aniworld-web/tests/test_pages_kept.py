"""The page of kept files: what failed its check and what was replaced, and what is done with them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser

from aniworld_core.entities import GER_SUB, EpisodeId, Quarantined, SeriesKey, Trashed
from aniworld_core.library import Library
from aniworld_core.stash import QuarantineBin, TrashBin, new_id
from aniworld_core.testing.arrange import put, video
from tools.pages import page, texts

FERN, FIRST = SeriesKey("fern"), EpisodeId(1, 1)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
PAYLOAD = "<img src=x onerror=alert(1)>"


@pytest.fixture(autouse=True)
def registered(library: Library) -> None:
    put(library, "fern", "Fern", 2013)


def fail(library: Library, root: Path, text: str = "It is cut off.", *, after: int = 0) -> str:
    """Put a file into quarantine, and return its id."""
    name = f"came-{after}.mp4"
    record = Quarantined(
        id=new_id(NOON + timedelta(minutes=after)),
        at=NOON + timedelta(minutes=after),
        key=FERN,
        episode=EpisodeId(1, after + 1),
        hoster=text,
        language=GER_SUB,
        reason=text,
        file=name,
        size=2_000_000,
    )
    QuarantineBin(root).put(record, video(root.parent / name))
    return library.quarantine.all()[-1].id


def replace(library: Library, root: Path) -> str:
    """Put a file of the library into the trash, and return its id."""
    path = "Fern (2013)/Fern S01E01.mp4"
    video(root / path)
    record = Trashed(
        id=new_id(NOON),
        at=NOON,
        key=FERN,
        episodes=(FIRST,),
        language=None,
        reason="A better one came.",
        path=path,
        size=3_000_000,
    )
    TrashBin(root).put(record)
    return library.trash.all()[-1].id


def send(client: httpx.Client, address: str, **form: str) -> str:
    """Send a form, follow it as a browser does, and return the note that is shown."""
    answer = client.post(address, data=form, follow_redirects=True)
    assert answer.status_code == 200
    (note,) = texts(LexborHTMLParser(answer.text), "#notes")
    return note


def test_a_replaced_file_changes_places_with_its_successor(
    client: httpx.Client, library: Library, root: Path
) -> None:
    id = replace(library, root)
    there = video(root / library.trash.get(id).path, b"better")
    (swap,) = page(client, "/system/kept").css(f"#swap-{id}")
    asked = page(client, swap.attributes["href"] or "")
    assert "Swap it with the file that is there?" in texts(asked, "h1")
    assert there.read_bytes() == b"better"
    assert (
        "Swap it with"
        in client.post("/system/kept", data={"id": id, "do": "restore"}, follow_redirects=True).text
    ), "the place was taken meanwhile"
    assert send(client, "/system/kept", id=id, do="swap").startswith("It is there again")
    assert there.read_bytes() != b"better"
    client.headers["accept-language"] = "de"
    (one,) = texts(page(client, "/system/kept"), ".kept")
    assert "Die Datei davor wurde zurückgelegt." in one
    gone = client.get(f"/system/kept/swap?id={id}")
    assert gone.status_code == 404


def test_nothing_kept_is_good_news(client: httpx.Client) -> None:
    tree = page(client, "/system/kept")
    assert "Every file passed its check." in texts(tree, "#kept")[0]
    assert "The trash is empty." in texts(tree, "#kept")[0]
    assert not tree.css("#kept form")


def test_both_kinds_are_shown_with_why(client: httpx.Client, library: Library, root: Path) -> None:
    fail(library, root)
    replace(library, root)
    failed, replaced = texts(page(client, "/system/kept"), ".kept")
    for part in ("Fern", "S01E001", "DE sub", "It is cut off.", "2.0 MB", "came-0.mp4"):
        assert part in failed.replace("\N{NO-BREAK SPACE}", " ")
    for part in ("Fern", "S01E001", "A better one came.", "Fern (2013)/Fern S01E01.mp4"):
        assert part in replaced


def test_an_episode_is_downloaded_again(client: httpx.Client, library: Library, root: Path) -> None:
    id = fail(library, root)
    assert send(client, "/system/kept", do="retry", id=id) == "1 episode is in the queue."
    assert [str(item.episode) for item in library.queue.page()] == ["S01E001"]
    assert "has no" in send(client, "/system/kept", do="retry", id=id)


def test_a_file_is_put_back(client: httpx.Client, library: Library, root: Path) -> None:
    id = replace(library, root)
    told = send(client, "/system/kept", do="restore", id=id)
    assert told == "It is there again: Fern (2013)/Fern S01E01.mp4"
    assert (root / "Fern (2013)" / "Fern S01E01.mp4").is_file()


def test_files_are_deleted_only_after_a_question(
    client: httpx.Client, library: Library, root: Path
) -> None:
    first, second = fail(library, root), fail(library, root, after=1)
    asked = page(client, f"/system/kept/delete?kind=failed&id={first}")
    assert texts(asked, "h1") == ["Delete it for good?"]
    assert "came-0.mp4" in texts(asked, "main")[0]
    assert len(library.quarantine.all()) == 2
    told = send(client, "/system/kept/delete", kind="failed", id=first)
    assert told == "1 file was deleted."
    assert [one.id for one in library.quarantine.all()] == [second]
    assert "Delete all" in texts(page(client, "/system/kept/delete?kind=failed"), "h1")[0]
    assert send(client, "/system/kept/delete", kind="failed") == "1 file was deleted."
    replace(library, root)
    assert texts(page(client, "/system/kept/delete?kind=replaced"), "h1") == ["Empty the trash?"]
    assert send(client, "/system/kept/delete", kind="replaced") == "1 file was deleted."
    for kind in ("failed", "replaced", "", "__class__"):
        answer = client.get("/system/kept/delete", params={"kind": kind})
        assert answer.headers["location"] == "/system/kept"


def test_a_long_list_has_pages(client: httpx.Client, library: Library, root: Path) -> None:
    for number in range(52):
        fail(library, root, after=number)
    tree = page(client, "/system/kept")
    assert len(tree.css(".kept")) == 50
    assert "came-51.mp4" in texts(tree, ".kept")[0], "the newest is first"
    following = tree.css_first('a[rel="next"]')
    assert following is not None
    rest = texts(page(client, following.attributes["href"] or ""), ".kept")
    assert len(rest) == 2
    assert "came-0.mp4" in rest[-1]


def test_foreign_texts_stay_texts(client: httpx.Client, library: Library, root: Path) -> None:
    id = fail(library, root, PAYLOAD)
    for address in ("/system/kept", f"/system/kept/delete?kind=failed&id={id}"):
        tree = page(client, address)
        assert not tree.css("#content img")
    assert PAYLOAD in texts(page(client, "/system/kept"), ".kept-reason")[0]


def test_buttons_of_no_sense_change_nothing(
    client: httpx.Client, library: Library, root: Path
) -> None:
    id = fail(library, root)
    assert "unknown" in send(client, "/system/kept", do="explode", id=id)
    assert "unknown" in send(client, "/system/kept/delete", kind="all", id=id)
    assert "has no" in send(client, "/system/kept/delete", kind="failed", id="../..")
    assert len(library.quarantine.all()) == 1


def test_it_speaks_german(client: httpx.Client, library: Library, root: Path) -> None:
    fail(library, root)
    client.headers["accept-language"] = "de"
    assert "Prüfung nicht bestanden" in texts(page(client, "/system/kept"), "h2")[0]
