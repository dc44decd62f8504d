"""``aniw match``: which series the folders hold that have none yet."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

from aniworld_cli import progress
from aniworld_cli.asking import ask
from aniworld_cli.command import Command, dry_run
from aniworld_cli.exit_codes import ExitCode
from aniworld_cli.failures import described
from aniworld_cli.invocation import Invocation
from aniworld_cli.proposals import (
    after_registering,
    next_steps,
    overview,
    registrable,
    sorted_out,
    summary,
)
from aniworld_cli.text import count
from aniworld_core import serde
from aniworld_core.errors import NotFound
from aniworld_core.library import Library
from aniworld_core.services.matching import Accepted, Proposal, Refused, Verdict

__all__ = ["command"]


@click.command("match", cls=Command)
@click.argument("folder", required=False, help="As it stands below the library folder.")
@click.argument("key", required=False, help="The key of the registered series in it.")
@click.option("--accept-certain", is_flag=True, help="Register the series that are certain.")
@click.option("--provider", metavar="NAME", help="Propose series of this site only.")
@click.option("--no-series", metavar="FOLDER", help="Never ask about a folder again.")
@click.option(
    "--forget", metavar="FOLDER", help="Forget what was decided about a folder, and whose it is."
)
@dry_run
@click.pass_obj
def command(
    invocation: Invocation,
    /,
    *,
    folder: str | None,
    key: str | None,
    accept_certain: bool,
    provider: str | None,
    no_series: str | None,
    forget: str | None,
    dry_run: bool,
) -> ExitCode:
    """Find the series of folders that have none, or say which series a FOLDER holds.

    Proposals come from the sites' lists (aniw index) and the registered series; no site is asked. On a
    terminal each doubtful folder is then decided with one key, and what was decided is not asked again.
    A series that is certain is registered with --accept-certain, once its page bears that out.

    For example: aniw match "Fruits Basket (2019)" fruits-basket
    """
    _check(folder, key, accept_certain, no_series, forget)
    if folder is not None and key is not None:
        _confirm(invocation, folder, key, dry_run=dry_run)
    elif no_series is not None:
        _set_aside(invocation, no_series, dry_run=dry_run)
    elif forget is not None:
        _forget(invocation, forget, dry_run=dry_run)
    elif accept_certain:
        return _accept(invocation, provider, dry_run=dry_run)
    else:
        return _propose(invocation, provider, dry_run=dry_run)
    return ExitCode.DONE


def _check(folder: str | None, key: str | None, *ways: object) -> None:
    ctx = click.get_current_context()
    if folder is not None and key is None:
        raise click.UsageError("Name the key of the series too.", ctx)
    if sum(map(bool, (folder, *ways))) > 1:
        raise click.UsageError(
            "FOLDER KEY, --accept-certain, --no-series and --forget exclude each other.", ctx
        )


def _propose(invocation: Invocation, provider: str | None, *, dry_run: bool) -> ExitCode:
    out, failed = invocation.out, False
    asks = sys.stdin.isatty() and sys.stdout.isatty() and not (out.as_json or dry_run)
    with invocation.library(dry_run=dry_run) as library:
        proposals = _proposals(invocation, library, provider)
        refused = library.matching.refused()
        titles = sum(one.titles for one in library.titles.lists())
        out.show(
            lambda: {
                "titles": titles,
                "no_series": list(library.matching.set_aside()),
                "refused": [
                    {"folder": one.folder, "provider": one.provider, "ref": one.ref}
                    for one in refused
                ],
                "proposals": [serde.unstructure(one) for one in proposals],
            },
            overview(proposals, refused),
        )
        doubtful = sorted_out(proposals, Verdict.DOUBTFUL)
        if asks and doubtful:
            ends = ask(out, library.matching, doubtful, provider=provider)
            out.show(dict, summary(ends, len(doubtful)))
            failed = ends["failed"] > 0
    if not out.as_json:
        out.show(dict, next_steps(proposals, asked=asks))
    return ExitCode.PARTLY if failed else ExitCode.DONE


def _proposals(
    invocation: Invocation, library: Library, provider: str | None
) -> Sequence[Proposal]:
    unread = library.titles.unread()
    if unread:
        names = " and ".join(unread)
        invocation.out.note(f"The list of {names} was not read yet; do that with: aniw index")
    with progress.counting(invocation.out, "Folders") as report:
        return library.matching.propose(provider=provider, report=report)


def _accept(invocation: Invocation, provider: str | None, *, dry_run: bool) -> ExitCode:
    out = invocation.out
    results: Sequence[Accepted | Refused] = []
    with invocation.library(dry_run=dry_run) as library:
        proposals = _proposals(invocation, library, provider)
        certain = sorted_out(proposals, Verdict.CERTAIN)
        scanned = bool(library.store.files.folders())
        if certain and not dry_run:
            with _telling(invocation, library, certain), progress.counting(out, "Series") as report:
                results = library.matching.accept_certain(
                    [one.folder for one in certain], provider=provider, report=report
                )
    if dry_run:
        out.done(lambda: _document(certain, [], dry_run=True), registrable(proposals))
        return ExitCode.DONE
    failed = any(isinstance(one, Refused) for one in results)
    tell = out.show if failed else out.done
    tell(lambda: _document([], results, dry_run=False), after_registering(results, scanned=scanned))
    return ExitCode.PARTLY if failed else ExitCode.DONE


@contextmanager
def _telling(
    invocation: Invocation, library: Library, certain: Sequence[Proposal]
) -> Iterator[None]:
    """Say at Ctrl-C how many folders have their series by then."""
    try:
        yield
    except KeyboardInterrupt:
        owned = {one.folder for one in library.store.series.names()}
        given = sum(one.folder in owned for one in certain)
        invocation.out.warn(f"{given} of {count(len(certain), 'folder')} given to series so far.")
        raise


def _document(
    certain: Sequence[Proposal], results: Sequence[Accepted | Refused], *, dry_run: bool
) -> dict[str, Any]:
    return {
        "dry_run": dry_run,
        "certain": [serde.unstructure(one) for one in certain],
        "accepted": [serde.unstructure(one) for one in results if isinstance(one, Accepted)],
        "refused": [
            {"folder": one.folder, "error": described(one.error).document()}
            for one in results
            if isinstance(one, Refused)
        ],
    }


def _confirm(invocation: Invocation, folder: str, key: str, *, dry_run: bool) -> None:
    with invocation.library(dry_run=dry_run) as library:
        series = library.scanner.match(folder, key, dry_run=dry_run)
    done = "Would match" if dry_run else "Matched"
    invocation.out.done(
        lambda: {"dry_run": dry_run, "series": serde.unstructure(series)},
        [f"{done}: {series.title} ({series.key}) is in {series.folder}."],
    )


def _set_aside(invocation: Invocation, folder: str, *, dry_run: bool) -> None:
    folder = folder.rstrip("/")
    with invocation.library(dry_run=dry_run) as library:
        library.matching.no_series(folder, dry_run=dry_run)
    done = "Would not ask" if dry_run else "Nobody asks"
    invocation.out.done(
        lambda: {"dry_run": dry_run, "folder": folder},
        [f"{done} about {folder} any more. To undo it: aniw match --forget FOLDER"],
    )


def _forget(invocation: Invocation, folder: str, *, dry_run: bool) -> None:
    folder = folder.rstrip("/")
    with invocation.library(dry_run=dry_run) as library:
        decisions = library.matching.forget(folder, dry_run=dry_run)
        series = library.scanner.release(folder, dry_run=dry_run)
        if not decisions and series is None and folder not in library.scanner.folders():
            raise NotFound(f"There is no folder {folder!r} in the library.", hint="See: aniw match")
    key = None if series is None else series.key
    done = "Would forget" if dry_run else "Forgot"
    told = [f"{done} {count(decisions, 'decision')} about {folder}."]
    if series is not None:
        does = "would have" if dry_run else "has"
        told.append(f"{series.title} ({key}) {does} no folder any more; it stays registered.")
    invocation.out.done(
        lambda: {"dry_run": dry_run, "folder": folder, "forgotten": decisions, "series": key}, told
    )
