"""Adding series: found in the title index at once, then on all sites side by side, or named by a link."""

from collections.abc import Callable, Sequence

from attrs import frozen

from aniworld_core.entities import SearchHit, SeriesKey
from aniworld_core.errors import AlreadyThere
from aniworld_core.services.catalog import SearchAnswer
from aniworld_web.pages.addresses import address
from aniworld_web.pages.page import Page, Redirect, Shown, Visit
from aniworld_web.pages.wording import said
from aniworld_web.scans import adopt
from aniworld_web.searching import registered
from aniworld_web.searching import search as ask

__all__ = ["PAGES", "Found", "Hit", "add", "search"]

_SHORTEST = 2
"""Characters from which on the sites are asked."""

_MOST_HITS = 50


@frozen(kw_only=True)
class Hit:
    """A series that a site found; ``key`` is its own when it is in the library already."""

    hit: SearchHit
    key: SeriesKey | None


@frozen(kw_only=True)
class Found:
    """What is known of one site: hits, of which ``more`` are not listed, and why it did not answer."""

    provider: str
    hits: Sequence[Hit] = ()
    more: int = 0
    error: tuple[str, str] | None = None


def search(visit: Visit) -> Shown:
    """Show what is found for some words: what the index has, and ``online`` what the sites say too.

    As long as the index has nothing the page itself asks for the rest. A link can be added as it is.
    """
    text = visit.query.text("q")[:200]
    is_link = "://" in text
    online = visit.query.text("online") == "1"
    answers: Sequence[Found] = ()
    if not is_link and len(text) >= _SHORTEST:
        library = visit.site.library
        key_of = registered(library)
        found = ask(library, text, online=online)
        answers = [_found(visit, answer, key_of) for answer in found]
    context = {
        "q": text,
        "is_link": is_link,
        "searched": not is_link and len(text) >= _SHORTEST,
        "online": online,
        "answers": answers,
        "shortest": _SHORTEST,
        "unread": visit.site.library.titles.unread(),
    }
    return Shown("add.html", context)


def add(visit: Visit) -> Redirect:
    """Add a series and lead to it; one that is there already is led to as well."""
    form = visit.form
    try:
        series = visit.site.library.catalog.add(
            form.text("text"),
            folder=form.raw("folder") or None,
            provider=form.text("provider") or None,
        )
    except AlreadyThere as error:
        if not error.key:
            raise
        return Redirect(
            address("/series", error.key), visit.gettext("It was in the library already."), "info"
        )
    adopt(visit.site.library, series.key)
    text = visit.gettext("%(title)s is in the library now.", title=series.title)
    return Redirect(address("/series", series.key), text)


def _found(
    visit: Visit, answer: SearchAnswer, key_of: Callable[[SearchHit], SeriesKey | None]
) -> Found:
    hits = [Hit(hit=hit, key=key_of(hit)) for hit in answer.hits[:_MOST_HITS]]
    return Found(
        provider=answer.provider,
        hits=hits,
        more=len(answer.hits) - len(hits),
        error=None if answer.error is None else said(visit.texts, answer.error),
    )


PAGES = (
    Page("GET", "/add", search, templates=("add.html",)),
    Page("POST", "/add", add),
)
