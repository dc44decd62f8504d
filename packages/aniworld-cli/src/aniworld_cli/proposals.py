"""Proposals for folders as a person reads them."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeVar

from aniworld_cli.output import Block, Next
from aniworld_cli.tables import Column, Table
from aniworld_cli.text import count
from aniworld_core.entities import Decision
from aniworld_core.services.matching import Accepted, Candidate, Proposal, Refused, Verdict, Why
from aniworld_core.titles import composed

__all__ = [
    "after_registering",
    "named",
    "next_steps",
    "overview",
    "registrable",
    "sorted_out",
    "summary",
]

_T = TypeVar("_T")

_COLUMNS = (
    Column("Folder"),
    Column("Series"),
    Column("Site"),
    Column("Score", right=True),
    Column("Reason"),
)
_SHOWN, _GIVEN = 20, 10
"""What a terminal shows of a list at most, and of the folders that went well."""

_TIDY = "Every folder belongs to a series."


def sorted_out(proposals: Sequence[Proposal], verdict: Verdict) -> Sequence[Proposal]:
    """Return the proposals of one verdict."""
    return [one for one in proposals if one.verdict is verdict]


def overview(proposals: Sequence[Proposal], refused: Sequence[Decision] = ()) -> Iterator[Block]:
    """Tell of the certain, the doubtful and the unknown folders, the first of each kind by name."""
    certain = sorted_out(proposals, Verdict.CERTAIN)
    doubtful = sorted_out(proposals, Verdict.DOUBTFUL)
    unknown = sorted_out(proposals, Verdict.NONE)
    if certain:
        yield f"Certain: {count(len(certain), 'folder')}."
        yield from _table(certain)
    if doubtful:
        yield f"Doubtful, for you to decide: {count(len(doubtful), 'folder')}."
        yield from _table(doubtful)
    if unknown:
        yield f"Without a series that is known: {count(len(unknown), 'folder')}."
        yield from (f"  {one.folder}: {_why(one, refused)}" for one in _first(unknown, _SHOWN))
        yield from _more(unknown, _SHOWN)
    if not proposals:
        yield _TIDY


def registrable(proposals: Sequence[Proposal]) -> Iterator[Block]:
    """Tell which folders would be given to series, and what would be left."""
    certain = sorted_out(proposals, Verdict.CERTAIN)
    doubtful = len(sorted_out(proposals, Verdict.DOUBTFUL))
    unknown = len(sorted_out(proposals, Verdict.NONE))
    if certain:
        yield from overview(certain)
    elif proposals:
        yield "No folder is certain."
    else:
        yield _TIDY
    if doubtful or unknown:
        yield f"Left: {doubtful} doubtful, {unknown} without a series that is known. See: aniw match"


def summary(ends: Counter[str], folders: int) -> Iterator[Block]:
    """Tell how many of the doubtful folders had which end."""
    later = folders - sum(ends.values()) + ends["later"]
    told = [
        (ends["given"], "given to series"),
        (ends["refused"], "refused"),
        (ends["no series"], "no series"),
        (ends["failed"], "failed"),
        (ends["settled"], "settled meanwhile"),
        (later, "left for later"),
    ]
    yield ""
    yield ", ".join(f"{number} {what}" for number, what in told if number) + "."


def next_steps(proposals: Sequence[Proposal], *, asked: bool) -> Iterator[Block]:
    """Say what to do with the proposals, unless the doubtful ones were just ``asked`` about."""
    if sorted_out(proposals, Verdict.CERTAIN):
        yield Next("aniw match --accept-certain")
    doubtful = sorted_out(proposals, Verdict.DOUBTFUL)
    if doubtful and not asked:
        yield f"Decide the doubtful ones: run aniw match on a terminal, or {_by_hand(doubtful)}"


def after_registering(results: Sequence[Accepted | Refused], *, scanned: bool) -> Iterator[Block]:
    """Tell what became of the certain folders, and what comes next."""
    if not results:
        yield "No folder is certain. See: aniw match"
        return
    yield from _outcome(results)
    if any(isinstance(one, Accepted) for one in results):
        yield Next("aniw missing" if scanned else "aniw scan --offline, then aniw missing")


def named(candidate: Candidate) -> str:
    """Write a candidate's title with its year."""
    return candidate.title if candidate.year is None else f"{candidate.title} ({candidate.year})"


def _outcome(results: Sequence[Accepted | Refused]) -> Iterator[Block]:
    accepted = [one for one in results if isinstance(one, Accepted)]
    refused = [one for one in results if isinstance(one, Refused)]
    added = sum(one.added for one in accepted)
    yield f"{count(len(accepted), 'folder')} given to series, {added} of them new."
    yield from (f"  {one.folder}: {one.title} ({one.key})" for one in _first(accepted, _GIVEN))
    yield from _more(accepted, _GIVEN)
    if refused:
        yield f"Left alone: {count(len(refused), 'folder')}."
        yield from (f"  {one.folder}: {one.error}" for one in _first(refused, _SHOWN))
        yield from _more(refused, _SHOWN)


def _table(proposals: Sequence[Proposal]) -> Iterator[Block]:
    yield Table(_COLUMNS, [_row(one) for one in _first(proposals, _SHOWN)])
    yield from _more(proposals, _SHOWN)


def _row(proposal: Proposal) -> tuple[object, ...]:
    best = proposal.candidates[0]
    return (proposal.folder, named(best), best.provider, best.score, proposal.reason)


def _why(proposal: Proposal, refused: Sequence[Decision]) -> str:
    """Say why a folder has no candidates: those that it had may all have been refused."""
    folder = composed(proposal.folder)
    names = [f"{one.provider}: {one.ref}" for one in refused if one.folder == folder]
    known = proposal.reason is not Why.UNKNOWN or not names
    return proposal.reason if known else f"refused: {', '.join(names)}"


def _by_hand(doubtful: Sequence[Proposal]) -> str:
    """Name the commands that give a folder to a new series, and to a registered one."""
    keys = {one.key for proposal in doubtful for one in proposal.candidates}
    add, match = "aniw add KEY --folder FOLDER", "aniw match FOLDER KEY"
    if None not in keys:
        return match
    return add if keys == {None} else f"{add} ({match} where the series is registered)"


def _first(some: Sequence[_T], most: int) -> Sequence[_T]:
    """Return as many as a terminal shows; a pipe gets all."""
    return some[:most] if sys.stdout.isatty() else some


def _more(some: Sequence[object], most: int) -> Iterator[str]:
    if len(_first(some, most)) < len(some):
        yield f"  and {len(some) - most} more; --json lists all"
