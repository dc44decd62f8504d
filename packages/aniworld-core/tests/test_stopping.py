"""Long work tells how far it is, and ends soon when it is told to."""

import threading
from pathlib import Path

import pytest

from aniworld_core.entities import Series
from aniworld_core.errors import Cancelled
from aniworld_core.events import Event, ScanFailed
from aniworld_core.library import Library
from aniworld_core.testing.arrange import put, show, video
from aniworld_core.testing.world import World

MANY = 40


class SlowCatalogue(dict[str, Series]):
    """Answers the first question at once and every other one late."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def __getitem__(self, ref: str) -> Series:
        self.asked.append(ref)
        if ref != "show-0":
            threading.Event().wait(0.5)
        return super().__getitem__(ref)


def test_a_refresh_that_is_stopped_asks_no_more(world: World, library: Library) -> None:
    world.series = slow = SlowCatalogue()
    for number in range(MANY):
        put(library, f"show-{number}", f"Show {number}")
        slow[f"show-{number}"] = show(key=f"show-{number}")

    def stop(done: int, series: int) -> None:
        raise Cancelled(f"Stopped at {done} of {series}.")

    with pytest.raises(Cancelled, match=r"Stopped at 1 of 40\."):
        library.catalog.refresh(report=stop)
    assert len(slow.asked) < MANY


def test_a_scan_tells_how_far_it_is(library: Library, root: Path) -> None:
    for name in ("Fern", "Kaze"):
        video(root / name / f"{name} S01E01.mkv")
    told: list[tuple[int, int]] = []
    library.scanner.scan(report=lambda done, folders: told.append((done, folders)))
    assert told == [(0, 2), (1, 2), (2, 2)]


def test_a_scan_that_is_stopped_says_so(library: Library, root: Path, events: list[Event]) -> None:
    video(root / "Fern/Fern S01E01.mkv")

    def stop(_: int, __: int) -> None:
        raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        library.scanner.scan(report=stop)
    assert events[-1] == ScanFailed(reason="Stopped.")
    assert library.scanner.scan().new_files == 1
