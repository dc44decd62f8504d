"""What is on the disk in a language before which another one is wanted, and the way into the queue."""

from collections.abc import Sequence
from itertools import groupby

from attrs import frozen

from aniworld_core.entities import Replaceable, SeriesKey
from aniworld_web.pages.addresses import address
from aniworld_web.pages.library import cursor
from aniworld_web.pages.page import Page, Shown, Visit
from aniworld_web.pages.twins import years_of_twins

__all__ = ["PAGES", "SeriesUpgrades", "show"]

_PLACE = "/missing/upgrades"

_AT_ONCE = 20
"""Series on a page."""


@frozen(kw_only=True)
class SeriesUpgrades:
    """A series and its episodes that are to be replaced."""

    key: SeriesKey
    title: str
    episodes: Sequence[Replaceable]

    @property
    def offered(self) -> bool:
        """Whether some of them could be fetched."""
        return any(one.better and not one.queued for one in self.episodes)


def show(visit: Visit) -> Shown:
    """Show a page of what is to be replaced, by series."""
    library = visit.site.library
    after = cursor(visit.query.text("after"))
    found = library.missing.replaceable()
    groups = [
        SeriesUpgrades(key=key, title=title, episodes=list(episodes))
        for (key, title), episodes in groupby(found, lambda one: (one.key, one.title))
        if key > (after or "")
    ]
    shown = groups[:_AT_ONCE]
    context = {
        "found": shown,
        "years": years_of_twins(visit, [one.key for one in shown]),
        "waiting": sum(not one.better for one in found),
        "offered": sum(bool(one.better) for one in found),
        "next": address(_PLACE, after=shown[-1].key) if len(groups) > _AT_ONCE else None,
        "first": _PLACE if after is not None else None,
    }
    return Shown("missing_upgrades.html", context)


PAGES = (Page("GET", _PLACE, show, templates=("missing_upgrades.html",)),)
