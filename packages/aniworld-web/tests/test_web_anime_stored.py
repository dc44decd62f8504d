"""The story of a series over REST, on the store that people have: an SQLite file."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from attrs import evolve

import aniworld_stores_sql
from aniworld_core.config import parse
from aniworld_core.library import Library
from aniworld_core.plugins import PluginManager
from aniworld_core.testing.arrange import show, video
from aniworld_core.testing.world import World
from aniworld_web.scans import Scan


@pytest.fixture
def library(world: World, root: Path, tmp_path: Path) -> Iterator[Library]:
    """Return an open library that is kept in an SQLite file."""
    config = parse(
        {
            "library": str(root),
            "data": str(tmp_path / "data"),
            "plugins": {"web": {"download": False}},
        }
    )
    manager = PluginManager()
    manager.add(world, "world")
    manager.add(aniworld_stores_sql, "sql")
    with Library.open(config, plugins=manager) as library:
        yield library


def test_a_series_from_its_link_to_its_removal(client: httpx.Client, library: Library) -> None:
    video(library.config.root / "Fern (2013)/Fern S01E01.mp4")
    added = client.post("/api/anime/add", json={"link": "https://catalogue.test/fern"}).json()
    Scan(offline=True).run(library, lambda done, total: None)
    (listed,) = client.get("/api/anime?has_missing=true&text=FER").json()["items"]
    assert (listed["missing_episodes"], listed["folder"]) == (5, "Fern (2013)")
    body = {"monitored": False, "languages": ["eng-sub"]}
    changed = client.put("/api/anime/fern", json=body).json()
    assert changed["counts"] == dict.fromkeys(added["counts"], 0) | {"on-disk": 1, "ignored": 5}
    client.put("/api/anime/fern", json={"monitored": True, "languages": []})
    client.post("/api/anime/fern/ignore", json={"episodes": ["S00", "S01E02-E03"]})
    library.queue.add("fern")
    missing = client.get("/api/missing?reason=queued").json()
    assert [one["episode"] for one in missing["items"][0]["episodes"]] == ["S01E004", "S01E005"]
    assert (missing["counts"]["queued"], missing["counts"]["ignored"]) == (2, 3)
    entries = client.get("/api/history?key=fern&limit=1").json()
    older = client.get(f"/api/history?key=fern&limit=1&after={entries['next']}").json()
    told = [one["episode"] for page in (entries, older) for one in page["items"]]
    assert told == ["S01E005", "S01E004"]
    assert client.delete("/api/anime/fern").status_code == 204
    assert client.get("/api/anime/Fern%20(2013)").status_code == 404
    restored = client.post("/api/anime/fern/restore").json()
    assert (restored["counts"]["on-disk"], restored["counts"]["ignored"]) == (1, 3)


def test_hundreds_of_series_come_page_by_page(client: httpx.Client, library: Library) -> None:
    keys = [f"show-{number:03}" for number in range(0, 600, 2)]
    library.store.series.put(*(show(key=key, title=f"100%_{key}\\") for key in keys))
    seen: list[str] = []
    after = ""
    while True:
        page = client.get(f"/api/anime?limit=70&text=100%25_SHOW{after}").json()
        seen += [one["key"] for one in page["items"]]
        if page["next"] is None:
            break
        library.catalog.remove(page["next"])
        library.store.series.put(evolve(show(key="aaa"), title="100%_show-000"))
        after = f"&after={page['next']}"
    assert seen == keys
