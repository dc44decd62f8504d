"""``aniw scan``: read the catalogue and the disk again."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

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
from aniworld_core.library import Library
from aniworld_core.services.catalog import Due, Refreshed
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
@click.option("--refresh-all", is_flag=True, help="Read series too that are not due yet.")
@click.option("--full", is_flag=True, help="Read folders too that seem unchanged.")
@click.option(
    "--confirm-losses",
    is_flag=True,
    help="Accept that many files are gone, or that the folder is another one.",
)
@dry_run
@click.pass_obj
def command(
    invocation: Invocation,
    /,
    *,
    keys: tuple[str, ...],
    offline: bool,
    refresh_all: bool,
    full: bool,
    confirm_losses: bool,
    dry_run: bool,
) -> ExitCode:
    """Read what is due on the sites (or the series that are named) again, then the library folder.

    Of the monitored series, running ones and those with news are due daily, quiet ones weekly, ended
    ones monthly. The sites' whole lists (see `aniw index`) are read too when they are more than a day
    old. When the folder cannot be trusted (not mounted, empty, without its mark, many files gone)
    nothing is concluded from it. A dry run reads the disk only.
    """
    out = invocation.out
    with (
        progress.scanning(out) as bars,
        invocation.library(bars, dry_run=dry_run) as library,
    ):
        asks = not (offline or dry_run)
        sites = _ask(library, keys, everything=refresh_all) if asks else _Sites()
        scanned = library.scanner.scan(*keys, full=full, confirmed=confirm_losses, dry_run=dry_run)
        missing = library.missing.counts()
        registered = bool(library.catalog.page(limit=1))
    for note in sites.notes:
        out.note(note)
    lacks = _next(missing) if registered else iter(_BEGINNING)
    failed = any(one.error for one in sites.refreshed) or scanned.unavailable
    tell = out.show if failed else out.done
    tell(
        lambda: {
            "dry_run": dry_run,
            "due": None if sites.due is None else len(sites.due.keys),
            "refreshed": [_document(one) for one in sites.refreshed],
            "scan": serde.unstructure(scanned),
        },
        _dry(scanned) if dry_run else chain(_text(sites, scanned), lacks),
    )
    return ExitCode.PARTLY if failed else ExitCode.DONE


class _Sites(NamedTuple):
    """What the sites were asked, and answered; ``due`` is None where that was not what counted."""

    due: Due | None = None
    refreshed: Sequence[Refreshed] = ()
    notes: Sequence[str] = ()


def _ask(library: Library, keys: Sequence[str], *, everything: bool) -> _Sites:
    if keys:
        return _Sites(refreshed=library.catalog.refresh(*keys))
    # These pages tell which series have something new, and so what is due.
    pages = library.upcoming.read()
    due = None if everything else library.catalog.due()
    refreshed = library.catalog.refresh(all=everything)
    lists = library.titles.read()
    notes = [
        *(
            f"What is {one.kind} on {one.provider} was not read: {one.error}"
            for one in pages
            if one.error
        ),
        *(f"The list of {one.provider} was not read: {one.error}" for one in lists if one.error),
    ]
    return _Sites(due=due, refreshed=refreshed, notes=notes)


def _document(one: Refreshed) -> dict[str, object]:
    error = described(one.error).document() if one.error else None
    return {"key": str(one.key), "asked": one.asked, "error": error}


def _text(sites: _Sites, scanned: ScanResult) -> Iterator[Block]:
    yield from _catalogue(sites)
    yield f"Disk: {_counted(scanned)}."
    yield from _noticed(scanned)


def _catalogue(sites: _Sites) -> Iterator[Block]:
    failed = [one for one in sites.refreshed if one.error is not None]
    read, of = len(sites.refreshed) - len(failed), len(sites.refreshed)
    if sites.due is not None and sites.due.monitored:
        were = "was" if of == 1 else "were"
        yield f"Catalogue: {of} of {sites.due.monitored} series {were} due, {read} read."
    elif sites.refreshed:
        yield f"Catalogue: {read} of {of} series read."
    yield from (f"  {one.key}: {one.error}" for one in failed if one.asked)
    # A site that rests says the same of each of its series.
    resting = Counter(str(one.error) for one in failed if not one.asked)
    yield from (f"  {many} series not asked: {error}" for error, many in resting.items())


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
