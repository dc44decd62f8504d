"""``aniw quarantine retry``: download again what failed its check."""

from collections.abc import Iterator, Sequence

import click

from aniworld_cli.command import Command, dry_run
from aniworld_cli.commands.quarantine.files import HINT, line
from aniworld_cli.commands.queue import items
from aniworld_cli.invocation import Invocation
from aniworld_cli.kept import ID, chosen, either
from aniworld_cli.output import Block, Next
from aniworld_core import serde
from aniworld_core.entities import Quarantined, QueueItem

__all__ = ["command"]


@click.command("retry", cls=Command)
@click.argument("ids", metavar="[ID]...", nargs=-1, help=ID)
@click.option("everything", "--all", is_flag=True, help="All that is in quarantine.")
@dry_run
@click.pass_obj
def command(
    invocation: Invocation, /, *, ids: tuple[str, ...], everything: bool, dry_run: bool
) -> None:
    """Queue the episodes again, to be tried at once, and delete the files that failed."""
    either(ids, everything=everything)
    queued: Sequence[QueueItem] = ()
    with invocation.library(dry_run=dry_run) as library:
        kept = library.quarantine.all()
        found = kept if everything else chosen(kept, ids, HINT)
        if not dry_run:
            queued = library.quarantine.retry(*(one.id for one in found))
    invocation.out.done(
        lambda: {
            "dry_run": dry_run,
            "retried": len(found),
            "files": [serde.unstructure(one) for one in found],
            "items": [items.document(item) for item in queued],
        },
        _text(found, queued, dry_run=dry_run),
    )


def _text(
    found: Sequence[Quarantined], queued: Sequence[QueueItem], *, dry_run: bool
) -> Iterator[Block]:
    if not found:
        yield "Nothing is in quarantine."
    elif dry_run:
        yield "Would be deleted, and their episodes queued again:"
        yield from map(line, found)
    elif queued:
        yield "Queued again:"
        yield from map(items.line, queued)
        yield Next("aniw download --queued")
    else:
        yield "Deleted; by now, their episodes are in the library."
