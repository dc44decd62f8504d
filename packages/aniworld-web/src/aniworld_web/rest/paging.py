"""Pages of a list that may change between them: each begins behind the last item of the one before."""

from collections.abc import Callable, Sequence
from typing import TypeVar

__all__ = ["cut"]

T = TypeVar("T")
C = TypeVar("C")


def cut(found: Sequence[T], limit: int, cursor: Callable[[T], C]) -> tuple[Sequence[T], C | None]:
    """Return the first ``limit`` of what was found and the cursor of the next page, None at the end.

    One more than ``limit`` has to be looked for: it alone tells that there is a next page.
    """
    items = found[:limit]
    return items, cursor(items[-1]) if len(found) > limit else None
