"""Series of one title, told apart by their years."""

from collections import Counter
from collections.abc import Collection, Mapping

from aniworld_core.entities import SeriesKey
from aniworld_web.pages.page import Visit

__all__ = ["years_of_twins"]


def years_of_twins(visit: Visit, shown: Collection[str]) -> Mapping[SeriesKey, int]:
    """Return the years of those series whose title another one has too, nothing where nothing is shown."""
    if not shown:
        return {}
    everyone = visit.site.library.store.series.names()
    titles = Counter(one.title.casefold() for one in everyone)
    return {
        one.key: one.year
        for one in everyone
        if one.year is not None and titles[one.title.casefold()] > 1
    }
