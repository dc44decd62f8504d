"""How long a series waits for its first language, and what is replaced once that is offered."""

from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from attrs import evolve
from selectolax.lexbor import LexborHTMLParser

from aniworld_core.clock import utc_now
from aniworld_core.entities import (
    GER_DUB,
    GER_SUB,
    EpisodeFile,
    EpisodeId,
    FolderScan,
    SeriesKey,
)
from aniworld_core.library import Library
from aniworld_core.testing.arrange import show
from tools.pages import page, texts

FERN, MOSS = SeriesKey("fern"), SeriesKey("moss")


@pytest.fixture(autouse=True)
def there(library: Library) -> None:
    """Let two series have a file in the second language; of one, the first is offered."""
    for key, offered in ((FERN, (GER_DUB, GER_SUB)), (MOSS, (GER_SUB,))):
        made = show(EpisodeId(1, 1), key=key, title=key.title())
        (episode,) = made.episodes
        library.store.series.put(
            evolve(
                made,
                folder=key.title(),
                languages=(GER_DUB, GER_SUB),
                episodes=(evolve(episode, languages=offered),),
            )
        )
        path = f"{key.title()}/{key.title()} S01E01.mp4"
        kept = EpisodeFile(
            path=path, episodes=(EpisodeId(1, 1),), size=9, mtime=1, language=GER_SUB
        )
        library.store.files.record(FolderScan(folder=key.title(), device=1, dirs={}, files=(kept,)))


def send(client: httpx.Client, address: str, **form: str | list[str]) -> str:
    """Send a form, follow it as a browser does, and return the note that is shown."""
    answer = client.post(address, data=form, follow_redirects=True)
    assert answer.status_code == 200
    (note,) = texts(LexborHTMLParser(answer.text), "#notes")
    return note


def test_programs_change_the_policy(client: httpx.Client, library: Library) -> None:
    changed = client.put("/api/anime/fern", json={"wait_days": 7, "replace": True}).json()
    assert (changed["wait_days"], changed["replace"]) == (7, True)
    changed = client.put("/api/anime/fern", json={"monitored": True}).json()
    assert (changed["wait_days"], changed["replace"]) == (7, True)
    changed = client.put("/api/anime/fern", json={"wait_days": None, "replace": None}).json()
    assert (changed["wait_days"], changed["replace"]) == (None, None)
    for wrong in ({"wait_days": -1}, {"wait_days": 4000}, {"wait_days": "x"}, {"replace": 1}):
        assert client.put("/api/anime/fern", json=wrong).status_code == 422
    assert library.catalog.get("fern").wait_days is None


def test_a_person_changes_the_policy(client: httpx.Client, library: Library) -> None:
    wishes: dict[str, str | list[str]] = {"monitored": "1", "language": ["ger-dub", "ger-sub"]}
    where = "/series/fern/wishes"
    assert send(client, where, wait_days="7", replace="1", **wishes) == "Saved."
    series = library.catalog.get("fern")
    assert (series.wait_days, series.replace) == (7, True)
    tree = page(client, "/series/fern")
    days, chosen = tree.css_first("#wait-days"), tree.css_first("#replace [selected]")
    assert days is not None
    assert chosen is not None
    assert (days.attributes["value"], chosen.attributes["value"]) == ("7", "1")
    assert send(client, where, wait_days="", replace="", **wishes) == "Saved."
    series = library.catalog.get("fern")
    assert (series.wait_days, series.replace) == (None, None)
    for wrong in ("-1", "x", "1.5", "99999"):
        answer = client.post(
            where, data={"wait_days": wrong, "replace": "0", "language": "eng-sub"}
        )
        assert answer.status_code == 422
        tree = LexborHTMLParser(answer.text)
        days, chosen = tree.css_first("#wait-days"), tree.css_first("#replace [selected]")
        assert days is not None
        assert chosen is not None
        assert (days.attributes["value"], days.attributes["aria-invalid"]) == (wrong, "true")
        assert chosen.attributes["value"] == "0", "what else was chosen stays"
        assert [one.attributes["value"] for one in tree.css("[name=language] [selected]")] == [
            "eng-sub"
        ]
        assert not tree.css("[name=monitored][checked]")
        assert texts(tree, "#problem-wait-days")[0]
    assert library.catalog.get("fern").wait_days is None


def test_better_languages_are_listed_by_series(client: httpx.Client, library: Library) -> None:
    assert client.get("/api/upgrades").json() == {"items": [], "total": 0, "next": None}
    for key in (FERN, MOSS):
        library.catalog.configure(key, replace=True)
    found = client.get("/api/upgrades").json()
    assert [one["key"] for one in found["items"]] == ["fern", "moss"]
    assert found["items"][0]["episodes"] == [
        {
            "episode": "S01E001",
            "path": "Fern/Fern S01E01.mp4",
            "has": "ger-sub",
            "better": ["ger-dub"],
            "wanted": ["ger-dub"],
            "queued": False,
            "failed": None,
        }
    ]
    assert found["items"][1]["episodes"][0]["better"] == []
    offered = client.get("/api/upgrades?offered=true").json()
    assert [one["key"] for one in offered["items"]] == ["fern"]
    first = client.get("/api/upgrades?limit=1").json()
    assert (first["next"], first["total"]) == ("fern", 2)
    rest = client.get("/api/upgrades?limit=1&after=fern").json()
    assert ([one["key"] for one in rest["items"]], rest["next"]) == (["moss"], None)
    assert client.get("/api/upgrades?key=rose").status_code == 404
    (episode,) = client.get("/api/anime/fern").json()["episodes"]
    assert episode["upgrade"]["better"] == ["ger-dub"]


def test_a_person_sees_and_queues_them(client: httpx.Client, library: Library) -> None:
    assert "Nothing is to be replaced" in texts(page(client, "/missing/upgrades"), "h2")
    for key in (FERN, MOSS):
        library.catalog.configure(key, replace=True)
    tree = page(client, "/missing/upgrades")
    assert texts(tree, ".reason") == ["Offered in German", "Waits for German"]
    assert [one.attributes["value"] for one in tree.css("input[name=episode]")] == ["fern S01E001"]
    where = {"do": "ticked", "back": "/missing/upgrades"}
    assert send(client, "/missing", episode="fern S01E001", **where) == "1 episode is in the queue."
    (item,) = library.queue.page()
    assert (item.wanted.languages, item.wanted.better_than) == ((GER_DUB,), GER_SUB)
    tree = page(client, "/missing/upgrades")
    assert texts(tree, ".reason") == ["Better language in the queue", "Waits for German"]
    assert texts(page(client, "/series/fern"), ".reason") == [
        "On disk DE sub Better language in the queue"
    ]


def test_who_waits_for_the_first_language_is_told_until_when(
    client: httpx.Client, library: Library, root: Path
) -> None:
    made = show(EpisodeId(1, 1), key="rose", title="Rose")
    offered = evolve(made.episodes[0], languages=(GER_SUB,), offered=utc_now() - timedelta(days=1))
    library.store.series.put(
        evolve(made, languages=(GER_DUB, GER_SUB), wait_days=7, episodes=(offered,))
    )
    (told,) = client.get("/api/missing?key=rose").json()["items"][0]["episodes"]
    assert told["reason"] == "waiting-for-language"
    assert told["waits_until"] is not None
    (reason,) = texts(page(client, "/series/rose"), ".reason")
    assert "The first language is waited for until" in reason
    (reason,) = texts(page(client, "/missing?reason=waiting-for-language"), ".reason")
    assert "Then another wanted one is taken." in reason
