"""What the application reads from the sites unasked: what is due, now and then."""

import threading
from collections.abc import Callable

import httpx
import pytest
from attrs import evolve

from aniworld_core.config import ScheduleConfig
from aniworld_core.entities import Series, SeriesKey
from aniworld_core.errors import Blocked, NotPossible
from aniworld_core.library import Library
from aniworld_core.testing.arrange import video
from aniworld_core.testing.world import World
from aniworld_web.app import create_app
from aniworld_web.config import WebConfig
from aniworld_web.refreshing import KIND, SitesRead, start_refresh
from aniworld_web.running.jobs import Job, JobState
from aniworld_web.scans import KIND as SCAN
from aniworld_web.serving import Serving
from aniworld_web.site import Site


def finished(site: Site, job: Job) -> Job:
    site.jobs.join(job.id)
    return site.jobs.get(job.id)


def until(true: Callable[[], bool]) -> None:
    """Wait until something is true, for a minute at most."""
    for _ in range(6000):
        if true():
            return
        threading.Event().wait(0.01)
    pytest.fail("It did not happen.")


def test_what_is_due_is_read(site: Site, library: Library, fern: Series) -> None:
    library.store.series.put(fern)
    job = finished(site, start_refresh(site))
    assert (job.kind, job.state) == (KIND, JobState.DONE)
    assert job.result == SitesRead(due=1, refreshed=1)
    assert library.catalog.get("fern").checked is not None
    assert finished(site, start_refresh(site)).result == SitesRead(due=0, refreshed=0)


def test_nothing_is_read_beside_a_scan(site: Site) -> None:
    go = threading.Event()
    scan = site.jobs.start(SCAN, lambda report: go.wait(30))
    with pytest.raises(NotPossible, match="scan is running"):
        start_refresh(site)
    go.set()
    site.jobs.join(scan.id)
    assert finished(site, start_refresh(site)).state is JobState.DONE


def test_the_application_looks_at_the_sites_by_itself(library: Library, fern: Series) -> None:
    library.store.series.put(fern)
    video(library.config.root / "Fern (2013)/Fern S01E01.mp4")
    often = ScheduleConfig(refresh_hours=0.00001, scan_hours=0.00001)
    library.config = evolve(library.config, schedule=often)
    app = create_app(library)
    with Serving(app):
        until(lambda: library.catalog.get("fern").checked is not None)
        until(lambda: bool(library.store.files.folders()))
    assert {job.kind for job in app.state.site.jobs.all()} == {KIND, SCAN}
    assert not [one for one in threading.enumerate() if one.name == "schedule"]


def test_without_workers_it_looks_at_nothing_by_itself(library: Library, fern: Series) -> None:
    library.store.series.put(fern)
    library.config = evolve(library.config, schedule=ScheduleConfig(refresh_hours=0.00001))
    app = create_app(library, config=WebConfig(download=True), workers=False)
    with Serving(app):
        threading.Event().wait(0.2)
        assert not app.state.site.runner.state.running
    assert app.state.site.jobs.all() == []


def test_a_site_that_is_left_alone_is_told_once_after_a_scan(
    client: httpx.Client, site: Site, library: Library, world: World, fern: Series
) -> None:
    keys = [SeriesKey(name) for name in ("fern", "moss", "oak", "elm", "ash", "yew")]
    library.store.series.put(*(evolve(fern, key=key, ref=key) for key in keys))
    world.provider_error = Blocked("A captcha is asked for.")
    with pytest.raises(Blocked):
        library.plugins.providers["site"].search("fern")
    video(library.config.root / "Fern (2013)/Fern S01E01.mp4")
    begun = client.post("/api/anime/rescan", json={"keys": keys})
    site.jobs.join(begun.json()["id"])
    scan = client.get(begun.headers["location"]).json()
    (failed,) = scan["result"]["failed"]
    assert "resting until" in failed["problem"]
