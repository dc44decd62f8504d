"""The queue worked off while the application runs: started, stopped, paused, and told why it waits."""

import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

import aniworld_stores_sql
from aniworld_core.config import parse
from aniworld_core.entities import Series
from aniworld_core.events import DownloadFailed, DownloadFinished, DownloadProgress, DownloadStarted
from aniworld_core.library import Library
from aniworld_core.plugins import PluginManager
from aniworld_core.ports import Report
from aniworld_core.testing.arrange import files
from aniworld_core.testing.watching import Gate, Heard, eventually
from aniworld_core.testing.world import World
from aniworld_web.serving import Serving

FIRST, SECOND = (f"Fern (2013)/Season 01/Fern S01E0{number}.mp4" for number in (1, 2))


@pytest.fixture
def library(world: World, root: Path, tmp_path: Path) -> Iterator[Library]:
    """Return a library whose store is a real file, as several threads write to it."""
    config = parse(
        {
            "library": str(root),
            "data": str(tmp_path),
            "downloads": {"reserve": 0, "backoff": 0.0, "patience": 0.0},
            "plugins": {"web": {"download": False}},
        }
    )
    manager = PluginManager()
    manager.add(aniworld_stores_sql, "sql")
    manager.add(world, "world")
    with Library.open(config, plugins=manager) as library:
        yield library


@pytest.fixture
def heard(library: Library, fern: Series) -> Heard:
    """Return what hears the library's events; Fern is registered."""
    library.store.series.put(fern)
    heard = Heard()
    library.emit.add(heard)
    return heard


@pytest.fixture
def gate(world: World) -> Gate:
    """Return the gate that downloads stop at."""
    gate = Gate()
    world.during_fetch = gate
    return gate


def add(client: httpx.Client, *episodes: str) -> list[int]:
    answer = client.post("/api/queue/add", json={"serie_id": "fern", "episodes": episodes})
    return [item["id"] for item in answer.raise_for_status().json()["items"]]


def status(client: httpx.Client) -> Any:
    return client.get("/api/queue/status").raise_for_status().json()


def switch(client: httpx.Client, name: str) -> Any:
    return client.post(f"/api/queue/{name}").raise_for_status().json()


def test_what_is_queued_while_it_runs_is_downloaded_at_once(
    client: httpx.Client, heard: Heard, root: Path
) -> None:
    assert switch(client, "start") == {"is_running": True, "is_paused": False}
    for number, name in enumerate((FIRST, SECOND), start=1):
        add(client, f"S01E0{number}")
        heard.wait(DownloadFinished, number)
        assert (root / name).is_file()
    now = eventually(lambda: status(client), lambda now: now["completed_downloads"]["total"] == 2)
    assert now["is_running"]
    assert now["waiting"] is None
    assert client.delete("/api/queue/completed").json() == {"count": 2}
    assert status(client)["completed_downloads"] == {"items": [], "total": 0, "next": None}


def test_progress_is_told_while_it_runs(client: httpx.Client, heard: Heard, gate: Gate) -> None:
    (id,) = add(client, "S01E01")
    switch(client, "start")
    heard.wait(DownloadProgress)
    (item,) = status(client)["active_downloads"]
    assert (item["id"], item["status"]) == (id, "running")
    assert (item["progress"]["received"], item["progress"]["total"]) == (50, 100)
    assert item["progress"]["percent"] == 50.0
    gate.open()
    heard.wait(DownloadFinished)


def test_a_stop_cancels_what_runs_and_keeps_it_queued(
    client: httpx.Client, heard: Heard, gate: Gate, root: Path
) -> None:
    (id,) = add(client, "S01E01")
    switch(client, "start")
    gate.wait()
    assert not switch(client, "stop")["is_running"]
    item = eventually(
        lambda: client.get(f"/api/queue/{id}").json(), lambda item: item["status"] == "queued"
    )
    assert item["attempts"] == 0
    eventually(lambda: status(client)["is_stopping"], lambda stopping: not stopping)
    assert files(root) == []

    gate.open()
    switch(client, "start")
    heard.wait(DownloadFinished)
    assert files(root) == [FIRST]


def test_a_start_right_after_a_stop_goes_on(
    client: httpx.Client, heard: Heard, gate: Gate, root: Path
) -> None:
    add(client, "S01E01")
    switch(client, "start")
    gate.wait()
    switch(client, "stop")
    assert switch(client, "start")["is_running"]
    gate.open()
    heard.wait(DownloadFinished)
    assert files(root) == [FIRST]


def test_a_pause_stops_what_runs_and_begins_nothing(
    client: httpx.Client, heard: Heard, gate: Gate, root: Path
) -> None:
    (first,) = add(client, "S01E01")
    switch(client, "start")
    gate.wait()
    switch(client, "pause")
    add(client, "S01E02")
    eventually(lambda: status(client)["active_downloads"], lambda active: not active)
    assert status(client)["statistics"]["queued"] == 2
    assert files(root) == []
    assert [event.id for event in heard.wait(DownloadStarted)] == [first]

    gate.open()
    assert switch(client, "resume") == {"is_running": True, "is_paused": False}
    heard.wait(DownloadFinished, 2)
    assert files(root) == [FIRST, SECOND]


def test_a_running_item_is_paused_and_goes_on(
    client: httpx.Client, heard: Heard, gate: Gate, world: World, root: Path
) -> None:
    ended = threading.Event()

    def fetch(report: Report) -> None:
        try:
            gate(report)
        finally:
            ended.set()

    world.during_fetch = fetch
    (id,) = add(client, "S01E01")
    switch(client, "start")
    gate.wait()
    began = time.monotonic()
    assert client.post(f"/api/queue/{id}/pause").json()["status"] == "paused"
    assert ended.wait(5)
    assert time.monotonic() - began < 2.0
    assert status(client)["active_downloads"] == []
    gate.open()
    assert client.post(f"/api/queue/{id}/resume").json()["status"] in {"queued", "running"}
    heard.wait(DownloadFinished)
    assert files(root) == [FIRST]


def test_a_running_item_that_is_removed_is_cancelled(
    client: httpx.Client, heard: Heard, gate: Gate, root: Path
) -> None:
    (id,) = add(client, "S01E01")
    switch(client, "start")
    gate.wait()
    assert client.delete(f"/api/queue/{id}").status_code == 204
    eventually(lambda: list((root / ".aniworld" / "incomplete").iterdir()), lambda left: not left)
    assert files(root) == []
    assert status(client)["statistics"]["total"] == 0


def test_what_failed_is_tried_again_when_asked_to(
    client: httpx.Client, heard: Heard, world: World, root: Path
) -> None:
    (url,) = (link.url for link in world.links.pop(next(iter(world.links))))
    (id,) = add(client, "S01E01")
    switch(client, "start")
    (failed,) = heard.wait(DownloadFailed)
    item = eventually(lambda: status(client)["failed_downloads"]["items"], bool)[0]
    assert (item["id"], item["reason"]) == (id, failed.reason)

    world.link(failed.episode, url)
    assert client.post("/api/queue/retry", json={}).json() == {"count": 1}
    heard.wait(DownloadFinished)
    assert files(root) == [FIRST]


def test_a_library_that_is_gone_is_waited_for(
    client: httpx.Client, heard: Heard, root: Path
) -> None:
    add(client, "S01E01")
    shutil.rmtree(root)
    switch(client, "start")
    waiting = eventually(lambda: status(client)["waiting"], bool)
    assert waiting["type"] == "urn:aniworld:error:library-unavailable"
    assert str(root) in waiting["detail"]
    assert waiting["hint"]

    root.mkdir()
    switch(client, "start")  # at once, not only at next_try
    heard.wait(DownloadFinished)
    assert eventually(lambda: status(client), lambda now: now["waiting"] is None)["is_running"]


def test_the_application_ends_while_a_download_runs(
    library: Library, heard: Heard, gate: Gate, root: Path, app: Starlette
) -> None:
    with Serving(app):
        library.queue.add("fern")
        app.state.site.runner.start()
        gate.wait()
    assert library.queue.counts() == {"queued": 6}
    assert files(root) == []
