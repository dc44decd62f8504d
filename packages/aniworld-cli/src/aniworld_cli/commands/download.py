"""``aniw download``: queue what is missing and work the queue off."""

import threading
from collections.abc import Iterator, Sequence
from typing import Any

import click

from aniworld_cli import progress
from aniworld_cli.command import EPISODES, Command, dry_run
from aniworld_cli.commands.queue.items import document, line
from aniworld_cli.downloads import Tally, check_disk, enqueue, put_first, waiting
from aniworld_cli.exit_codes import ExitCode
from aniworld_cli.interrupts import stopping
from aniworld_cli.invocation import Invocation
from aniworld_cli.output import Block, Output
from aniworld_cli.text import at_time, count
from aniworld_cli.wanted import wanted_options, wanted_with
from aniworld_core.entities import NewItem, QueueItem, WorkerOrder, WorkerRole
from aniworld_core.episode_ranges import compact
from aniworld_core.events import DownloadFailed, DownloadWaiting
from aniworld_core.library import Library
from aniworld_core.services.downloads import WorkResult
from aniworld_core.services.scanner import Ambiguous

__all__ = ["command"]


@click.command("download", cls=Command)
@click.argument("key", required=False, help="Only this series.")
@click.argument("texts", metavar="[EPISODE]...", nargs=-1, help=EPISODES)
@click.option("--queued", is_flag=True, help="Add nothing, only work off what is queued.")
@wanted_options
@dry_run
@click.pass_obj
def command(
    invocation: Invocation,
    /,
    *,
    key: str | None,
    texts: tuple[str, ...],
    queued: bool,
    dry_run: bool,
    **wanted: Any,
) -> ExitCode:
    """Queue what is missing, of one series or of all, and download until the queue is worked off.

    What has to wait is told with its reason: a site or hoster that is left alone, a full disk, the hours and
    the number an hour that the settings allow. A wait of more than downloads.patience is left to a later run.

    The first Ctrl-C stops cleanly and keeps the rest queued, a second one ends the program at once.
    """
    if queued and key is not None:
        raise click.UsageError("--queued takes no series.", click.get_current_context())
    out, tally = invocation.out, Tally()
    items: Sequence[QueueItem | NewItem] = ()
    skipped: Sequence[Ambiguous] = ()
    with (
        progress.downloading(out) as bars,
        invocation.library(bars, tally, dry_run=dry_run) as library,
    ):
        if dry_run:
            check_disk(library)
        if not queued:
            if not dry_run:
                library.scanner.catch_up()  # what came to the disk meanwhile is not fetched again
            policy = wanted_with(library.config.downloads.wanted(), **wanted)
            items, skipped = enqueue(library, key, texts, policy, dry_run=dry_run)
            if key is not None and not dry_run:
                _tell_behind(out, others=put_first(library, items))
        if not dry_run:
            _tell_waiting(out, library)
            with stopping(out.note) as stop:
                tally.result = _work(library, stop)
            tally.stopped = stop.is_set()
    out.show(
        lambda: {
            "dry_run": dry_run,
            "queued": [document(item) for item in items],
            "skipped": [{"key": one.key, "folders": one.folders} for one in skipped],
            **tally.document(),
        },
        _text(items, skipped, tally, _absence(key, texts, items), dry_run=dry_run),
    )
    return _code(skipped, tally)


def _work(library: Library, stop: threading.Event) -> WorkResult:
    drain = threading.Event()

    def obey(order: WorkerOrder) -> None:
        (drain if order is WorkerOrder.DRAIN else stop).set()

    with library.workers.present(
        WorkerRole.COMMAND, downloads=lambda: library.config.downloads.workers, obey=obey
    ):
        return library.downloads.work(stop, drain)


def _text(
    items: Sequence[QueueItem | NewItem],
    skipped: Sequence[Ambiguous],
    tally: Tally,
    absence: str,
    *,
    dry_run: bool,
) -> Iterator[Block]:
    for one in skipped:
        yield f"Left out: {one.key}, which could be in {' or '.join(one.folders)}; see: aniw match"
    if dry_run:
        yield (
            "Would be queued and downloaded:"
            if items
            else absence or "Nothing would be downloaded."
        )
        yield from map(line, items)
        return
    if absence:
        yield absence
    yield (
        f"{len(tally.finished)} downloaded, {len(tally.failed)} failed, "
        f"{len(tally.waiting)} to be tried again later."
    )
    yield from (f"  {_name(one)}: {one.reason}" for one in tally.failed)
    yield from (
        f"  {_name(one)}: {one.reason} (next try {at_time(one.next_try)})" for one in tally.waiting
    )
    yield from _left(tally)


def _absence(key: str | None, texts: Sequence[str], items: Sequence[object]) -> str:
    """Say why nothing of a named series was queued; nothing if something was, or none was named."""
    if key is None or items:
        return ""
    if texts:
        return f"{key} {' '.join(texts)} is in the library already, and nothing better is offered."
    return f"Nothing of {key} is to be downloaded now. What is missing, and why: aniw missing {key}"


def _left(tally: Tally) -> Iterator[Block]:
    hold = tally.result.hold
    if tally.stopped:
        rest = count(tally.result.waiting, "item")
        yield f"Stopped; {rest} left in the queue. To go on: aniw download --queued"
    elif tally.result.paused:
        yield "The queue is paused. To go on: aniw queue resume, then aniw download --queued"
    elif hold is not None:
        when = "" if hold.until is None else f", from {at_time(hold.until)} on"
        yield f"{count(tally.result.waiting, 'item')} had to wait: {hold.reason}"
        yield f"To go on{when}: aniw download --queued"
    elif tally.behind:
        yield f"{count(tally.behind, 'more item')} in the queue; see: aniw queue list"
    if tally.failed and not tally.stopped:
        yield "To try again what failed: aniw queue retry, then aniw download --queued"


def _tell_waiting(out: Output, library: Library) -> None:
    for told in waiting(library):
        out.note(told)


def _tell_behind(out: Output, *, others: bool) -> None:
    if others:
        out.note("These come first; what else is queued comes behind them.")


def _name(end: DownloadFailed | DownloadWaiting) -> str:
    return f"{end.key} {compact([end.episode])}"


def _code(skipped: Sequence[Ambiguous], tally: Tally) -> ExitCode:
    if tally.stopped:
        return ExitCode.INTERRUPTED
    if tally.failed and not tally.finished:
        return ExitCode.FAILED
    # Whatever is queued still was put off: it waits, is held, or the whole queue is paused.
    unfinished = tally.failed or tally.waiting or tally.result.waiting
    return ExitCode.PARTLY if unfinished or skipped else ExitCode.DONE
