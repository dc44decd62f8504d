"""Sinks that show progress: as rich's bars on a terminal, else in lines."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from aniworld_cli.output import Output
from aniworld_cli.text import at_time, clean, duration
from aniworld_core.entities import QueueState
from aniworld_core.episode_ranges import compact
from aniworld_core.events import (
    ConditionChanged,
    DownloadFailed,
    DownloadFinished,
    DownloadProgress,
    DownloadsHeld,
    DownloadsReleased,
    DownloadStarted,
    DownloadWaiting,
    Event,
    LinkFailed,
    QueueChanged,
    RefreshProgress,
    ScanProgress,
    Sink,
)
from aniworld_core.sizes import size

# rich takes longer to import than most commands run, and without a terminal it is not needed.
if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

__all__ = ["counting", "downloading", "scanning"]

_INTERVAL = 0.1
"""Seconds between two drawings of what is counted, which may be thousands of series."""


@contextmanager
def scanning(out: Output) -> Iterator[Sink]:
    """Draw bars of a refresh and a scan; without a terminal nothing is shown."""
    if not out.lively:
        yield lambda _: None
        return
    with _counters() as counters:
        yield counters.hear


@contextmanager
def counting(out: Output, what: str) -> Iterator[Callable[[int, int], None]]:
    """Draw one bar that is told how many of how many are done; without a terminal, nothing."""
    if not out.lively:
        yield lambda _, __: None
        return
    with _counters() as counters:
        yield partial(counters.show, what)


@contextmanager
def downloading(out: Output) -> Iterator[Sink]:
    """Draw a bar for each running download; what ended is always told in a line."""
    if not out.lively:
        yield _DownloadLines(out.note)
        return
    from rich.progress import BarColumn, TextColumn

    from aniworld_cli.board import board

    what = TextColumn("{task.description}", markup=False)
    with board(what, BarColumn(), TextColumn("{task.fields[told]}", markup=False)) as progress:
        yield _DownloadBars(progress, _DownloadLines(_above(progress)))


@contextmanager
def _counters() -> Iterator["_Counters"]:
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn

    from aniworld_cli.board import board

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with board(*columns) as progress:
        yield _Counters(progress)


class _Counters:
    """Bars that count, each under its name."""

    def __init__(self, progress: "Progress") -> None:
        self._progress = progress
        self._bars: dict[str, TaskID] = {}
        self._drawn = 0.0

    def hear(self, event: Event) -> None:
        match event:
            case RefreshProgress():
                self.show("Catalogue", event.done, event.series)
            case ScanProgress():
                self.show("Disk", event.done, event.folders)

    def show(self, what: str, done: int, total: int) -> None:
        with self._progress.console:
            if what not in self._bars:
                self._bars[what] = self._progress.add_task(what, total=total)
            self._progress.update(self._bars[what], completed=done, total=total)
            now = time.monotonic()
            if now - self._drawn > _INTERVAL:
                self._drawn = now
                self._progress.refresh()


class _DownloadLines:
    """Tells in notes what ended, and what everything waits for."""

    def __init__(self, note: Callable[[str], None]) -> None:
        self._note = note

    def __call__(self, event: Event) -> None:
        match event:
            case DownloadFinished():
                self._note(f"{_name(event)}: done, {size(event.size)}, {event.path}")
            case DownloadFailed():
                self._note(f"{_name(event)}: failed: {event.reason}")
            case DownloadWaiting():
                self._note(
                    f"{_name(event)}: tried again later: {event.reason} "
                    f"(next try {at_time(event.next_try)})"
                )
            case LinkFailed():
                where = f"{event.hoster} ({event.language})"
                self._note(f"{_name(event)}: {where} did not work: {event.reason}")
            case DownloadsHeld():
                until = "" if event.until is None else f" until {at_time(event.until)}"
                self._note(f"No download begins{until}: {event.reason}")
            case DownloadsReleased():
                self._note("Downloads go on.")
            case ConditionChanged(until=until) if until is not None:
                self._note(f"{event.provider} is left alone until {at_time(until)}: {event.reason}")
            case QueueChanged(state=QueueState.PAUSED):
                self._note(f"{_name(event)}: paused")
            case QueueChanged(state=None):
                self._note(f"{_name(event)}: taken off the queue")


class _DownloadBars:
    """A bar for each running download, above them the lines of what ended."""

    def __init__(self, progress: "Progress", lines: _DownloadLines) -> None:
        self._progress = progress
        self._lines = lines
        self._bars: dict[int, TaskID] = {}

    def __call__(self, event: Event) -> None:
        with self._progress.console:
            self._lines(event)
            self._draw(event)
            self._progress.refresh()

    def _draw(self, event: Event) -> None:
        match event:
            case DownloadStarted():
                self._bars[event.id] = self._progress.add_task(
                    clean(_name(event)),
                    total=None,
                    told="looks for a stream, or waits for its turn",
                )
            case DownloadProgress() if event.id in self._bars:
                self._progress.update(
                    self._bars[event.id],
                    completed=event.received,
                    total=event.total,
                    told=_told(event),
                )
            case DownloadFinished() | DownloadFailed() | DownloadWaiting() | QueueChanged():
                bar = self._bars.pop(event.id, None)
                if bar is not None:
                    self._progress.remove_task(bar)


def _above(progress: "Progress") -> Callable[[str], None]:
    """Print lines above the bars; written past rich's console they would run into them."""
    from rich.text import Text

    def note(text: str) -> None:
        progress.console.print(Text(clean(text)))

    return note


def _name(
    event: DownloadStarted
    | DownloadFinished
    | DownloadFailed
    | DownloadWaiting
    | LinkFailed
    | QueueChanged,
) -> str:
    return f"{event.key} {compact([event.episode])}"


def _told(event: DownloadProgress) -> str:
    parts = [size(event.received) if event.total is None else f"of {size(event.total)}"]
    if event.speed is not None:
        parts.append(f"{size(int(event.speed))}/s")
    if event.eta is not None:
        parts.append(f"{duration(event.eta)} left")
    return ", ".join(parts)
