"""``aniw missing``: what is missing, and why."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import click

from aniworld_cli.command import Command
from aniworld_cli.invocation import Invocation
from aniworld_cli.lacks import lacking, set_aside
from aniworld_cli.output import Block, Next
from aniworld_cli.text import count, when
from aniworld_core import serde
from aniworld_core.entities import Missing, Reason, SeriesMissing
from aniworld_core.episode_ranges import compact

__all__ = ["command"]


@click.command("missing", cls=Command)
@click.argument("keys", metavar="[KEY]...", nargs=-1, help="Only these series.")
@click.option(
    "reasons",
    "--reason",
    multiple=True,
    type=click.Choice([reason.value for reason in Reason]),
    help="Only what is missing for this reason; may be given several times.",
)
@click.pass_obj
def command(invocation: Invocation, /, *, keys: tuple[str, ...], reasons: tuple[str, ...]) -> None:
    """List what the catalogue has and the disk has not, each with its reason.

    Neither the disk nor any site is asked: run `aniw scan` first.
    """
    with invocation.library() as library:
        found = list(library.missing.find(*keys, reasons=map(Reason, reasons)))
        registered = bool(found) or bool(library.catalog.page(limit=1))
    invocation.out.show(
        lambda: {
            "total": sum(len(one.missing) for one in found),
            "series": [serde.unstructure(one) for one in found],
        },
        _text(found) if registered else ["Nothing is registered yet. Try: aniw add KEY"],
    )


def _text(found: Sequence[SeriesMissing]) -> Iterator[Block]:
    for one in found:
        yield f"{one.title} ({one.key})"
        yield from _reasons(one.missing)
    if found:
        yield ""
    yield from _sum([Counter[str](lack.reason for lack in one.missing) for one in found])


def _sum(by_series: Sequence[Counter[str]]) -> Iterator[Block]:
    counts = sum(by_series, Counter[str]())
    total = lacking(counts)
    if not total:
        yield f"Nothing is missing{set_aside(counts)}."
        return
    series = sum(lacking(one) > 0 for one in by_series)
    yield f"{count(total, 'episode')} missing in {series} series{set_aside(counts)}."
    yield Next("aniw download")


def _reasons(missing: Sequence[Missing]) -> Iterator[str]:
    plain = defaultdict(list)
    for one in missing:
        if one.error or one.next_try:
            yield f"  {compact([one.episode])}: {_told(one)}"
        else:
            plain[one.reason].append(one.episode)
    for reason, together in plain.items():
        yield f"  {compact(together)}: {reason.replace('-', ' ')}"


def _told(one: Missing) -> str:
    parts = [one.reason.replace("-", " ")]
    if one.error:
        parts.append(one.error)
    if one.next_try:
        parts.append(f"next try {when(one.next_try)}")
    return ", ".join(parts)
