"""Files that are kept apart, chosen by their names as people shorten them."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

import click

from aniworld_core.entities import Quarantined, Trashed
from aniworld_core.errors import InvalidValue, NotFound

__all__ = ["ID", "chosen", "either", "total"]

K = TypeVar("K", Quarantined, Trashed)

ID = "The ID in the list; any part of it will do, if no other one has the same."
"""What is said of every argument that names a kept file."""


def chosen(kept: Sequence[K], names: Iterable[str], hint: str) -> list[K]:
    """Return the kept files of these names, each once; ``hint`` tells where they are listed.

    Raises NotFound, and InvalidValue for a name that fits several.
    """
    found = [_one(kept, name, hint) for name in names]
    return list({one.id: one for one in found}.values())


def either(ids: Sequence[str], *, everything: bool) -> None:
    """Refuse a command that names no file at all, or some beside --all."""
    if bool(ids) == everything:
        raise click.UsageError("Give the ID of a file, or --all.", click.get_current_context())


def total(kept: Iterable[K]) -> int:
    """Return how many bytes they take."""
    return sum(one.size for one in kept)


def _one(kept: Sequence[K], name: str, hint: str) -> K:
    fitting = [one for one in kept if name and (name in one.id)]
    if not fitting:
        raise NotFound(f"No kept file is named {name!r}.", hint=hint)
    if len(fitting) > 1:
        names = ", ".join(one.id for one in fitting)
        raise InvalidValue(f"{name!r} could be {names}.", hint="Give more of the ID.")
    return fitting[0]
