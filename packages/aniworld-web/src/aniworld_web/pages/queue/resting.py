"""What stands still in the queue, and why: all downloads that are held, sites and hosters that rest."""

from collections.abc import Iterator
from datetime import datetime

from attrs import frozen

from aniworld_core.entities import Hold, HoldKind
from aniworld_core.services.conditions import hoster_of
from aniworld_web.pages.page import Visit

__all__ = ["HoldShown", "Rest", "held", "hold_words", "rests"]


@frozen(kw_only=True)
class HoldShown:
    """Why all downloads wait, in the visitor's language; ``detail`` is what the core says, in English.

    One that never ``ends`` by itself needs a person.
    """

    kind: HoldKind
    text: str
    detail: str
    until: datetime | None
    ends: bool


@frozen(kw_only=True)
class Rest:
    """A site, or a ``hoster``, that is left alone ``until`` then."""

    name: str
    hoster: bool
    until: datetime | None
    reason: str


def held(visit: Visit) -> HoldShown | None:
    """Return what holds all downloads, or None."""
    hold = visit.site.library.holds.current()
    return None if hold is None else _said(visit, hold)


def rests(visit: Visit) -> Iterator[Rest]:
    """Yield who rests, the sites first."""
    found = visit.site.library.conditions.resting()
    for one in sorted(found, key=lambda one: hoster_of(one.provider) is not None):
        hoster = hoster_of(one.provider)
        yield Rest(
            name=hoster or one.provider,
            hoster=hoster is not None,
            until=one.until,
            reason=one.reason,
        )


def hold_words(visit: Visit, hold: Hold) -> str:
    """Return what a hold is, as the settings and the disk have it."""
    config, size = visit.site.library.config.downloads, visit.texts.size
    match hold.kind:
        case HoldKind.WINDOW:
            return visit.gettext(
                "They begin only at this time of the day, by the server's clock: %(window)s.",
                window=config.window,
            )
        case HoldKind.HOURLY:
            return visit.ngettext(
                "%(num)s download an hour is allowed, and it was made.",
                "%(num)s downloads an hour are allowed, and they were made.",
                config.per_hour,
            )
    if hold.free is None or hold.needed is None or hold.total is None:
        return visit.gettext("There is too little space on the disk.")
    if hold.needed > hold.total:
        return visit.gettext(
            "The disk has only %(total)s in all, and %(needed)s would have to be free: lower the"
            " reserve in the settings.",
            total=size(hold.total),
            needed=size(hold.needed),
        )
    return visit.gettext(
        "There is too little space on the disk: %(free)s are free, and %(needed)s have to be.",
        free=size(hold.free),
        needed=size(hold.needed),
    )


def _said(visit: Visit, hold: Hold) -> HoldShown:
    return HoldShown(
        kind=hold.kind,
        text=hold_words(visit, hold),
        detail=hold.reason if hold.kind is HoldKind.DISK and hold.free is None else "",
        until=hold.until,
        ends=hold.total is None or hold.needed is None or hold.needed <= hold.total,
    )
