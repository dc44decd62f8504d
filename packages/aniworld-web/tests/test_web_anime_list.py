"""``GET /api/anime``: pages that hold while the list changes, filters, and what is not read twice."""

from collections.abc import Iterator

import httpx
from attrs import evolve

from aniworld_core.entities import EpisodeId, Series
from aniworld_core.library import Library
from aniworld_core.testing.arrange import put, show, video


def pages(client: httpx.Client, **query: str | int) -> Iterator[list[str]]:
    """Yield the keys of each page, from the first to the last."""
    after: dict[str, str] = {}
    while True:
        page = client.get("/api/anime", params={**query, **after}).json()
        yield [one["key"] for one in page["items"]]
        if page["next"] is None:
            return
        after = {"after": page["next"]}


def test_a_summary_tells_what_a_list_needs(client: httpx.Client, library: Library) -> None:
    library.store.series.put(
        evolve(
            show(*(EpisodeId(1, number) for number in range(1, 4)), key="fern", title="Fern"),
            folder="Fern (2013)",
            link="https://catalogue.test/fern",
        )
    )
    assert client.get("/api/anime").json() == {
        "items": [
            {
                "key": "fern",
                "name": "Fern",
                "site": "site",
                "folder": "Fern (2013)",
                "missing_episodes": 3,
                "link": "https://catalogue.test/fern",
                "year": 2013,
                "episodes": 3,
                "monitored": True,
            }
        ],
        "next": None,
    }


def test_pages_hold_every_series_once(client: httpx.Client, library: Library) -> None:
    keys = [f"show-{number:03}" for number in range(250)]
    library.store.series.put(*(show(key=key) for key in keys))
    found = list(pages(client, limit=100))
    assert [len(page) for page in found] == [100, 100, 50]
    assert [key for page in found for key in page] == keys
    assert [len(page) for page in pages(client, limit=125)] == [125, 125]


def test_pages_stay_whole_while_series_come_and_go(client: httpx.Client, library: Library) -> None:
    keys = [f"show-{number:03}" for number in range(0, 300, 2)]
    library.store.series.put(*(show(key=key) for key in keys))
    walk = pages(client, limit=50)
    seen = next(walk)
    library.catalog.remove(seen[-1])  # the cursor's own series
    library.catalog.remove("show-150")
    library.store.series.put(show(key="show-001"), show(key="show-201"))
    seen += [key for page in walk for key in page]
    assert seen == sorted({*keys, "show-201"} - {"show-150"})


def test_a_list_can_be_narrowed(client: httpx.Client, library: Library) -> None:
    rose = evolve(show(key="red-rose", title="Red Rose"), provider="other", monitored=False)
    library.store.series.put(rose)
    put(library, "fern", "Fern")
    put(library, "moss", "Moss")
    narrowed: dict[str, list[str]] = {
        "text=ROSE": ["red-rose"],
        "text=%25": [],
        "text=%E2%80%AE'%22--;%3Cscript%3E": [],
        "provider=other": ["red-rose"],
        "provider=nobody": [],
        "has_missing=true": ["fern", "moss"],
        "has_missing=false": ["red-rose"],
        "monitored=false": ["red-rose"],
        "text=r&provider=site": ["fern"],
        "after=fern": ["moss", "red-rose"],
        "after=gone-long-ago": ["moss", "red-rose"],
    }
    found = {
        query: [one["key"] for one in client.get(f"/api/anime?{query}").json()["items"]]
        for query in narrowed
    }
    assert found == narrowed


def test_a_wrong_query_is_told_by_its_place(client: httpx.Client) -> None:
    wrong = {
        "limit=0": "limit",
        "limit=501": "limit",
        "limit=99999999999999999999999": "limit",
        "limit=ten": "limit",
        "after=No%20Key": "after",
        "has_missing=perhaps": "has_missing",
        "text=%00": "text",
        "text=a&text=b": "text",
        "page=2": "page",
        "monitored=null": "monitored",
    }
    for query, place in wrong.items():
        refused = client.get(f"/api/anime?{query}")
        assert refused.status_code == 422, query
        assert refused.headers["content-type"] == "application/problem+json"
        assert [one["path"] for one in refused.json()["errors"]] == [place]


def test_a_list_that_did_not_change_is_not_sent_again(
    client: httpx.Client, library: Library, fern: Series
) -> None:
    first = client.get("/api/anime")
    etag = first.headers["etag"]
    assert first.headers["cache-control"] == "private, no-cache"
    for known in (etag, f"W/{etag}", f'"other", {etag}'):
        again = client.get("/api/anime", headers={"If-None-Match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == etag
    library.catalog.add(fern.ref)
    changed = client.get("/api/anime", headers={"If-None-Match": etag})
    assert changed.status_code == 200
    assert changed.headers["etag"] != etag


def test_what_a_scan_found_counts_in_the_list(
    client: httpx.Client, library: Library, fern: Series
) -> None:
    library.catalog.add(fern.ref)
    video(library.config.root / "Fern (2013)/Fern S01E01.mp4")
    assert client.get("/api/anime").json()["items"][0]["missing_episodes"] == 6
    library.scanner.scan()
    (found,) = client.get("/api/anime").json()["items"]
    assert (found["folder"], found["missing_episodes"]) == ("Fern (2013)", 5)


def test_a_stranger_sees_nothing(stranger: httpx.Client, library: Library) -> None:
    library.store.series.put(show(key="secret"))
    refused = stranger.get("/api/anime")
    assert refused.status_code == 401
    assert "secret" not in refused.text


def test_a_list_is_found_with_a_slash_too(client: httpx.Client) -> None:
    plain, slashed = client.get("/api/anime"), client.get("/api/anime/")
    assert (slashed.status_code, slashed.content) == (200, plain.content)
    assert client.get("/api/v1/config/").status_code == 200
