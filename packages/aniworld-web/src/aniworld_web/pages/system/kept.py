"""Files kept apart from the library: what failed its check, and what was replaced."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from attrs import frozen

from aniworld_core.entities import Quarantined, SeriesKey, Trashed
from aniworld_core.errors import InvalidValue
from aniworld_core.services.quarantine import Quarantine
from aniworld_core.services.trash import Trash
from aniworld_web.pages.addresses import address
from aniworld_web.pages.page import Page, Redirect, Shown, Visit
from aniworld_web.pages.series.acting import queued_text

__all__ = ["PAGES", "KeptPage", "ask", "ask_swap", "change", "drop", "show"]

_PLACE = "/system/kept"
_AT_ONCE = 50

_File = TypeVar("_File", Quarantined, Trashed)


@frozen(kw_only=True)
class KeptPage:
    """A page of kept files, the newest first; ``size`` and ``total`` are those of all pages."""

    files: Sequence[Quarantined | Trashed]
    total: int
    size: int
    next: str | None
    first: str | None


def show(visit: Visit) -> Shown:
    """Show both kinds, each by pages."""
    library = visit.site.library
    failed = _page(visit, "failed", library.quarantine.all())
    replaced = _page(visit, "replaced", library.trash.all())
    files = [*failed.files, *replaced.files]
    context = {
        "tab": "kept",
        "failed": failed,
        "replaced": replaced,
        "taken": {one.id for one in replaced.files if library.trash.in_the_way(one.id) is not None},
        "titles": _titles(visit, {one.key for one in files}),
        "days": library.config.downloads,
    }
    return Shown("system_kept.html", context)


def ask(visit: Visit) -> Shown | Redirect:
    """Ask before one file is deleted, or all of a kind."""
    kind, id = visit.query.text("kind"), visit.query.text("id")
    kept = _kept(visit, kind)
    found: Sequence[Quarantined | Trashed] = ()
    if kept is not None:
        found = [kept.get(id)] if id else kept.all()
    if not found:
        return Redirect(_PLACE, visit.gettext("There is nothing to delete."), "info")
    size = sum(one.size for one in found)
    return Shown("system_kept_delete.html", {"kind": kind, "id": id, "files": found, "size": size})


def ask_swap(visit: Visit) -> Shown | Redirect:
    """Ask before a file changes places with the one that replaced it."""
    trash, id = visit.site.library.trash, visit.query.text("id")
    file, path = trash.get(id), trash.in_the_way(id)
    if path is None:
        return Redirect(_PLACE, visit.gettext("Nothing has its place any more."), "info")
    return Shown("system_kept_swap.html", {"file": file, "path": path})


def change(visit: Visit) -> Redirect:
    """Try the episode of a failed file again, or put a replaced file back."""
    library, id = visit.site.library, visit.form.text("id")
    back = visit.back_to(_PLACE)
    match visit.form.text("do"):
        case "retry":
            return Redirect(back, queued_text(visit, len(library.quarantine.retry(id))))
        case "restore" | "swap" as do:
            if do == "restore" and library.trash.in_the_way(id) is not None:
                return Redirect(address(f"{_PLACE}/swap", id=id))
            path = library.trash.restore(id, swap=do == "swap")
            return Redirect(back, visit.gettext("It is there again: %(path)s", path=path))
    raise InvalidValue(visit.gettext("That button is unknown. Load the page again."))


def drop(visit: Visit) -> Redirect:
    """Delete one file, or all of a kind."""
    kept, id = _kept(visit, visit.form.text("kind")), visit.form.text("id")
    if kept is None:
        raise InvalidValue(visit.gettext("That button is unknown. Load the page again."))
    count = kept.drop(id) if id else kept.empty()
    text = visit.ngettext("%(num)s file was deleted.", "%(num)s files were deleted.", count)
    return Redirect(_PLACE, text)


def _kept(visit: Visit, kind: str) -> Quarantine | Trash | None:
    """Return what keeps the files of a kind; None for a kind that there is not."""
    match kind:
        case "failed":
            return visit.site.library.quarantine
        case "replaced":
            return visit.site.library.trash
    return None


def _page(visit: Visit, kind: str, found: Sequence[_File]) -> KeptPage:
    """Return the newest files, or those before the one that the address names."""
    before = visit.query.text(kind)
    older = [one for one in reversed(found) if not before or one.id < before]
    shown = older[:_AT_ONCE]
    more = shown[-1].id if len(older) > _AT_ONCE else None
    return KeptPage(
        files=shown,
        total=len(found),
        size=sum(one.size for one in found),
        next=None if more is None else address(_PLACE, **{kind: more}),
        first=_PLACE if before else None,
    )


def _titles(visit: Visit, keys: set[SeriesKey]) -> Mapping[SeriesKey, str]:
    """Return what the series are called; one that is gone is not named."""
    store = visit.site.library.store.series
    found = {key: store.get(key) for key in keys}
    return {key: series.title for key, series in found.items() if series is not None}


PAGES = (
    Page("GET", _PLACE, show, templates=("system_kept.html",)),
    Page("POST", _PLACE, change),
    Page("GET", f"{_PLACE}/swap", ask_swap, templates=("system_kept_swap.html",)),
    Page("GET", f"{_PLACE}/delete", ask, templates=("system_kept_delete.html",)),
    Page("POST", f"{_PLACE}/delete", drop),
)
