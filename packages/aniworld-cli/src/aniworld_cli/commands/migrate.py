"""``aniw migrate``: take over the data of the older program."""

from collections.abc import Iterable, Iterator

import click

from aniworld_cli import progress
from aniworld_cli.command import Command, dry_run
from aniworld_cli.exit_codes import ExitCode
from aniworld_cli.invocation import Invocation
from aniworld_cli.old_data import told
from aniworld_cli.output import Block, Next
from aniworld_core import serde
from aniworld_core.entities import MigrationResult
from aniworld_core.services.migration import CleanupResult

__all__ = ["command"]


@click.command("migrate", cls=Command)
@click.option("--cleanup", is_flag=True, help="Then put the old files away, each behind a backup.")
@dry_run
@click.pass_obj
def command(invocation: Invocation, /, *, cleanup: bool, dry_run: bool) -> ExitCode:
    """Take over the `data` files of the older program; series that are there already are skipped.

    Running it again changes nothing. The old files stay, unless --cleanup asks to replace each one
    that was taken over by a dated backup copy beside it.
    """
    # Opened as for a dry run, so that the library does not take over by itself before it is asked.
    with invocation.library(dry_run=True) as library:
        with progress.counting(invocation.out, "Old data") as report:
            migrate = library.migration.check if dry_run else library.migration.run
            result = migrate(report=report)
        cleaned = library.migration.cleanup(dry_run=dry_run) if cleanup else None
    invocation.out.show(
        lambda: {
            "dry_run": dry_run,
            "result": serde.unstructure(result),
            "cleanup": None if cleaned is None else serde.unstructure(cleaned),
        },
        _text(result, cleaned, dry_run=dry_run),
    )
    failed = result.failed or (cleaned is not None and cleaned.failed)
    if not failed:
        return ExitCode.DONE
    return ExitCode.PARTLY if result.migrated or result.skipped else ExitCode.FAILED


def _text(
    result: MigrationResult, cleaned: CleanupResult | None, *, dry_run: bool
) -> Iterator[Block]:
    if not result.total_found:
        yield "The library holds no data of the older program."
        return
    yield f"{result} (dry run: nothing was changed)" if dry_run else str(result)
    yield from _listed("Failed:", map(told, result.errors))
    yield from _listed("Notes:", result.notes)
    if cleaned is not None:
        yield from _cleaned(cleaned, dry_run=dry_run)
    elif result.migrated and not dry_run:
        yield Next("aniw scan")


def _cleaned(cleaned: CleanupResult, *, dry_run: bool) -> Iterator[str]:
    if dry_run:
        yield from _listed("Would be put away:", cleaned.files)
    else:
        yield str(cleaned)
    yield from _listed("Left where they are:", map(told, cleaned.errors))


def _listed(head: str, lines: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        if not number:
            yield head
        yield f"  {line}"
