"""``GET /api/missing``: what the whole library misses, page by page, with reasons."""

import httpx
from attrs import evolve

from aniworld_core.entities import EpisodeId, Language, Reason
from aniworld_core.library import Library
from aniworld_core.testing.arrange import put, show


def test_episodes_are_grouped_by_series(client: httpx.Client, library: Library) -> None:
    put(library, "fern", "Fern", count=2)
    put(library, "moss", "Moss", count=1)
    library.catalog.ignore("fern", EpisodeId(1, 2))
    page = client.get("/api/missing").json()
    assert page["next"] is None
    assert page["counts"] == dict.fromkeys(Reason, 0) | {"not-downloaded": 2, "ignored": 1}
    assert [one["key"] for one in page["items"]] == ["fern", "moss"]
    assert page["items"][0] == {
        "key": "fern",
        "name": "Fern",
        "folder": None,
        "languages": [],
        "episodes": [
            {
                "episode": f"S01E00{number}",
                "season": 1,
                "number": number,
                "title": "",
                "reason": reason,
                "languages": ["ger-dub"],
                "error": "",
                "next_try": None,
                "waits_until": None,
            }
            for number, reason in ((1, "not-downloaded"), (2, "ignored"))
        ],
    }


def test_reasons_and_series_narrow_the_list(client: httpx.Client, library: Library) -> None:
    put(library, "fern", "Fern")
    put(library, "moss", "Moss")
    library.store.series.put(
        evolve(show(EpisodeId(1, 1), key="rose"), languages=(Language("other:ita"),))
    )
    library.catalog.ignore("moss", EpisodeId(1, 2))
    library.queue.add("moss", [EpisodeId(1, 3)])

    def found(query: str) -> dict[str, list[str]]:
        items = client.get(f"/api/missing?{query}").json()["items"]
        return {one["key"]: [part["episode"] for part in one["episodes"]] for one in items}

    assert found("reason=ignored&reason=queued") == {"moss": ["S01E002", "S01E003"]}
    assert found("reason=waiting-for-language") == {"rose": ["S01E001"]}
    assert found("key=fern&key=rose&reason=not-downloaded") == {
        "fern": ["S01E001", "S01E002", "S01E003"]
    }
    counts = client.get("/api/missing?key=moss&reason=ignored").json()["counts"]
    assert (counts["ignored"], counts["queued"], counts["not-downloaded"]) == (1, 1, 1)


def test_pages_hold_while_the_library_changes(client: httpx.Client, library: Library) -> None:
    for number in range(120):
        put(library, f"show-{number:03}", f"Show {number}", count=1)
    first = client.get("/api/missing?limit=50").json()
    library.catalog.remove("show-049")
    put(library, "show-049x", "New", count=1)
    put(library, "show-000x", "Too late", count=1)
    second = client.get(f"/api/missing?limit=50&after={first['next']}").json()
    third = client.get(f"/api/missing?limit=50&after={second['next']}").json()
    keys = [one["key"] for page in (first, second, third) for one in page["items"]]
    assert keys == sorted({f"show-{number:03}" for number in range(120)} | {"show-049x"})
    assert third["next"] is None
    assert first["counts"]["not-downloaded"] == 120


def test_it_is_not_sent_again_before_it_changes(client: httpx.Client, library: Library) -> None:
    put(library, "fern", "Fern")
    etag = client.get("/api/missing").headers["etag"]
    assert client.get("/api/missing", headers={"If-None-Match": etag}).status_code == 304
    library.queue.add("fern", [EpisodeId(1, 1)])
    assert client.get("/api/missing", headers={"If-None-Match": etag}).status_code == 200


def test_what_cannot_be_asked_is_refused(client: httpx.Client, stranger: httpx.Client) -> None:
    assert client.get("/api/missing?key=moss").status_code == 404
    for query in ("key=No%20Key", "reason=none", "reason=", "limit=0", "after=", "reasons=queued"):
        assert client.get(f"/api/missing?{query}").status_code == 422, query
    assert stranger.get("/api/missing").status_code == 401
