"""The lists over all series: by genre and by alphabet."""

from itertools import groupby

from aniworld_demo.answers import Answer
from aniworld_demo.catalogue import Show, Shows
from aniworld_demo.pages.old.frame import page
from aniworld_demo.pages.text import text

__all__ = ["alphabet_page", "genres_page"]


def alphabet_page(shows: Shows) -> Answer:
    """Return every series under its first letter."""
    ordered = sorted(shows.values(), key=lambda show: (_letter(show), show.title, show.start))
    sections = "".join(
        _section(letter, "".join(_item(show) for show in group))
        for letter, group in groupby(ordered, key=_letter)
    )
    return page("Animes von A bis Z", f'<div id="seriesContainer">{sections}</div>')


def genres_page(shows: Shows) -> Answer:
    """Return every series under each of its genres."""
    genres = sorted({genre for show in shows.values() for genre in show.genres})
    sections = "".join(
        _section(genre, "".join(_item(show) for show in shows.values() if genre in show.genres))
        for genre in genres
    )
    return page("Alle Animes", f'<div id="seriesContainer">{sections}</div>')


def _letter(show: Show) -> str:
    first = show.title[0].upper()
    return first if first.isalpha() else "#"


def _section(heading: str, items: str) -> str:
    return (
        f'<div class="genre"><div class="seriesGenreList"><h3>{text(heading)}</h3></div>'
        f"<ul>{items}</ul></div>\n"
    )


def _item(show: Show) -> str:
    # The site leaves the attribute out for some series; here for those with one other title.
    others = ", ".join(show.aliases)
    known = f'data-alternative-title="{text(others)}" ' if len(show.aliases) > 1 else ""
    return (
        f'<li><a {known}href="/anime/stream/{show.slug}" '
        f'title="{text(show.title)} Stream anschauen"> {text(show.title)}</a></li>\n'
    )
