"""``aniw match``: which folder belongs to which series."""

from collections.abc import Iterator, Sequence

import click

from aniworld_cli.command import Command, dry_run
from aniworld_cli.invocation import Invocation
from aniworld_cli.output import Block, Next
from aniworld_core import serde
from aniworld_core.services.scanner.results import Ambiguous

__all__ = ["command"]


@click.command("match", cls=Command)
@click.argument("folder", required=False, help="As it stands below the library folder.")
@click.argument("key", required=False, help="The key of the series in it.")
@dry_run
@click.pass_obj
def command(
    invocation: Invocation, /, *, folder: str | None, key: str | None, dry_run: bool
) -> None:
    """List folders whose series is unknown or unclear, or say which series a FOLDER holds.

    For example: aniw match "Fruits Basket (2019)" fruits-basket
    """
    if folder is not None and key is None:
        raise click.UsageError("Name the key of the series too.", click.get_current_context())
    if folder is None or key is None:
        _list(invocation)
    else:
        _confirm(invocation, folder, key, dry_run=dry_run)


def _list(invocation: Invocation) -> None:
    with invocation.library() as library:
        scanned = bool(library.store.files.folders())
        unmatched, ambiguous = library.scanner.unmatched(), library.scanner.ambiguous()
    invocation.out.show(
        lambda: {
            "unmatched": list(unmatched),
            "ambiguous": [serde.unstructure(one) for one in ambiguous],
        },
        _text(unmatched, ambiguous) if scanned else ["Nothing was scanned yet.", Next("aniw scan")],
    )


def _confirm(invocation: Invocation, folder: str, key: str, *, dry_run: bool) -> None:
    with invocation.library(dry_run=dry_run) as library:
        series = library.scanner.match(folder, key, dry_run=dry_run)
    done = "Would match" if dry_run else "Matched"
    invocation.out.done(
        lambda: {"dry_run": dry_run, "series": serde.unstructure(series)},
        [f"{done}: {series.title} ({series.key}) is in {series.folder}."],
    )


def _text(unmatched: Sequence[str], ambiguous: Sequence[Ambiguous]) -> Iterator[Block]:
    if unmatched:
        yield "Folders without a series (add it, or: aniw match FOLDER KEY):"
        yield from (f"  {folder}" for folder in unmatched)
    if ambiguous:
        yield "Unclear, say which with: aniw match FOLDER KEY"
        for one in ambiguous:
            yield f"  {one.title} ({one.key}) could be in:"
            yield from (f"    {folder}" for folder in one.folders)
    if not unmatched and not ambiguous:
        yield "Every folder of the last scan belongs to a series."
