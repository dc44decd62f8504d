"""Backups of the settings: listed, made, and restored once a person has seen what that changes."""

from collections.abc import Sequence

from attrs import frozen

from aniworld_core.config import Config
from aniworld_core.errors import InvalidConfig, InvalidValue, NotFound
from aniworld_web import configuration, reload
from aniworld_web.pages.addresses import address
from aniworld_web.pages.page import Page, Redirect, Shown, Visit
from aniworld_web.pages.settings.values import shown

__all__ = ["PAGES", "Difference", "backups", "confirm", "make", "restore"]

_AT_ONCE = 30
_PLACE = "/settings/backups"


@frozen(kw_only=True)
class Difference:
    """A setting that a backup would change; secrets are hidden on both sides."""

    path: str
    now: str
    then: str


def backups(visit: Visit) -> Shown:
    """List the backups, the newest first."""
    site, after = visit.site, visit.query.text("after")
    found = [] if site.settings is None else list(site.settings.backups())
    names = [one.name for one in found]
    start = names.index(after) + 1 if after in names else 0
    page = found[start : start + _AT_ONCE]
    more = page[-1].name if start + _AT_ONCE < len(found) else None
    context = {
        "tab": "backups",
        "backups": page,
        "total": len(found),
        "next": None if more is None else address(_PLACE, after=more),
        "first": _PLACE if start else None,
        "standing": configuration.standing(site),
    }
    return Shown("settings_backups.html", context)


def make(visit: Visit) -> Redirect:
    """Keep a copy of the settings as they are."""
    try:
        reload.editable(visit.site).backup()
    except NotFound:
        text = visit.gettext("There is no settings file yet: every default holds.")
        return Redirect(_PLACE, text, "info")
    return Redirect(_PLACE, visit.gettext("The settings were backed up."))


def confirm(visit: Visit) -> Shown | Redirect:
    """Show what a backup would change, and ask; one that cannot be used is refused."""
    site, name = visit.site, visit.path["name"]
    backup = next((one for one in reload.editable(site).backups() if one.name == name), None)
    try:
        then = reload.editable(site).restore(name, dry_run=True)
    except (InvalidValue, NotFound):
        return Redirect(_PLACE, visit.gettext("There is no such backup."), "bad")
    except InvalidConfig as error:
        return Redirect(_PLACE, error.message, "bad")
    now = configuration.filed(site)
    context = {"backup": backup, "differences": None if now is None else _differences(now, then)}
    return Shown("settings_restore.html", context)


def restore(visit: Visit) -> Redirect:
    """Put a backup in the place of the settings."""
    name = visit.path["name"]
    try:
        changed = reload.change(visit.site, lambda settings: settings.restore(name))
    except (InvalidValue, NotFound):
        return Redirect(_PLACE, visit.gettext("There is no such backup."), "bad")
    except InvalidConfig as error:
        return Redirect(_PLACE, error.message, "bad")
    if changed.restart_needed:
        text = visit.gettext("The backup was restored. Some of it takes effect after a restart.")
    else:
        text = visit.gettext("The backup was restored, and is in effect.")
    return Redirect(_PLACE, text)


def _differences(now: Config, then: Config) -> Sequence[Difference]:
    before, after = shown(now), shown(then)
    return [
        Difference(path=path, now=_text(before, path), then=_text(after, path))
        for path in reload.differing(now, then)
    ]


def _text(data: object, path: str) -> str:
    for part in path.split("."):
        data = data.get(part) if isinstance(data, dict) else None
    match data:
        case None:
            return ""
        case list() | tuple():
            return ", ".join(map(str, data))
        case bool():
            return str(data).lower()
    return str(data)


PAGES = (
    Page("GET", _PLACE, backups, templates=("settings_backups.html",)),
    Page("POST", _PLACE, make),
    Page("GET", _PLACE + "/{name}", confirm, templates=("settings_restore.html",)),
    Page("POST", _PLACE + "/{name}", restore),
)
