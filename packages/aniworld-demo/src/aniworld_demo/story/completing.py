"""The middle acts: what is missing, and its download."""

from collections import Counter
from collections.abc import Sequence

from aniworld_core.entities import Reason, SeriesMissing
from aniworld_core.episode_ranges import compact
from aniworld_core.library import Library
from aniworld_demo.story.telling import Teller

__all__ = ["tell_download", "tell_missing"]

_REASONS = (Reason.NOT_DOWNLOADED, Reason.WAITING_FOR_LANGUAGE, Reason.UPCOMING)
_MANY = 20
_FEW = 3
"""How much is taken of a series that misses many."""


def tell_missing(tell: Teller, library: Library) -> None:
    """Show what every series misses, and why."""
    tell.act("Missing: what the catalogue has and the disk has not")
    found = list(library.missing.find())
    tell.table(
        ["Series", ">Episodes", *(f">{reason.replace('-', ' ')}" for reason in _REASONS), "First"],
        [_row(library, one) for one in found],
    )


def tell_download(tell: Teller, library: Library) -> None:
    """Queue what can be had (of the endless series only a little) and work the queue off."""
    tell.act("Download: hoster by hoster in each language, until one works")
    for one in library.missing.find(reasons=[Reason.NOT_DOWNLOADED]):
        wanted = [missing.episode for missing in one.missing]
        library.queue.add(one.key, wanted if len(wanted) < _MANY else wanted[:_FEW])
    tell.line(f"{len(library.queue.page(limit=1000))} episodes queued.")
    result = library.downloads.work()
    tell.line(f"{result.finished} done, {result.failed} failed, {result.waiting} waiting.")


def _row(library: Library, one: SeriesMissing) -> Sequence[object]:
    counts = Counter(missing.reason for missing in one.missing)
    series = library.catalog.get(one.key)
    title = series.title if series.year is None else f"{series.title} ({series.year})"
    first = compact([missing.episode for missing in one.missing][:_FEW])
    return [title, len(series.episodes), *(counts[reason] or "" for reason in _REASONS), first]
