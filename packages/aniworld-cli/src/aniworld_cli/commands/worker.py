"""``aniw worker``: work the queue off until told to end, beside other processes on the same store."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack

import click

from aniworld_cli import progress
from aniworld_cli.command import Command
from aniworld_cli.deadline import ended_within
from aniworld_cli.exit_codes import ExitCode
from aniworld_cli.interrupts import stopping
from aniworld_cli.invocation import Invocation
from aniworld_cli.output import Output
from aniworld_cli.text import count
from aniworld_core import validators
from aniworld_core.entities import WorkerOrder, WorkerRole
from aniworld_core.errors import InvalidValue, LibraryUnavailable
from aniworld_core.library import Library
from aniworld_core.running import Runner, Schedule

__all__ = ["command"]

_LOOK = 0.2
"""Seconds between two looks at what the runner does."""

_PATIENCE = 1.5
"""Seconds to end in order; less is enough where no site keeps us waiting."""


def _label(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    if value is not None:
        try:
            validators.host_label(value)
        except ValueError as error:
            raise click.BadParameter(f"{error}.") from error
    return value


@click.command("worker", cls=Command)
@click.option(
    "--host-label",
    metavar="NAME",
    callback=_label,
    help="Name of this host as others see it; else the setting host_label.",
)
@click.option(
    "--providers",
    metavar="NAME",
    multiple=True,
    help="Download series of this provider only; may be given several times.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 16),
    help="Downloads at the same time; else the setting downloads.workers.",
)
@click.option("--no-schedule", is_flag=True, help="Do nothing that the section [schedule] says.")
@click.pass_obj
def command(
    invocation: Invocation,
    /,
    *,
    host_label: str | None,
    providers: tuple[str, ...],
    workers: int | None,
    no_schedule: bool,
) -> ExitCode:
    """Work the queue off until Ctrl-C, or until `aniw workers drain` or `stop` ends it.

    Any number may work on one store, on this host and on others: each item is downloaded once. All see the
    same library folder; --library says where this host has it. One of them also reads the sites and scans the
    disk, as often as the settings say.
    """
    invocation.options["host_label"] = host_label
    invocation.options["downloads"] = None if workers is None else {"workers": workers}
    out, before = invocation.out, threading.enumerate()
    with ExitStack() as running:
        bars = running.enter_context(progress.downloading(out))
        library = running.enter_context(invocation.library(bars))
        _check(library, providers, out)
        runner = Runner(lambda: library, providers=providers)
        schedule = Schedule(lambda: library)
        running.callback(schedule.close)
        running.callback(runner.close)
        running.callback(library.relay.subscribe(runner))
        stop = running.enter_context(stopping(out.note))
        presence = library.workers.present(
            WorkerRole.WORKER,
            downloads=lambda: library.config.downloads.workers,
            providers=providers,
            obey=_obeying(runner, schedule, out),
        )
        running.enter_context(presence)
        _tell(out, library, providers)
        runner.start()
        if not no_schedule:
            schedule.start()
        _wait(runner, stop)
        with ended_within(_PATIENCE, besides=before):
            runner.stop()
            schedule.stop()
            running.close()
    return ExitCode.DONE


def _check(library: Library, providers: Sequence[str], out: Output) -> None:
    """Refuse what can never work; that the library folder is away may change."""
    known = library.plugins.providers
    for name in providers:
        if name not in known:
            raise InvalidValue(
                f"The provider {name} is not installed.",
                hint=f"Installed: {', '.join(sorted(known)) or 'none'}.",
            )
    _ = library.config.root
    try:
        library.scanner.check_root()
    except LibraryUnavailable as error:
        out.warn(f"{error.message} {error.hint} The worker waits for it.")


def _obeying(runner: Runner, schedule: Schedule, out: Output) -> Callable[[WorkerOrder], None]:
    def obey(order: WorkerOrder) -> None:
        schedule.stop()
        match order:
            case WorkerOrder.DRAIN:
                out.note("Asked to drain: what runs comes to its end, then the worker ends.")
                runner.finish()
            case WorkerOrder.STOP:
                out.note("Asked to stop: what runs is put back.")
                runner.stop()

    return obey


def _tell(out: Output, library: Library, providers: Sequence[str]) -> None:
    name, downloads = library.workers.name, library.config.downloads.workers

    def text() -> Iterator[str]:
        of = f" of {', '.join(providers)}" if providers else ""
        yield f"The worker {name} runs up to {count(downloads, 'download')}{of} at a time."
        yield "Ctrl-C ends it."

    out.show(lambda: {"name": name, "downloads": downloads, "providers": providers}, text())


def _wait(runner: Runner, stop: threading.Event) -> None:
    """Return when a signal came, or when the runner has ended because it was asked to."""
    while not stop.wait(_LOOK):
        if not runner.state.running and runner.join(0):
            return
