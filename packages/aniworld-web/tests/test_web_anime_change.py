"""What the user decides about a series: folder, languages, followed or not, ignored, removed, restored."""

import httpx
from attrs import evolve

from aniworld_core.entities import EpisodeId, QueueState, Series
from aniworld_core.library import Library
from aniworld_core.testing.arrange import show, video


def kind(answer: httpx.Response) -> tuple[int, str]:
    """Return status and kind of a problem."""
    name: str = answer.json()["type"]
    return answer.status_code, name.removeprefix("urn:aniworld:error:")


def test_languages_and_whether_it_is_followed(
    client: httpx.Client, library: Library, fern: Series
) -> None:
    library.catalog.add(fern.ref)
    changed = client.put("/api/anime/fern", json={"languages": ["eng-sub", "other:ita"]})
    assert changed.status_code == 200
    assert changed.json()["languages"] == ["eng-sub", "other:ita"]
    assert changed.json()["counts"]["waiting-for-language"] == 6
    changed = client.put("/api/anime/fern", json={"monitored": False})
    assert changed.json()["languages"] == ["eng-sub", "other:ita"]
    assert changed.json()["monitored"] is False
    assert client.get("/api/anime/fern").json() == changed.json()
    changed = client.put("/api/anime/fern", json={"languages": [], "monitored": True})
    assert changed.json()["counts"]["not-downloaded"] == 6
    assert client.put("/api/anime/fern", json={}).json() == changed.json()


def test_a_folder_is_one_that_is_there_and_free(
    client: httpx.Client, library: Library, fern: Series
) -> None:
    library.catalog.add(fern.ref)
    library.store.series.put(evolve(show(key="moss"), folder="Moss"))
    for folder in ("Farn", "Moss"):
        video(library.config.root / folder / f"{folder} S01E01.mp4")
    body = {"folder": "Moss", "monitored": False}
    taken = client.put("/api/anime/fern", json=body)
    assert (kind(taken), taken.json()["key"]) == ((409, "already-there"), "moss")
    for folder in ("Nowhere", "../library/Farn", "/", "Farn/../Moss", "\u0000", ".aniworld"):
        refused = client.put("/api/anime/fern", json={"folder": folder, "monitored": False})
        assert kind(refused) == (404, "not-found"), folder
    unchanged = client.get("/api/anime/fern").json()
    assert (unchanged["folder"], unchanged["monitored"]) == (None, True)
    matched = client.put("/api/anime/fern", json={"folder": "Farn"})
    assert matched.json()["folder"] == "Farn"
    library.scanner.scan()
    assert client.get("/api/anime/fern").json()["counts"]["on-disk"] == 1


def test_a_folder_cannot_be_judged_without_the_library(
    client: httpx.Client, library: Library, fern: Series
) -> None:
    library.catalog.add(fern.ref)
    library.config.root.rmdir()
    refused = client.put("/api/anime/fern", json={"folder": "Farn"})
    assert kind(refused) == (503, "library-unavailable")


def test_changes_of_the_wrong_form_are_refused(
    client: httpx.Client, library: Library, fern: Series
) -> None:
    library.catalog.add(fern.ref)
    wrong: list[object] = [
        {"folder": None},
        {"folder": ""},
        {"languages": "ger-dub"},
        {"languages": ["klingon"]},
        {"languages": ["other:a b"]},
        {"languages": ["other:\u0000"]},
        {"languages": ["ger-dub"] * 21},
        {"monitored": 1},
        {"monitored": "no"},
        {"title": "Other"},
        [],
    ]
    for body in wrong:
        assert kind(client.put("/api/anime/fern", json=body)) == (422, "invalid-request"), body
    assert kind(client.put("/api/anime/moss", json={})) == (404, "series-not-found")
    assert kind(client.put("/api/anime/Moss", json={})) == (422, "invalid-key")


def test_episodes_are_ignored_and_wanted_again(
    client: httpx.Client, library: Library, fern: Series
) -> None:
    library.catalog.add(fern.ref)

    def ignored() -> list[str]:
        episodes = client.get("/api/anime/fern").json()["episodes"]
        return [one["episode"] for one in episodes if one["ignored"]]

    body = {"episodes": ["S01E02-E03", "s1e5", "S00"]}
    answer = client.post("/api/anime/fern/ignore", json=body)
    assert answer.json()["counts"]["ignored"] == 4
    assert ignored() == ["S00E001", "S01E002", "S01E003", "S01E005"]
    client.post("/api/anime/fern/unignore", json={"episodes": ["S01"]})
    assert ignored() == ["S00E001"]
    for text, refusal in {
        "S02E01": (404, "episode-not-found"),
        "S01E01-S02E01": (422, "invalid-value"),
        "all": (422, "invalid-value"),
        "S01E9999": (422, "invalid-value"),
        "\u0660": (422, "invalid-value"),
    }.items():
        refused = client.post("/api/anime/fern/ignore", json={"episodes": ["S01E01", text]})
        assert kind(refused) == refusal, text
    assert ignored() == ["S00E001"]
    for episodes in ([], ["x" * 41], ["S01"] * 1001, "S01"):
        refused = client.post("/api/anime/fern/ignore", json={"episodes": episodes})
        assert kind(refused) == (422, "invalid-request")


def test_a_removed_series_leaves_its_files_and_can_be_restored(
    client: httpx.Client, library: Library, fern: Series
) -> None:
    file = video(library.config.root / "Fern (2013)/Fern S01E01.mp4")
    library.catalog.add(fern.ref)
    library.scanner.scan()
    library.queue.add("fern")
    client.post("/api/anime/fern/ignore", json={"episodes": ["S00"]})
    before = client.get("/api/anime/fern").json()
    removed = client.delete("/api/anime/fern")
    assert (removed.status_code, removed.content) == (204, b"")
    assert client.get("/api/anime").json()["items"] == []
    assert library.queue.counts().get(QueueState.QUEUED, 0) == 0
    assert file.exists()
    assert kind(client.delete("/api/anime/fern")) == (404, "series-not-found")
    (found,) = client.get("/api/removed").json()["items"]
    assert (found["key"], found["name"], found["folder"]) == ("fern", "Fern", "Fern (2013)")
    restored = client.post("/api/anime/fern/restore").json()
    assert [one["ignored"] for one in restored["episodes"]] == [True] + [False] * 5
    assert restored["folder"] == before["folder"]
    assert client.get("/api/removed").json() == {"items": [], "next": None}
    assert kind(client.post("/api/anime/fern/restore")) == (404, "series-not-found")


def test_removed_series_are_paged(client: httpx.Client, library: Library) -> None:
    keys = [f"show-{number}" for number in range(5)]
    library.store.series.put(*(show(key=key) for key in keys))
    for key in keys:
        library.catalog.remove(key)
    first = client.get("/api/removed?limit=3").json()
    assert first["next"] == "show-2"
    rest = client.get(f"/api/removed?limit=3&after={first['next']}").json()
    assert [one["key"] for page in (first, rest) for one in page["items"]] == keys
    assert rest["next"] is None


def test_no_series_is_hidden_by_the_name_of_an_operation(
    client: httpx.Client, library: Library
) -> None:
    for key in ("add", "search", "rescan", "removed", "cover"):
        library.store.series.put(show(EpisodeId(1, 1), key=key))
        assert client.get(f"/api/anime/{key}").json()["key"] == key
        assert client.delete(f"/api/anime/{key}").status_code == 204


def test_who_may_only_read_changes_nothing(
    reader: httpx.Client, stranger: httpx.Client, library: Library, fern: Series
) -> None:
    library.catalog.add(fern.ref)
    calls: list[tuple[str, str, object]] = [
        ("PUT", "/api/anime/fern", {"monitored": False}),
        ("DELETE", "/api/anime/fern", None),
        ("POST", "/api/anime/fern/ignore", {"episodes": ["S01"]}),
        ("POST", "/api/anime/fern/unignore", {"episodes": ["S01"]}),
        ("POST", "/api/anime/fern/restore", None),
        ("POST", "/api/anime/rescan", {}),
        ("POST", "/api/folders/match", {"folder": "Fern", "key": "fern"}),
    ]
    for method, path, body in calls:
        assert reader.request(method, path, json=body).status_code == 403, path
        assert stranger.request(method, path, json=body).status_code == 401, path
    unchanged = reader.get("/api/anime/fern").json()
    assert (unchanged["monitored"], unchanged["counts"]["ignored"]) == (True, 0)
