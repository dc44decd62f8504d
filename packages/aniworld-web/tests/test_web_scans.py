"""Which scans stand for one another, and what becomes of one whose folder changes."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from attrs import evolve

from aniworld_core.events import Event, ScanStarted
from aniworld_core.library import Library
from aniworld_core.testing.arrange import video
from aniworld_web.running.jobs import JobState
from aniworld_web.scans import Scan, Scanned
from aniworld_web.site import Site


@pytest.mark.parametrize(
    ("running", "asked", "covers"),
    [
        (Scan(), Scan(), True),
        (Scan(), Scan(keys=("a",)), True),
        (Scan(), Scan(offline=True), True),
        (Scan(full=True), Scan(), True),
        (Scan(keys=("a", "b")), Scan(keys=("b",)), True),
        (Scan(keys=("a",)), Scan(keys=("a", "b")), False),
        (Scan(keys=("a",)), Scan(), False),
        (Scan(offline=True), Scan(), False),
        (Scan(), Scan(full=True), False),
        (Scan(), Scan(confirmed=True), False),
    ],
    ids=repr,
)
def test_a_scan_stands_for_those_that_do_no_more(
    running: Scan, asked: Scan, *, covers: bool
) -> None:
    assert running.covers(asked) is covers


def test_a_scan_of_a_former_folder_ends_and_makes_room(
    site: Site, library: Library, tmp_path: Path
) -> None:
    video(library.config.root / "Fern (2013)/Fern S01E01.mp4")
    new = video(tmp_path / "elsewhere/Moss/Moss S01E01.mp4").parents[1]
    reached, go = threading.Event(), threading.Event()

    def hold(event: Event) -> None:
        if isinstance(event, ScanStarted):
            reached.set()
            assert go.wait(30)

    library.emit.add(hold)
    former = Scan(offline=True).start(site)
    assert reached.wait(30)
    site.library = Library.open(
        evolve(library.config, library=new), plugins=library.plugins.manager, store=library.store
    )
    with ThreadPoolExecutor(1) as threads:
        begun = threads.submit(Scan(offline=True, confirmed=True).start, site)
        go.set()
        present = begun.result(30)
    site.jobs.join(present.id)
    assert site.jobs.get(former.id).state is JobState.CANCELLED
    result = site.jobs.get(present.id).result
    assert isinstance(result, Scanned)
    assert result.disk.unmatched == ("Moss",)
