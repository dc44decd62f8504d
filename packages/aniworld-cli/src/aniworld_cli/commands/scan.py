"""``aniw scan``: read the catalogue and the disk again."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

import click

from aniworld_cli import progress
from aniworld_cli.command import Command, dry_run
from aniworld_cli.exit_codes import ExitCode
from aniworld_cli.failures import described
from aniworld_cli.invocation import Invocation
from aniworld_cli.lacks import lacking, set_aside
from aniworld_cli.output import Block, Next
from aniworld_cli.text import count
from aniworld_core import serde
from aniworld_core.services.catalog import Refreshed
from aniworld_core.services.scanner import ScanResult

__all__ = ["command"]

_SHOWN = 10
_BEGINNING: tuple[Block, ...] = (
    "No series is registered yet.",
    Next("aniw search TITLE, then aniw add KEY"),
)


@click.command("scan", cls=Command)
@click.argument("keys", metavar="[KEY]...", nargs=-1, help="Only these series.")
@click.option("--offline", is_flag=True, help="Read the disk only, ask no site.")
@click.option("--full", is_flag=True, help="Read folders too that seem unchanged.")
@click.option("--confirm-losses", is_flag=True, help="Accept that many files are gone.")
@dry_run
@click.pass_obj
def command(
    invocation: Invocation,
    /,
    *,
    keys: tuple[str, ...],
    offline: bool,
    full: bool,
    confirm_losses: bool,
    dry_run: bool,
) -> ExitCode:
    """Read the catalogue of all monitored series (or of those named) again, then the library folder.

    The sites' whole lists (see `aniw index`) are read too when they are more than a day old.
    When the folder cannot be trusted (not mounted, empty, many files gone) nothing is concluded
    from it. A dry run reads the disk only.
    """
    out = invocation.out
    with (
        progress.scanning(out) as bars,
        invocation.library(bars, dry_run=dry_run) as library,
    ):
        refreshed = [] if offline or dry_run else list(library.catalog.refresh(*keys))
        lists = [] if offline or dry_run or keys else library.titles.read()
        scanned = library.scanner.scan(*keys, full=full, confirmed=confirm_losses, dry_run=dry_run)
        missing = library.missing.counts()
        registered = bool(library.catalog.page(limit=1))
    for one in lists:
        if one.error is not None:
            out.note(f"The list of {one.provider} was not read: {one.error}")
    lacks = _next(missing) if registered else iter(_BEGINNING)
    failed = any(one.error for one in refreshed) or scanned.unavailable
    tell = out.show if failed else out.done
    tell(
        lambda: {
            "dry_run": dry_run,
            "refreshed": [
                {
                    "key": str(one.key),
                    "error": described(one.error).document() if one.error else None,
                }
                for one in refreshed
            ],
            "scan": serde.unstructure(scanned),
        },
        _dry(scanned) if dry_run else chain(_text(refreshed, scanned), lacks),
    )
    return ExitCode.PARTLY if failed else ExitCode.DONE


def _text(refreshed: Sequence[Refreshed], scanned: ScanResult) -> Iterator[Block]:
    failed = [one for one in refreshed if one.error is not None]
    if refreshed:
        yield f"Catalogue: {len(refreshed) - len(failed)} of {len(refreshed)} series read."
        yield from (f"  {one.key}: {one.error}" for one in failed)
    yield f"Disk: {_counted(scanned)}."
    yield from _noticed(scanned)


def _dry(scanned: ScanResult) -> Iterator[Block]:
    yield f"Would remember of the disk: {_counted(scanned)}."
    yield from _noticed(scanned)


def _counted(scanned: ScanResult) -> str:
    return (
        f"{count(scanned.folders, 'folder')} ({scanned.read} read anew), "
        f"{count(scanned.files, 'file')}, {scanned.new_files} new, {scanned.gone_files} gone"
    )


def _next(missing: Mapping[str, int]) -> Iterator[Block]:
    yield f"{count(lacking(missing), 'episode')} missing{set_aside(missing)}."
    yield Next("aniw missing")


def _noticed(scanned: ScanResult) -> Iterator[str]:
    yield from _some(
        "Folders that could not be read; what was known of them stays:",
        [f"{one.folder}: {one.reason}" for one in scanned.unavailable],
    )
    yield from _some("Folders without a series (see: aniw match):", scanned.unmatched)
    yield from _some(
        "Series whose folder is not certain (see: aniw match):",
        [f"{one.title} ({one.key}): {', '.join(one.folders)}" for one in scanned.ambiguous],
    )
    yield from _some("Videos whose names tell no episode:", scanned.unreadable)
    yield from _some("Skipped: links, and names that are no text:", scanned.skipped)
    if scanned.loose:
        yield f"{count(scanned.loose, 'video')} right in the library folder, in no series' folder."


def _some(head: str, lines: Sequence[str]) -> Iterator[str]:
    if not lines:
        return
    yield head
    yield from (f"  {line}" for line in lines[:_SHOWN])
    if len(lines) > _SHOWN:
        yield f"  and {len(lines) - _SHOWN} more; --json lists all"
