"""``GET /api/history``: what was done, the newest first, page by page."""

from datetime import UTC, datetime, timedelta

import httpx

from aniworld_core.entities import GER_DUB, EpisodeId, HistoryEntry, HistoryKind, SeriesKey
from aniworld_core.library import Library

BEGIN = datetime(2026, 1, 2, 3, 4, 5, 678_900, tzinfo=UTC)


def note(library: Library, number: int, key: str = "fern") -> None:
    """Append an entry about an episode."""
    library.store.history.append(
        HistoryEntry(
            key=SeriesKey(key),
            episode=EpisodeId(1, number),
            at=BEGIN + timedelta(minutes=number),
            kind=HistoryKind.TRIED,
            text="<script>\u0000",
            hoster="VOE",
            language=GER_DUB,
            path="Fern/Fern S01E01.mp4",
        )
    )


def test_an_entry_tells_all_that_is_known(client: httpx.Client, library: Library) -> None:
    note(library, 1)
    page = client.get("/api/history").json()
    (found,) = page["items"]
    assert isinstance(found.pop("id"), int)
    assert found == {
        "key": "fern",
        "episode": "S01E001",
        "at": "2026-01-02T03:05:05.678Z",
        "kind": "tried",
        "text": "<script>\u0000",
        "hoster": "VOE",
        "language": "ger-dub",
        "path": "Fern/Fern S01E01.mp4",
    }
    assert page["next"] is None


def test_pages_hold_while_more_is_done(client: httpx.Client, library: Library) -> None:
    for number in range(1, 121):
        note(library, number)
    seen: list[str] = []
    after: dict[str, int] = {}
    for page in range(3):
        found = client.get("/api/history", params={"limit": 50, **after}).json()
        seen += [one["episode"] for one in found["items"]]
        after = {"after": found["next"]}
        note(library, 900 + page)
    assert seen == [f"S01E{number:03}" for number in range(120, 0, -1)]
    assert after == {"after": None}


def test_series_and_episode_narrow_it(client: httpx.Client, library: Library) -> None:
    for key in ("fern", "moss"):
        for number in (1, 2):
            note(library, number, key)

    def found(query: str) -> list[str]:
        items = client.get(f"/api/history?{query}").json()["items"]
        return [f"{one['key']} {one['episode']}" for one in items]

    assert found("key=moss") == ["moss S01E002", "moss S01E001"]
    assert found("episode=s1e2") == ["moss S01E002", "fern S01E002"]
    assert found("key=fern&episode=S01E001") == ["fern S01E001"]
    assert found("key=rose") == []


def test_what_cannot_be_asked_is_refused(client: httpx.Client, stranger: httpx.Client) -> None:
    for query in (
        "key=No%20Key",
        "episode=S01",
        "episode=%D9%A0",
        "after=-1",
        "after=9223372036854775808",
        "limit=501",
    ):
        assert client.get(f"/api/history?{query}").status_code == 422, query
    assert client.get("/api/history?after=9223372036854775807").status_code == 200
    assert stranger.get("/api/history").status_code == 401
