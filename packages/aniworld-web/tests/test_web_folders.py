"""``/api/folders``: folders without a certain series, and the word that settles it."""

import httpx

from aniworld_core.library import Library
from aniworld_core.testing.arrange import put, video

HOSTILE = ["<b>bold", "'; DROP TABLE files; --", "\u202egnp.exe", "\U0001f33f & co", "100% %2F"]


def scanned(library: Library, *folders: str) -> None:
    """Scan a library of these folders, each with one episode."""
    for folder in folders:
        video(library.config.root / folder / "Show S01E01.mp4")
    library.scanner.scan()


def test_folders_tell_whose_they_could_be(client: httpx.Client, library: Library) -> None:
    put(library, "fern-2013", "Fern", 2013)
    put(library, "fern-2020", "Fern", 2020)
    scanned(library, "Fern", "Moss")
    assert client.get("/api/folders").json() == {
        "items": [
            {
                "folder": "Fern",
                "candidates": [
                    {"key": "fern-2013", "name": "Fern"},
                    {"key": "fern-2020", "name": "Fern"},
                ],
            },
            {"folder": "Moss", "candidates": []},
        ],
        "next": None,
    }


def test_a_match_settles_it(client: httpx.Client, library: Library) -> None:
    put(library, "fern-2013", "Fern", 2013)
    put(library, "fern-2020", "Fern", 2020)
    scanned(library, "Fern")
    matched = client.post("/api/folders/match", json={"folder": "Fern", "key": "fern-2020"})
    assert matched.status_code == 200
    assert (matched.json()["folder"], matched.json()["counts"]["on-disk"]) == ("Fern", 1)
    assert client.get("/api/folders").json()["items"] == []
    taken = client.post("/api/folders/match", json={"folder": "Fern", "key": "fern-2013"})
    assert (taken.status_code, taken.json()["key"]) == (409, "fern-2020")


def test_any_name_a_disk_can_have_is_listed_and_matched(
    client: httpx.Client, library: Library
) -> None:
    scanned(library, *HOSTILE)
    found = [one["folder"] for one in client.get("/api/folders").json()["items"]]
    assert found == sorted(HOSTILE)
    for number, folder in enumerate(HOSTILE):
        put(library, f"show-{number}", f"Show {number}")
        body = {"folder": folder, "key": f"show-{number}"}
        assert client.post("/api/folders/match", json=body).json()["folder"] == folder
    assert client.get("/api/folders").json()["items"] == []


def test_folders_are_paged(client: httpx.Client, library: Library) -> None:
    names = [f"Folder {number:02}" for number in range(25)]
    scanned(library, *names)
    first = client.get("/api/folders", params={"limit": 10}).json()
    second = client.get("/api/folders", params={"limit": 10, "after": first["next"]}).json()
    third = client.get("/api/folders", params={"limit": 10, "after": second["next"]}).json()
    pages = (first, second, third)
    assert [one["folder"] for page in pages for one in page["items"]] == names
    assert third["next"] is None


def test_what_is_not_there_cannot_be_matched(client: httpx.Client, library: Library) -> None:
    put(library, "fern", "Fern")
    scanned(library, "Moss")
    for folder in ("Nowhere", "../library/Moss", "Moss/..", "/", ".aniworld", "\u0000"):
        refused = client.post("/api/folders/match", json={"folder": folder, "key": "fern"})
        assert refused.status_code == 404, folder
    unknown = client.post("/api/folders/match", json={"folder": "Moss", "key": "rose"})
    assert unknown.json()["type"] == "urn:aniworld:error:series-not-found"
    for body in ({"folder": "Moss"}, {"folder": "", "key": "fern"}, {"folder": 1, "key": "fern"}):
        assert client.post("/api/folders/match", json=body).status_code == 422
