"""The three steps of the first run: each has an address of its own, can be left and gone on with later."""

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from aniworld_web.pages.page import Visit
from aniworld_web.site import Site

__all__ = ["FOLDER", "PASSWORD", "SITES", "Step", "first_open", "steps_context"]

PASSWORD, FOLDER, SITES = "/setup", "/setup/folder", "/setup/sites"


@frozen(kw_only=True)
class Step:
    """One step: its address, what it is called, and whether it is done or the one that is shown."""

    path: str
    name: str
    done: bool
    now: bool


def first_open(site: Site) -> str | None:
    """Return the step that the program cannot do its work without, or None when all that is done."""
    if site.settings is None or site.library.config.library is not None:
        return None
    return FOLDER


def steps_context(visit: Visit, path: str) -> Mapping[str, Any]:
    """Return what ``setup.html`` needs to show where one stands."""
    _ = visit.gettext
    names = {PASSWORD: _("Password"), FOLDER: _("Library folder"), SITES: _("Sites")}
    if visit.site.settings is None:
        names = {PASSWORD: names[PASSWORD]}
    places = list(names)
    now = places.index(path)
    return {
        "steps": [
            Step(path=one, name=names[one], done=places.index(one) < now, now=one == path)
            for one in places
        ]
    }
