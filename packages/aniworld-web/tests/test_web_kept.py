"""``/api/quarantine`` and ``/api/trash``: kept files are listed, come back, and are deleted."""

from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from aniworld_core.entities import GER_DUB, GER_SUB, EpisodeId, Quarantined, SeriesKey, Trashed
from aniworld_core.library import Library
from aniworld_core.stash import QuarantineBin, TrashBin, new_id
from aniworld_core.testing.arrange import put, video

FERN, FIRST = SeriesKey("fern"), EpisodeId(1, 1)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def failed(library: Library, root: Path, tmp_path: Path) -> str:
    """Put a file into quarantine, and return its id."""
    put(library, "fern", "Fern", 2013)
    file = video(tmp_path / "came.mp4", b"<html>")
    record = Quarantined(
        id=new_id(NOON),
        at=NOON,
        key=FERN,
        episode=FIRST,
        hoster="VOE",
        language=GER_SUB,
        reason="It is a page, not a video.",
        file=file.name,
        size=6,
    )
    QuarantineBin(root).put(record, file)
    return library.quarantine.all()[0].id


@pytest.fixture
def replaced(library: Library, root: Path) -> str:
    """Put a file of the library into the trash, and return its id."""
    put(library, "fern", "Fern", 2013)
    path = "Fern (2013)/Season 01/Fern S01E01.mp4"
    record = Trashed(
        id=new_id(NOON),
        at=NOON,
        key=FERN,
        episodes=(FIRST,),
        language=GER_SUB,
        reason="A better language came.",
        path=path,
        size=video(root / path, b"old").stat().st_size,
    )
    TrashBin(root).put(record)
    return library.trash.all()[0].id


def test_a_failed_file_is_shown_with_its_reason(client: httpx.Client, failed: str) -> None:
    listed = client.get("/api/quarantine").raise_for_status().json()
    assert listed["size"] == 6
    assert listed["items"] == [
        {
            "id": failed,
            "time": "2026-03-01T12:00:00.000Z",
            "key": "fern",
            "episode": "S01E001",
            "hoster": "VOE",
            "language": "ger-sub",
            "reason": "It is a page, not a video.",
            "file": "came.mp4",
            "size": 6,
        }
    ]
    assert client.get(f"/api/quarantine/{failed}").json() == listed["items"][0]


def test_its_episode_is_tried_again(client: httpx.Client, library: Library, failed: str) -> None:
    (item,) = client.post(f"/api/quarantine/{failed}/retry").raise_for_status().json()["items"]
    assert (item["episode"], item["status"]) == ("S01E001", "queued")
    assert not library.quarantine.all()
    assert client.post(f"/api/quarantine/{failed}/retry").status_code == 404


def test_failed_files_are_deleted(client: httpx.Client, failed: str, root: Path) -> None:
    assert client.delete(f"/api/quarantine/{failed}").status_code == 204
    assert client.delete(f"/api/quarantine/{failed}").status_code == 404
    assert client.delete("/api/quarantine").json() == {"count": 0}
    assert not list((root / ".aniworld" / "quarantine").rglob("*.mp4"))


def test_a_replaced_file_is_put_back(client: httpx.Client, replaced: str, root: Path) -> None:
    (one,) = client.get("/api/trash").raise_for_status().json()["items"]
    assert (one["id"], one["episodes"], one["language"]) == (replaced, ["S01E001"], "ger-sub")
    assert one["reason"] == "A better language came."
    assert client.get(f"/api/trash/{replaced}").json() == one
    answer = client.post(f"/api/trash/{replaced}/restore").raise_for_status()
    assert answer.json() == {"path": one["path"]}
    assert (root / one["path"]).read_bytes() == b"old"
    assert client.get("/api/trash").json() == {"items": [], "size": 0}


def test_a_file_is_never_put_over_another(client: httpx.Client, replaced: str, root: Path) -> None:
    path = client.get(f"/api/trash/{replaced}").json()["path"]
    video(root / path, b"new")
    answer = client.post(f"/api/trash/{replaced}/restore")
    assert answer.status_code == 409
    assert answer.json()["type"] == "urn:aniworld:error:already-there"
    assert (root / path).read_bytes() == b"new"


def test_a_file_is_swapped_with_its_successor(
    client: httpx.Client, replaced: str, root: Path
) -> None:
    path = client.get(f"/api/trash/{replaced}").json()["path"]
    video(root / path, b"new")
    answer = client.post(f"/api/trash/{replaced}/restore?swap=true").raise_for_status()
    assert answer.json() == {"path": path}
    assert (root / path).read_bytes() == b"old"
    (one,) = client.get("/api/trash").json()["items"]
    assert (one["path"], one["size"]) == (path, 3)


def test_the_trash_is_emptied(client: httpx.Client, replaced: str) -> None:
    assert client.delete("/api/trash").json() == {"count": 1}
    assert client.delete(f"/api/trash/{replaced}").status_code == 404


@pytest.mark.parametrize("id", ["nothing", "..", "%2e%2e", "..%2f..%2fx", "%00", "x" * 300])
@pytest.mark.parametrize("place", ["quarantine", "trash"])
def test_an_id_leads_nowhere_else(
    client: httpx.Client, failed: str, root: Path, place: str, id: str
) -> None:
    outside = video(root.parent / "x" / "keep.mp4")
    assert client.delete(f"/api/{place}/{id}").status_code in {404, 405}
    assert client.get(f"/api/{place}/{id}").status_code == 404
    assert outside.is_file()
    assert client.get(f"/api/quarantine/{failed}").status_code == 200


def test_a_reader_deletes_nothing(reader: httpx.Client, failed: str, replaced: str) -> None:
    for method, path in (
        ("DELETE", "/api/quarantine"),
        ("DELETE", f"/api/quarantine/{failed}"),
        ("POST", f"/api/quarantine/{failed}/retry"),
        ("DELETE", "/api/trash"),
        ("DELETE", f"/api/trash/{replaced}"),
        ("POST", f"/api/trash/{replaced}/restore"),
    ):
        assert reader.request(method, path).status_code == 403, path
    assert reader.get(f"/api/trash/{replaced}").json()["language"] != GER_DUB
