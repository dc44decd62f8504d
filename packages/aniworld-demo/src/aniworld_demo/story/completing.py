"""The middle acts: what is missing, and the queue of it."""

from collections import Counter
from collections.abc import Sequence

from aniworld_core.entities import Reason, SeriesMissing
from aniworld_core.episode_ranges import compact
from aniworld_core.library import Library
from aniworld_demo.story.telling import Teller

__all__ = ["tell_missing", "tell_queue"]

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


def tell_queue(tell: Teller, library: Library) -> None:
    """Queue what can be had, of the endless series only a little."""
    tell.act("Download: hoster by hoster in each language, until one works")
    left_out = []
    for one in library.missing.find(reasons=[Reason.NOT_DOWNLOADED]):
        wanted = [missing.episode for missing in one.missing]
        if len(wanted) >= _MANY:
            left_out.append(one.title)
            wanted = wanted[:_FEW]
        library.queue.add(one.key, wanted)
    line = f"{len(library.queue.page(limit=1000))} of them queued"
    if left_out:
        line += f" (most of {', '.join(left_out)} is left out)"
    tell.line(f"{line}.")


def _row(library: Library, one: SeriesMissing) -> Sequence[object]:
    counts = Counter(missing.reason for missing in one.missing)
    series = library.catalog.get(one.key)
    title = series.title if series.year is None else f"{series.title} ({series.year})"
    first = compact([missing.episode for missing in one.missing][:_FEW])
    return [title, len(series.episodes), *(counts[reason] or "" for reason in _REASONS), first]
