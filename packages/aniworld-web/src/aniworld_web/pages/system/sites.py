"""How the catalogue sites and their hosters are doing, and the lists of titles that are read."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from aniworld_core.clock import utc_now
from aniworld_core.entities import Condition, ConditionKind, TitleList
from aniworld_core.plugins import GuardedProvider
from aniworld_core.services.conditions import hoster_of
from aniworld_web.indexing import KIND, ListsRead, start_reading
from aniworld_web.pages.page import Page, Redirect, Shown, Visit
from aniworld_web.pages.texts import Texts
from aniworld_web.pages.wording import said, told
from aniworld_web.running.jobs import JobState

__all__ = ["PAGES", "HosterRow", "SiteRow", "read", "show", "sites_context"]


@frozen(kw_only=True)
class SiteRow:
    """A site, the word for its condition, whether it is left alone now, and its list if it has one."""

    name: str
    word: str
    condition: Condition | None
    rests: bool
    titles: TitleList | None


@frozen(kw_only=True)
class HosterRow:
    """A hoster that fails, the word for its condition, and whether it is left alone now."""

    name: str
    word: str
    condition: Condition
    rests: bool


def show(visit: Visit) -> Shown:
    """Show the sites alone: what is asked for again when something changes."""
    return Shown("system_sites.html", sites_context(visit))


def read(visit: Visit) -> Redirect:
    """Begin to read all lists anew."""
    start_reading(visit.site, force=True)
    return Redirect(visit.back_to("/system"))


def sites_context(visit: Visit) -> Mapping[str, Any]:
    """Return what ``system_sites_state.html`` shows."""
    jobs = visit.site.jobs.all()
    job = next((one for one in jobs if one.kind == KIND), None)
    result = job.result if job is not None and isinstance(job.result, ListsRead) else None
    failed = [] if result is None else [one for one in result.items if one.error is not None]
    library = visit.site.library
    return {
        "sites": _rows(visit),
        "hosters": list(_hosters(visit)),
        "lists_possible": any(one.lists_titles for one in library.plugins.providers.values()),
        "reading": job if job is not None and job.state is JobState.RUNNING else None,
        "reading_error": told(visit.texts, job.error) if job and job.error else "",
        "unread": [(one.provider, said(visit.texts, one.error)) for one in failed if one.error],
    }


def _rows(visit: Visit) -> Sequence[SiteRow]:
    library, now = visit.site.library, utc_now()
    lists = {one.provider: one for one in library.titles.lists()}
    conditions = {one.provider: one for one in library.conditions.all()}
    refusing = {name for name, one in conditions.items() if one.kind is not ConditionKind.WORKING}
    rows = []
    for name in _names(library.plugins.providers.values(), refusing):
        condition = conditions.get(name)
        kind = ConditionKind.WORKING if condition is None else condition.kind
        rows.append(
            SiteRow(
                name=name,
                word=_word(visit.texts, kind),
                condition=condition,
                rests=condition is not None and condition.rests_at(now),
                titles=lists.get(name),
            )
        )
    return rows


def _hosters(visit: Visit) -> Iterator[HosterRow]:
    now = utc_now()
    for one in visit.site.library.conditions.all():
        name = hoster_of(one.provider)
        if name is not None and one.kind is not ConditionKind.WORKING:
            yield HosterRow(
                name=name,
                word=_word(visit.texts, one.kind),
                condition=one,
                rests=one.rests_at(now),
            )


def _names(providers: Iterable[GuardedProvider], refusing: Collection[str]) -> Iterator[str]:
    """Yield the sites, and behind one that refuses to open its links the name of those."""
    for provider in providers:
        yield provider.name
        if provider.play_links in refusing:
            yield provider.play_links


def _word(texts: Texts, kind: ConditionKind) -> str:
    _ = texts.gettext
    return {
        ConditionKind.WORKING: _("works"),
        ConditionKind.RESTING: _("rests"),
        ConditionKind.BLOCKED: _("refuses us"),
        ConditionKind.LAYOUT_CHANGED: _("has changed its pages"),
        ConditionKind.UNAVAILABLE: _("does not answer"),
    }[kind]


PAGES = (
    Page("GET", "/system/sites", show, templates=("system_sites.html",)),
    Page("POST", "/system/titles", read),
)
