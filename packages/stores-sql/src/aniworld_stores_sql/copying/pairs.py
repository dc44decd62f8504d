"""Two ordered streams of rows side by side."""

from collections.abc import Callable, Iterator

from aniworld_stores_sql.plain import Row

__all__ = ["paired"]


def paired(
    ours: Iterator[Row], theirs: Iterator[Row], key: Callable[[Row], Row]
) -> Iterator[tuple[Row | None, Row | None]]:
    """Yield what has the same key together, with None where one stream has no such row.

    Both streams are in the order of their keys.
    """
    one, other = next(ours, None), next(theirs, None)
    while one is not None and other is not None:
        first, second = key(one), key(other)
        if first < second:
            yield one, None
            one = next(ours, None)
        elif second < first:
            yield None, other
            other = next(theirs, None)
        else:
            yield one, other
            one, other = next(ours, None), next(theirs, None)
    while one is not None:
        yield one, None
        one = next(ours, None)
    while other is not None:
        yield None, other
        other = next(theirs, None)
