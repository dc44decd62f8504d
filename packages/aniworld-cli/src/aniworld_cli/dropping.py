"""Deleting kept files for good: asked, done and told."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from aniworld_cli.invocation import Invocation
from aniworld_cli.kept import total
from aniworld_cli.output import Block
from aniworld_cli.sure import be_sure
from aniworld_cli.text import count
from aniworld_core import serde
from aniworld_core.entities import Quarantined, Trashed
from aniworld_core.sizes import size

__all__ = ["drop"]

K = TypeVar("K", Quarantined, Trashed)


def drop(
    invocation: Invocation,
    found: Sequence[K],
    delete: Callable[..., int],
    line: Callable[[K], str],
    *,
    yes: bool,
    dry_run: bool,
) -> None:
    """Delete kept files once the user is sure, and say so; ``line`` names one of them."""
    much = f"{count(len(found), 'file')}, {size(total(found))}"
    if found and not dry_run:
        if not yes:
            be_sure(invocation, f"Delete {much}, for good?")
        delete(*(one.id for one in found))

    def text() -> Iterator[Block]:
        if not found:
            yield "There is nothing to delete."
            return
        yield f"{'Would be deleted' if dry_run else 'Deleted'}, {much}:"
        yield from map(line, found)

    invocation.out.done(
        lambda: {
            "dry_run": dry_run,
            "dropped": len(found),
            "files": [serde.unstructure(one) for one in found],
        },
        text(),
    )
