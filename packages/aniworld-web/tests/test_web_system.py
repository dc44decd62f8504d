"""How the program itself is: health, plugins and figures."""

from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from aniworld_core.entities import Series
from aniworld_core.events import DownloadFinished
from aniworld_core.library import Library
from aniworld_core.testing.watching import Heard
from aniworld_web.app import create_app
from aniworld_web.serving import Serving


def test_alive_is_told_to_everybody(stranger: httpx.Client) -> None:
    assert stranger.get("/health/live").json() == {"alive": True}


def test_ready_is_told_to_everybody_but_why_not_only_to_who_is_signed_in(
    client: httpx.Client, stranger: httpx.Client, root: Path
) -> None:
    assert stranger.get("/health/ready").json() == {"ready": True, "checks": []}
    names = {one["name"] for one in client.get("/health/ready").json()["checks"]}
    assert names == {"library", "mark", "space", "store", "providers"}

    root.rmdir()
    for who, sees in ((stranger, False), (client, True)):
        answer = who.get("/health/ready")
        assert answer.status_code == 503
        assert answer.headers["content-type"] == "application/problem+json"
        assert (answer.json()["type"], answer.json()["ready"]) == ("urn:aniworld:not-ready", False)
        assert (str(root) in answer.text) is sees


def test_plugins_are_listed_and_broken_ones_too(client: httpx.Client, library: Library) -> None:
    library.plugins.manager.note_broken("rusty", ImportError("no module named x"))
    plugins = {one["name"]: one for one in client.get("/api/plugins").json()["items"]}
    assert plugins["world"]["broken"] is None
    assert "providers" in plugins["world"]["provides"]
    assert plugins["rusty"]["broken"] == "ImportError: no module named x"


def figures(client: httpx.Client) -> dict[str, float]:
    answer = client.get("/metrics").raise_for_status()
    assert answer.headers["content-type"].startswith("text/plain; version=")
    lines = [line for line in answer.text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


def test_figures_count_what_happened_and_how_it_stands(
    client: httpx.Client, library: Library, fern: Series
) -> None:
    library.store.series.put(fern)
    heard = Heard()
    client.post("/api/queue/add", json={"serie_id": "fern", "episodes": ["S01E01"]})
    assert figures(client)['aniworld_queue_items{state="queued"}'] == 1
    library.emit.add(heard)  # behind the application's own sinks, so they have counted before
    client.post("/api/queue/start")
    (event,) = heard.wait(DownloadFinished)
    now = figures(client)
    assert now['aniworld_queue_items{state="done"}'] == 1
    assert now['aniworld_downloads_total{result="finished"}'] == 1
    assert now["aniworld_downloaded_bytes_total"] == event.size
    assert now['aniworld_missing_episodes{reason="not-downloaded"}'] == 5
    assert now['aniworld_events_total{type="DownloadFinished"}'] == 1
    assert now["process_resident_memory_bytes"] > 0


def test_figures_are_for_those_who_may_read(stranger: httpx.Client) -> None:
    assert stranger.get("/metrics").status_code == 401


@pytest.mark.usefixtures("client")
def test_two_applications_in_one_program_have_their_own_figures(
    client: httpx.Client, library: Library, app: Starlette
) -> None:
    other = create_app(library)
    before = figures(client)
    with Serving(other) as serving, httpx.Client(base_url=serving.url, trust_env=False) as second:
        second.headers["Authorization"] = client.headers["Authorization"]
        assert figures(second).keys() == before.keys()
    assert figures(client).keys() == before.keys()
