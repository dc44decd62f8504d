"""``aniw upcoming``: what is new on the sites, and what is coming."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from aniworld_cli.command import Command
from aniworld_cli.exit_codes import ExitCode
from aniworld_cli.failures import described
from aniworld_cli.invocation import Invocation
from aniworld_cli.output import Block
from aniworld_cli.tables import Column, Table
from aniworld_core import durable, serde
from aniworld_core.episode_ranges import compact
from aniworld_core.errors import InvalidValue
from aniworld_core.services.upcoming import ReleasesRead, Upcoming

__all__ = ["command"]

_COLUMNS = (
    Column("Day", fixed=True),
    Column("Time", fixed=True),
    Column("Series"),
    Column("Episode", fixed=True),
    Column("Language", fixed=True),
    Column("State", fixed=True),
)
_WEEK = 7


@click.command("upcoming", cls=Command)
@click.option(
    "--days",
    type=click.IntRange(0, 365),
    default=14,
    show_default=True,
    metavar="N",
    help="So many days ahead, and as many back, but no more than a week.",
)
@click.option("everything", "--all", is_flag=True, help="All series, not only the monitored ones.")
@click.option("--offline", is_flag=True, help="Ask no site.")
@click.option("--ical", metavar="FILE", help="Write it as a file for calendar programs, too.")
@click.pass_obj
def command(
    invocation: Invocation, /, *, days: int, everything: bool, offline: bool, ical: str | None
) -> ExitCode:
    """List which episodes the sites have just got, and which they expect.

    The sites' pages are read when they are more than three hours old. Days are the sites' days, in
    Germany; times are yours.
    """
    out = invocation.out
    reach = {"days_back": min(days, _WEEK), "days_ahead": days}
    with invocation.library() as library:
        pages = library.upcoming.pages() if offline else library.upcoming.read()
        entries = library.upcoming.list(mine=not everything, **reach)
        if ical is not None:
            _write(ical, library.upcoming.ical(mine=not everything, **reach))
    out.show(lambda: _document(pages, entries), _text(pages, entries, everything=everything))
    if ical is not None:
        out.note(f"Wrote {ical}.")
    failed = [one for one in pages if one.error is not None]
    for one in failed:
        out.warn(f"{one.provider}, {one.kind} episodes: {one.error}")
    return ExitCode.PARTLY if failed else ExitCode.DONE


def _write(file: str, calendar: bytes) -> None:
    """Write the calendar for whoever serves it, as far as the user's umask lets others read files."""
    try:
        durable.replace(Path(file), calendar, mode=0o666)
    except OSError as error:
        raise InvalidValue(
            f"{file} cannot be written: {error.strerror or error}.",
            hint="Name a file in a folder that exists.",
        ) from error


def _document(pages: Sequence[ReleasesRead], entries: Sequence[Upcoming]) -> dict[str, Any]:
    return {
        "pages": [
            {
                "provider": one.provider,
                "kind": one.kind,
                "releases": one.releases,
                "read": serde.timestamp(one.read) if one.read else None,
                "error": described(one.error).document() if one.error else None,
            }
            for one in pages
        ],
        "total": len(entries),
        "entries": [serde.unstructure(one) for one in entries],
    }


def _text(
    pages: Sequence[ReleasesRead], entries: Sequence[Upcoming], *, everything: bool
) -> Iterator[Block]:
    if entries:
        yield Table(_COLUMNS, map(_row, entries))
    elif not pages:
        yield "No installed site tells what is new or coming."
    elif all(one.read is None for one in pages):
        yield "No site has told yet what is new. Try again without --offline, or later."
    else:
        yield "Nothing in these days." + (
            "" if everything else " For all series: aniw upcoming --all"
        )


def _row(one: Upcoming) -> tuple[object, ...]:
    time = "" if one.at is None else f"{one.at.astimezone():%H:%M}"
    state = "on disk" if one.on_disk else one.kind
    return (
        one.day or "announced",
        time,
        one.title,
        compact([one.episode]),
        one.language or "",
        state,
    )
