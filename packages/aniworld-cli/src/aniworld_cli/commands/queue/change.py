"""What the commands that change queue items say in the end."""

from collections.abc import Iterator, Sequence

from aniworld_cli.commands.queue.items import document, line
from aniworld_cli.invocation import Invocation
from aniworld_cli.output import Block, Next
from aniworld_core.entities import NewItem, QueueItem

__all__ = ["tell"]


def tell(
    invocation: Invocation,
    done: str,
    items: Sequence[QueueItem | NewItem],
    *,
    dry_run: bool,
    nothing: str = "",
    following: str = "",
) -> None:
    """Print which items were changed, or would be; ``done`` says how, such as ``removed``.

    ``nothing`` is said where there are none, ``following`` is the next command.
    """

    def text() -> Iterator[Block]:
        if not items:
            yield nothing
            return
        yield f"Would be {done}:" if dry_run else f"{done.capitalize()}:"
        yield from map(line, items)
        if following and not dry_run:
            yield Next(following)

    invocation.out.done(
        lambda: {
            "dry_run": dry_run,
            done: len(items),
            "items": [document(item) for item in items],
        },
        text(),
    )
