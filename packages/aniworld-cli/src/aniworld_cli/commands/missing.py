"""``aniw missing``: what is missing, and why."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import click

from aniworld_cli import upgrades
from aniworld_cli.command import Command
from aniworld_cli.invocation import Invocation
from aniworld_cli.lacks import lacking, set_aside
from aniworld_cli.output import Block, Next
from aniworld_cli.text import count, when
from aniworld_core import serde
from aniworld_core.clock import utc_now
from aniworld_core.entities import Language, Missing, Reason, SeriesMissing
from aniworld_core.episode_ranges import compact

__all__ = ["Languages", "command"]

Languages = tuple[Language, ...]


@click.command("missing", cls=Command)
@click.argument("keys", metavar="[KEY]...", nargs=-1, help="Only these series.")
@click.option(
    "reasons",
    "--reason",
    multiple=True,
    type=click.Choice([reason.value for reason in Reason]),
    help="Only what is missing for this reason; may be given several times.",
)
@click.option(
    "better",
    "--upgrades",
    is_flag=True,
    help="Instead: what is on the disk in a later language, and is to be replaced by an earlier one.",
)
@click.pass_obj
def command(
    invocation: Invocation, /, *, keys: tuple[str, ...], reasons: tuple[str, ...], better: bool
) -> None:
    """List what the catalogue has and the disk has not, each with its reason.

    Neither the disk nor any site is asked: run `aniw scan` first.
    """
    if better and reasons:
        raise click.UsageError("Give --reason or --upgrades.", click.get_current_context())
    if better:
        _show_upgrades(invocation, keys)
        return
    with invocation.library() as library:
        found = list(library.missing.find(*keys, reasons=map(Reason, reasons)))
        registered = bool(found) or bool(library.catalog.page(limit=1))
        languages = library.config.downloads.languages
    root = library.config.library
    if root is not None and not root.is_dir():
        invocation.out.note(f"There is no folder {root}: this is what was known of it.")
    invocation.out.show(
        lambda: {
            "total": sum(len(one.missing) for one in found),
            "series": [serde.unstructure(one) for one in found],
        },
        _text(found, languages) if registered else ["Nothing is registered yet. Try: aniw add KEY"],
    )


def _show_upgrades(invocation: Invocation, keys: tuple[str, ...]) -> None:
    with invocation.library() as library:
        found = library.missing.replaceable(*keys)
    invocation.out.show(
        lambda: {"total": len(found), "upgrades": [serde.unstructure(one) for one in found]},
        upgrades.text(found),
    )


def _text(found: Sequence[SeriesMissing], languages: Languages) -> Iterator[Block]:
    for one in found:
        yield f"{one.title} ({one.key})"
        yield from _reasons(one.missing, one.languages or languages)
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
    only_failed = set(counts) == {Reason.FAILED}
    yield Next("aniw queue retry, then aniw download --queued" if only_failed else "aniw download")


def _reasons(missing: Sequence[Missing], languages: Languages) -> Iterator[str]:
    plain = defaultdict(list)
    for one in missing:
        if one.error or _waits(one):
            yield f"  {compact([one.episode])}: {_told(one)}"
        else:
            plain[_reason(one, languages)].append(one.episode)
    for reason, together in plain.items():
        yield f"  {compact(together)}: {reason}"


def _reason(one: Missing, languages: Languages) -> str:
    if one.reason is not Reason.WAITING_FOR_LANGUAGE:
        return one.reason.replace("-", " ")
    if one.waits_until is None:
        return f"waiting for {' or '.join(languages)}, only {', '.join(one.languages)} is offered"
    instead = next(language for language in languages if language in one.languages)
    return f"waiting for {languages[0]} until {when(one.waits_until)}, then {instead}"


def _waits(one: Missing) -> bool:
    return one.next_try is not None and one.next_try > utc_now()


def _told(one: Missing) -> str:
    parts = [one.reason.replace("-", " ")]
    if one.error:
        parts.append(one.error)
    if _waits(one):
        parts.append(f"next try {when(one.next_try)}")
    return ", ".join(parts)
