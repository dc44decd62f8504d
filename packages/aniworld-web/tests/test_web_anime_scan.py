"""``POST /api/anime/rescan``: a job that reads the sites and the disk, one at a time."""

import threading
from typing import Any

import httpx

from aniworld_core.entities import Series
from aniworld_core.errors import Unavailable
from aniworld_core.library import Library
from aniworld_core.testing.arrange import show, video
from aniworld_core.testing.world import World
from aniworld_web.site import Site


def ended(site: Site, client: httpx.Client, begun: httpx.Response) -> dict[str, Any]:
    """Wait until a job is over, and return it."""
    assert begun.status_code == 202
    for thread in [one for one in threading.enumerate() if one.name == "job scan"]:
        thread.join()
    job: dict[str, Any] = client.get(begun.headers["location"]).json()
    assert job["id"] == begun.json()["id"]
    return job


def test_sites_and_disk_are_read(
    client: httpx.Client, site: Site, library: Library, world: World, fern: Series
) -> None:
    library.store.series.put(fern, show(key="moss", title="Moss"))
    video(library.config.root / "Fern (2013)/Fern S01E01.mp4")
    job = ended(site, client, client.post("/api/anime/rescan", json={}))
    assert (job["kind"], job["state"]) == ("scan", "done")
    assert job["result"]["refreshed"] == 1
    assert [(one["key"], one["problem"]) for one in job["result"]["failed"]] == [
        ("moss", "There is no moss.")
    ]
    assert (job["result"]["disk"]["files"], job["result"]["disk"]["new_files"]) == (1, 1)
    assert client.get("/api/anime/fern").json()["folder"] == "Fern (2013)"


def test_offline_asks_no_site(
    client: httpx.Client, site: Site, library: Library, world: World, fern: Series
) -> None:
    library.catalog.add(fern.ref)
    video(library.config.root / "Fern (2013)/Fern S01E01.mp4")
    world.provider_error = Unavailable("Down.")
    job = ended(site, client, client.post("/api/anime/rescan", json={"offline": True}))
    assert (job["state"], job["result"]["failed"]) == ("done", [])


def test_a_scan_that_runs_is_named_in_place_of_a_second(
    client: httpx.Client, site: Site, library: Library, world: World, fern: Series
) -> None:
    go = threading.Event()

    class Waiting(dict[str, Series]):
        def __getitem__(self, ref: str) -> Series:
            go.wait(30)
            return super().__getitem__(ref)

    library.catalog.add(fern.ref)
    video(library.config.root / "Fern (2013)/Fern S01E01.mp4")
    world.series = Waiting(world.series)
    try:
        first = client.post("/api/v1/anime/rescan", json={"keys": ["fern"]})
        second = client.post("/api/v1/anime/rescan", json={"keys": ["fern"], "offline": True})
        more = client.post("/api/v1/anime/rescan", json={"full": True})
    finally:
        go.set()
    assert (more.status_code, more.json()["type"]) == (409, "urn:aniworld:error:not-possible")
    assert first.headers["location"].startswith("/api/v1/jobs/")
    assert second.headers["location"] == first.headers["location"]
    assert second.json()["state"] == "running"
    assert ended(site, client, second)["state"] == "done"
    third = client.post("/api/anime/rescan", json={"full": True})
    assert third.json()["id"] != first.json()["id"]
    ended(site, client, third)


def test_many_files_gone_need_a_word(
    client: httpx.Client, site: Site, library: Library, fern: Series
) -> None:
    library.catalog.add(fern.ref)
    files = [
        video(library.config.root / f"Fern (2013)/Fern S01E{number:02}.mp4")
        for number in range(1, 31)
    ]
    video(library.config.root / "Moss/Moss S01E01.mp4")
    ended(site, client, client.post("/api/anime/rescan", json={"offline": True}))
    for file in files[:29]:
        file.unlink()
    refused = ended(site, client, client.post("/api/anime/rescan", json={"offline": True}))
    assert refused["state"] == "failed"
    assert refused["error"]["type"] == "urn:aniworld:error:library-unavailable"
    body = {"offline": True, "confirm_losses": True}
    accepted = ended(site, client, client.post("/api/anime/rescan", json=body))
    assert accepted["result"]["disk"]["gone_files"] == 29


def test_what_cannot_be_scanned_begins_no_job(client: httpx.Client, site: Site) -> None:
    unknown = client.post("/api/anime/rescan", json={"keys": ["fern"]})
    assert unknown.status_code == 404
    for body in ({"keys": ["No Key"]}, {"keys": ["a"] * 1001}, {"full": "yes"}, {"all": True}):
        assert client.post("/api/anime/rescan", json=body).status_code == 422
    assert site.jobs.all() == []
