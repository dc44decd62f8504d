"""What stands still and why: a full disk, the time of the day, the hour; hosters that rest."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from aniworld_core.clock import utc_now
from aniworld_core.config import load
from aniworld_core.entities import HistoryEntry, HistoryKind, QueueState, SeriesKey
from aniworld_core.errors import RateLimited
from aniworld_core.events import DownloadFinished, DownloadsHeld, DownloadsReleased
from aniworld_core.library import Library
from aniworld_core.services.settings import Settings
from aniworld_core.testing.arrange import put
from aniworld_core.testing.watching import Heard, eventually
from aniworld_core.testing.world import World
from aniworld_web import reload
from aniworld_web.live.messages import QueueStatus
from aniworld_web.live.status import Status
from aniworld_web.site import Site
from tools.pages import page, texts

MUCH = 2**62
"""Bytes that no disk has free."""


@pytest.fixture
def heard(library: Library) -> Heard:
    """Return what hears the library's events; Fern is registered and queued."""
    library.catalog.add("fern")
    library.queue.add("fern")
    heard = Heard()
    library.emit.add(heard)
    return heard


def hold(client: httpx.Client) -> dict[str, str | None] | None:
    found: dict[str, str | None] | None = client.get("/api/queue/status").json()["hold"]
    return found


def closed() -> str:
    """Return a time of the day that is two hours away, wherever the tests run."""
    begin = utc_now().astimezone() + timedelta(hours=2)
    return f"{begin:%H:%M}-{begin + timedelta(hours=1):%H:%M}"


def test_nothing_is_held(client: httpx.Client, heard: Heard) -> None:
    assert hold(client) is None
    client.post("/api/queue/start")
    heard.wait(DownloadFinished)
    assert not page(client, "/queue").css("#hold")


@pytest.mark.parametrize("downloads", [{"reserve": MUCH}])
def test_a_full_disk_holds_all(client: httpx.Client, heard: Heard, site: Site) -> None:
    client.post("/api/queue/start")
    (told,) = heard.wait(DownloadsHeld)
    found = hold(client)
    assert found is not None
    assert (found["kind"], found["until"]) == ("disk", None)
    assert "B free" in str(found["reason"])
    assert site.runner.state.running
    assert site.runner.state.trouble is None
    (note,) = texts(page(client, "/queue"), "#hold")
    assert note.startswith("Downloads wait. The disk has only ")
    assert "go on by themselves" not in note
    assert "lower the reserve in the settings" in note
    (note,) = texts(page(client, "/"), "#full")
    assert note.startswith("Downloads wait. The disk has only ")
    client.headers["accept-language"] = "de"
    (note,) = texts(page(client, "/queue"), "#hold")
    assert note.startswith("Downloads warten. Das Laufwerk hat insgesamt nur ")
    assert told.reason


@pytest.mark.parametrize("downloads", [{"window": closed()}])
def test_it_is_not_the_time_of_the_day(
    client: httpx.Client, heard: Heard, library: Library
) -> None:
    client.post("/api/queue/start")
    heard.wait(DownloadsHeld)
    found = hold(client)
    assert found is not None
    assert found["kind"] == "window"
    until = datetime.fromisoformat(str(found["until"]))
    assert timedelta(hours=1) < until - utc_now() < timedelta(hours=3)
    window = library.config.downloads.window
    (note,) = texts(page(client, "/queue"), "#hold")
    assert (
        f"They begin only at this time of the day, by the server's clock: {window}. They go on at"
        in note
    )


@pytest.mark.parametrize("downloads", [{"per_hour": 2}])
def test_an_hour_has_enough(client: httpx.Client, heard: Heard, library: Library) -> None:
    client.post("/api/queue/start")
    heard.wait(DownloadFinished, 2)
    found = eventually(lambda: hold(client), bool)
    assert found is not None
    assert found["kind"] == "hourly"
    (note,) = texts(page(client, "/queue"), "#hold")
    assert "2 downloads an hour are allowed, and they were made." in note
    client.headers["accept-language"] = "de"
    (note,) = texts(page(client, "/queue"), "#hold")
    assert "2 Downloads pro Stunde sind erlaubt" in note
    assert "Sie gehen um" in note
    waiting = library.queue.page((QueueState.QUEUED,))[0].episode
    tree = page(client, f"/series/fern/episodes/{waiting}")
    assert any("2 Downloads pro Stunde sind erlaubt" in one for one in texts(tree, ".sentences li"))


@pytest.mark.parametrize("downloads", [{"per_hour": 1}])
def test_it_goes_on_by_itself(
    client: httpx.Client, heard: Heard, library: Library, world: World
) -> None:
    almost = utc_now() - timedelta(minutes=59, seconds=58)
    entry = HistoryEntry(
        key=SeriesKey("fern"),
        episode=library.queue.page()[0].episode,
        at=almost.astimezone(UTC),
        kind=HistoryKind.DOWNLOADED,
    )
    library.store.history.append(entry)
    client.post("/api/queue/start")
    heard.wait(DownloadsHeld)
    heard.wait(DownloadsReleased)
    heard.wait(DownloadFinished)


@pytest.mark.parametrize("downloads", [{"reserve": MUCH, "patience": 300.0}])
def test_a_hold_delays_no_stop(client: httpx.Client, heard: Heard, site: Site) -> None:
    client.post("/api/queue/start")
    heard.wait(DownloadsHeld)
    began = time.monotonic()
    client.post("/api/queue/stop")
    eventually(lambda: site.runner.state.stopping, lambda stopping: not stopping)
    assert time.monotonic() - began < 2.0


@pytest.mark.parametrize("downloads", [{"reserve": MUCH, "patience": 300.0}])
def test_a_setting_that_ends_a_hold_counts_at_once(
    client: httpx.Client, heard: Heard, site: Site, root: Path, tmp_path: Path
) -> None:
    file = tmp_path / "config.toml"
    file.write_text(
        f'library = "{root}"\ndata = "{tmp_path / "data"}"\nstore = "memory:"\n\n'
        f"[downloads]\nreserve = {MUCH}\npatience = 300.0\n\n[plugins.web]\ndownload = false\n"
    )
    site.settings, site.load = Settings(file), lambda: load(file, environment={})
    client.post("/api/queue/start")
    heard.wait(DownloadsHeld)
    reload.change(site, lambda settings: settings.set("downloads.reserve", "0"))
    done = "completed_downloads"
    eventually(lambda: client.get("/api/queue/status").json()[done]["total"], bool)
    assert hold(client) is None


@pytest.mark.parametrize("downloads", [{"reserve": MUCH}])
def test_a_page_without_work_says_nothing_of_it(client: httpx.Client, library: Library) -> None:
    put(library, "fern", "Fern")
    client.post("/api/queue/start")
    assert hold(client) is not None
    assert not page(client, "/queue").css("#hold")


def test_hosters_rest_apart_from_sites(client: httpx.Client, library: Library) -> None:
    name = "VOE <b>x</b>"
    error = RateLimited("Too <i>many</i>.", retry_after=timedelta(hours=2))
    library.conditions.note_hoster(name, error)
    (note,) = texts(page(client, "/queue"), "#queue > .note:last-of-type")
    assert note.startswith(f"The hoster {name} rests until")
    tree = page(client, "/system")
    assert len(texts(tree, "#sites-state .site-states")) == 2
    sites, hosters = texts(tree, "#sites-state .site-states")
    assert name not in sites
    assert hosters.startswith(f"{name} rests until")
    assert "Too <i>many</i>." in hosters
    listed = client.get("/api/sites").json()
    assert [one["site"] for one in listed["items"]] == ["site"]
    (told,) = listed["hosters"]
    assert (told["hoster"], told["condition"]) == (name, "resting")


@pytest.mark.parametrize("downloads", [{"reserve": MUCH}])
def test_who_listens_is_told(library: Library) -> None:
    status = Status(library=lambda: library, running=lambda: True)
    (told,) = status.tell([], looking=True)
    assert isinstance(told.data, QueueStatus)
    assert told.data.hold is not None
    assert (told.data.hold.kind, told.data.hold.until) == ("disk", None)
    assert status.tell([], looking=True) == []
    assert len(status.tell([DownloadsReleased()], looking=False)) == 1
