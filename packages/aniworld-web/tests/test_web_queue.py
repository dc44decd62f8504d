"""The queue by its REST interface: what it takes, lists and refuses."""

import httpx
import pytest

from aniworld_core.entities import Series
from aniworld_core.library import Library


@pytest.fixture(autouse=True)
def registered(library: Library, fern: Series) -> None:
    library.store.series.put(fern)


def add(client: httpx.Client, *episodes: str, priority: int = 0) -> list[int]:
    body = {"serie_id": "fern", "episodes": episodes, "priority": priority}
    answer = client.post("/api/queue/add", json=body)
    assert answer.status_code == 200, answer.text
    return [item["id"] for item in answer.json()["items"]]


def order(client: httpx.Client) -> list[str]:
    return [item["episode"] for item in client.get("/api/queue").json()["items"]]


def test_an_item_tells_all_that_is_known_of_it(client: httpx.Client) -> None:
    body = {"serie_id": "fern", "serie_folder": "elsewhere", "serie_name": "x"}
    (item,) = client.post("/api/queue/add", json=body | {"episodes": ["s1e2"]}).json()["items"]
    assert item["added"].endswith("Z")
    assert {name: item[name] for name in item if name not in {"id", "added", "languages"}} == {
        "serie_id": "fern",
        "serie_folder": None,
        "serie_name": "Fern",
        "episode": "S01E002",
        "status": "queued",
        "progress": {
            "received": 0,
            "total": None,
            "percent": None,
            "speed": None,
            "eta_seconds": None,
        },
        "reason": "",
        "attempts": 0,
        "next_try": None,
        "priority": 0,
        "worker": None,
        "started": None,
        "finished": None,
    }
    assert client.get(f"/api/queue/{item['id']}").json() == item


def test_the_same_episode_twice_is_one_item(client: httpx.Client) -> None:
    (first,) = add(client, "S01E01")
    assert add(client, "S01E01-E02", "S01E01")[0] == first
    assert order(client) == ["S01E001", "S01E002"]


def test_without_episodes_all_that_is_missing_is_queued(client: httpx.Client) -> None:
    (first,) = add(client, "S01E04")
    assert len(add(client)) == 5
    client.delete(f"/api/queue/{first}")
    assert client.post("/api/queue/add-all", json={}).json() == {"count": 1}
    assert len(order(client)) == 6


def test_a_language_of_the_request_wins(client: httpx.Client) -> None:
    body = {"serie_id": "fern", "episodes": ["S01E01"], "languages": ["ger-dub"]}
    (item,) = client.post("/api/queue/add", json=body).json()["items"]
    assert item["languages"] == ["ger-dub"]


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        ({"serie_id": "fern", "episodes": ["S09E01"]}, 404, "episode-not-found"),
        ({"serie_id": "fern", "episodes": ["tomorrow"]}, 422, "invalid-value"),
        ({"serie_id": "nobody"}, 404, "series-not-found"),
        ({"serie_id": "../etc"}, 422, "invalid-request"),
        ({"serie_id": "fern", "priority": 2**70}, 422, "invalid-request"),
        ({"serie_id": "fern", "folder": "x"}, 422, "invalid-request"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_cannot_be_queued_is_told(
    client: httpx.Client, body: dict[str, object], status: int, kind: str
) -> None:
    answer = client.post("/api/queue/add", json=body)
    assert (answer.status_code, answer.json()["type"]) == (status, f"urn:aniworld:error:{kind}")
    assert order(client) == []


def test_pages_follow_one_another(client: httpx.Client) -> None:
    ids = add(client)
    seen: list[int] = []
    after: dict[str, int] = {}
    while True:
        page = client.get("/api/queue", params={"limit": 4, **after}).json()
        assert page["total"] == 6
        seen += [item["id"] for item in page["items"]]
        if page["next"] is None:
            break
        after = {"after": page["next"]}
    assert seen == ids


def test_items_are_moved(client: httpx.Client) -> None:
    one, two, three = add(client, "S01E01-E03")
    client.post(f"/api/queue/{three}/move", json={"before": two})
    assert order(client) == ["S01E001", "S01E003", "S01E002"]
    client.post(f"/api/queue/{two}/move", json={"before": "to_front"})
    assert order(client) == ["S01E002", "S01E001", "S01E003"]
    client.post(f"/api/queue/{two}/move", json={"before": None})
    assert order(client) == ["S01E001", "S01E003", "S01E002"]
    assert client.post(f"/api/queue/{one}/move", json={"before": 10**9}).status_code == 404


def test_an_item_is_paused_and_resumed(client: httpx.Client) -> None:
    (id,) = add(client, "S01E01")
    for _ in range(2):  # a second time nothing changes
        assert client.post(f"/api/queue/{id}/pause").json()["status"] == "paused"
    assert client.get("/api/queue/status").json()["statistics"]["paused"] == 1
    for _ in range(2):
        assert client.post(f"/api/queue/{id}/resume").json()["status"] == "queued"


def test_the_whole_queue_is_paused_and_resumed(client: httpx.Client) -> None:
    assert not client.get("/api/queue/status").json()["is_paused"]
    assert client.post("/api/queue/pause").json() == {"is_running": False, "is_paused": True}
    assert client.get("/api/queue/status").json()[
        "is_paused"
    ]  # at once, although it was kept ready
    assert client.post("/api/queue/resume").json() == {"is_running": False, "is_paused": False}
    assert not client.get("/api/queue/status").json()["is_paused"]


def test_an_item_is_removed(client: httpx.Client) -> None:
    one, two = add(client, "S01E01-E02")
    assert client.delete(f"/api/queue/{one}").status_code == 204
    answer = client.delete(f"/api/queue/{one}")
    assert (answer.status_code, answer.json()["type"]) == (404, "urn:aniworld:error:item-not-found")
    assert [item["id"] for item in client.get("/api/queue").json()["items"]] == [two]


@pytest.mark.parametrize("id", ["0", "9" * 18, "9" * 19, "9" * 5000, "-1", "x", "1%00", "٣"])
def test_ids_that_are_none_are_not_found(client: httpx.Client, id: str) -> None:
    assert client.get(f"/api/queue/{id}").status_code == 404


def test_a_list_that_did_not_change_is_not_sent_again(client: httpx.Client) -> None:
    add(client, "S01E01")
    etag = client.get("/api/queue/status").headers["etag"]
    assert client.get("/api/queue/status", headers={"If-None-Match": etag}).status_code == 304
    add(client, "S01E02")
    assert client.get("/api/queue/status", headers={"If-None-Match": etag}).status_code == 200
