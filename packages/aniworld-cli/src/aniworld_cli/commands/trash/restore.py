"""``aniw trash restore``: put files back where they were."""

from collections.abc import Iterator, Sequence

import click

from aniworld_cli.command import Command, dry_run
from aniworld_cli.commands.trash.files import HINT
from aniworld_cli.exit_codes import ExitCode
from aniworld_cli.failures import Failure, described
from aniworld_cli.invocation import Invocation
from aniworld_cli.kept import ID, chosen
from aniworld_cli.output import Block
from aniworld_core.errors import AniworldError

__all__ = ["command"]


@click.command("restore", cls=Command)
@click.argument("ids", metavar="ID...", nargs=-1, required=True, help=ID)
@click.option(
    "--swap", is_flag=True, help="A file that has the place by now goes to the trash instead."
)
@dry_run
@click.pass_obj
def command(
    invocation: Invocation, /, *, ids: tuple[str, ...], swap: bool, dry_run: bool
) -> ExitCode:
    """Put files back where they were; one whose place is taken stays in the trash, unless you swap them."""
    paths: list[str] = []
    refused: list[tuple[str, Failure]] = []
    with invocation.library(dry_run=dry_run) as library:
        found = chosen(library.trash.all(), ids, HINT)
        for one in found:
            try:
                paths.append(library.trash.restore(one.id, swap=swap, dry_run=dry_run))
            except AniworldError as error:
                refused.append((one.id, described(error)))
    invocation.out.done(
        lambda: {
            "dry_run": dry_run,
            "restored": paths,
            "refused": [{"id": id, "error": why.document()} for id, why in refused],
        },
        _text(paths, dry_run=dry_run),
    )
    for id, why in refused:
        invocation.out.warn(f"{id}: {why.message} {why.hint}".rstrip())
    if not refused:
        return ExitCode.DONE
    return ExitCode.PARTLY if paths else ExitCode.FAILED


def _text(paths: Sequence[str], *, dry_run: bool) -> Iterator[Block]:
    if paths:
        yield "Would be put back:" if dry_run else "Put back:"
        yield from (f"  {path}" for path in paths)
