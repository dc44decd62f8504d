"""The order of what a search found."""

from collections.abc import Iterable

from aniworld_core.entities import SearchHit

__all__ = ["closest_first"]


def closest_first(hits: Iterable[SearchHit], query: str) -> list[SearchHit]:
    """Sort hits: the title itself, those that begin with the query, that hold it, and the others.

    Among equals the site's order stays.
    """
    return sorted(hits, key=lambda hit: _distance(hit.title.casefold(), query.casefold()))


def _distance(title: str, query: str) -> int:
    nearer = (title == query, title.startswith(query), query in title, True)
    return nearer.index(True)
