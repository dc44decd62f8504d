"""Search answers: groups of which one repeats all, links within links, and pages of results."""

import json
from collections.abc import Iterator, Sequence
from urllib.parse import quote_plus

from aniworld_demo.answers import Answer
from aniworld_demo.catalogue import Entry, Show, Shows
from aniworld_demo.pages.new.addresses import cover_path, series_path
from aniworld_demo.pages.new.frame import page
from aniworld_demo.pages.text import text

__all__ = ["search_page", "suggest_answer"]

_PER_PAGE = 4
_EPISODES = 30
_SUGGESTED = 5


def search_page(shows: Shows, term: str, number: int) -> Answer:
    """Answer ``GET /suche``: a page of series by title, other title or description, and episodes."""
    found = _found(shows, term)
    start = (number - 1) * _PER_PAGE
    cards = "".join(_card(show) for show in found[start : start + _PER_PAGE])
    series = f'<h2 class="h4 fw-bold">Serien</h2><div class="row g-3">{cards}</div>'
    episodes = "".join(_episodes(shows, term))
    listed = f"""<h2 class="search-section__title fw-bold">Episoden</h2>
<div class="search-section search-section--episodes"><ul class="p-0">{episodes}</ul></div>"""
    groups = {"all": series + listed, "shows": series, "episodes": listed, "people": ""}
    results = "".join(
        f'<div class="results-group {"" if name == "all" else "d-none"}" data-group="{name}">\n'
        f"{content}</div>\n"
        for name, content in groups.items()
    )
    body = f"""<form action="/suche" method="GET"><input type="text" name="term" \
value="{text(term)}" class="search-input"></form>
<div class="search-results search-results-list">
{results}</div>
{_next(term, number) if len(found) > start + _PER_PAGE else ""}"""
    return page(f"Suche: {term}", body)


def suggest_answer(shows: Shows, term: str) -> Answer:
    """Answer ``GET /api/search/suggest``: a few series by title."""
    words = term.strip().lower()
    found = [show for show in shows.values() if words and words in show.title.lower()]
    listed = [{"name": show.title, "url": series_path(show)} for show in found[:_SUGGESTED]]
    body = json.dumps({"shows": listed, "people": [], "genres": []})
    return Answer(body=body.encode(), type="application/json")


def _found(shows: Shows, term: str) -> Sequence[Show]:
    words = term.strip().lower()
    found = [
        show
        for show in shows.values()
        if words
        and any(words in one.lower() for one in (show.title, *show.aliases, show.description))
    ]
    return sorted(found, key=lambda show: words not in show.title.lower())


def _card(show: Show) -> str:
    address, title = series_path(show), text(show.title)
    # The link within the link is the site's own fault.
    return f"""<div class="col-6 col-md-4">
<a href="{address}" class="text-decoration-none">
<div class="card cover-card h-100">
<a href="{address}" class="d-block show-cover"><picture>\
<img src="{cover_path(show)}?format=jpg" alt="{title}" class="img-fluid w-100"></picture></a>
<div class="card-body py-2 p-1"><h6 class="show-title mb-0 small" title="{title}">{title}</h6></div>
</div>
</a>
</div>
"""


def _episodes(shows: Shows, term: str) -> Iterator[str]:
    words = term.strip().lower()
    left = _EPISODES
    for show in shows.values():
        for entry in show.entries:
            if left and words and words in f"{entry.german} {entry.english}".lower():
                left -= 1
                yield _episode(show, entry)


def _episode(show: Show, entry: Entry) -> str:
    return f"""<li class="mb-4"><a href="{series_path(show)}"><h6 class="small">
{text(show.title)} <span class="text-primary float-end">S{entry.season} · E{entry.number}</span>
</h6><p class="title mb-1">{text(entry.german or entry.english)}</p></a></li>
"""


def _next(term: str, number: int) -> str:
    address = f"/suche?term={quote_plus(term)}&amp;tab=shows&amp;page={number + 1}"
    return f"""<nav><ul class="pagination"><li class="page-item active"><span class="page-link">\
{number}</span></li><li class="page-item">
<a class="page-link" href="{address}" rel="next">Weiter</a></li></ul></nav>"""
