"""Proposals for folders as a person reads them."""

from collections import Counter
from collections.abc import Iterator, Sequence

from aniworld_cli.output import Block, Next
from aniworld_cli.tables import Column, Table
from aniworld_cli.text import count
from aniworld_core.services.matching import Accepted, Candidate, Proposal, Refused, Verdict

__all__ = [
    "after_registering",
    "named",
    "next_steps",
    "overview",
    "sorted_out",
    "summary",
]

_COLUMNS = (
    Column("Folder"),
    Column("Series"),
    Column("Site"),
    Column("Score", right=True),
    Column("Reason"),
)
_SHOWN = 20


def sorted_out(proposals: Sequence[Proposal], verdict: Verdict) -> Sequence[Proposal]:
    """Return the proposals of one verdict."""
    return [one for one in proposals if one.verdict is verdict]


def overview(proposals: Sequence[Proposal]) -> Iterator[Block]:
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
        yield from (f"  {one.folder}: {one.reason}" for one in unknown[:_SHOWN])
        yield from _more(unknown)
    if not proposals:
        yield "Every folder belongs to a series."


def summary(ends: Counter[str], folders: int) -> Iterator[Block]:
    """Tell how many of the doubtful folders had which end."""
    later = folders - sum(ends.values()) + ends["later"]
    told = [
        (ends["given"], "given to series"),
        (ends["refused"], "refused"),
        (ends["no series"], "no series"),
        (ends["failed"], "failed"),
        (later, "left for later"),
    ]
    yield ""
    yield ", ".join(f"{number} {what}" for number, what in told if number) + "."


def next_steps(proposals: Sequence[Proposal], *, asked: bool) -> Iterator[Block]:
    """Say what to do with the proposals, unless the doubtful ones were just ``asked`` about."""
    if sorted_out(proposals, Verdict.CERTAIN):
        yield Next("aniw match --accept-certain")
    if sorted_out(proposals, Verdict.DOUBTFUL) and not asked:
        yield "Decide the doubtful ones: run aniw match on a terminal, or aniw add KEY --folder FOLDER"


def after_registering(results: Sequence[Accepted | Refused], *, scanned: bool) -> Iterator[Block]:
    """Tell what became of the certain folders, and what comes next."""
    if not results:
        yield "No folder is certain. See: aniw match"
        return
    yield from _outcome(results)
    yield Next("aniw missing" if scanned else "aniw scan --offline, then aniw missing")


def named(candidate: Candidate) -> str:
    """Write a candidate's title with its year."""
    return candidate.title if candidate.year is None else f"{candidate.title} ({candidate.year})"


def _outcome(results: Sequence[Accepted | Refused]) -> Iterator[Block]:
    accepted = [one for one in results if isinstance(one, Accepted)]
    refused = [one for one in results if isinstance(one, Refused)]
    added = sum(one.added for one in accepted)
    yield f"{count(len(accepted), 'folder')} given to series, {added} of them new."
    if refused:
        yield f"Left alone: {count(len(refused), 'folder')}."
        yield from (f"  {one.folder}: {one.error}" for one in refused[:_SHOWN])
        yield from _more(refused)


def _table(proposals: Sequence[Proposal]) -> Iterator[Block]:
    yield Table(_COLUMNS, [_row(one) for one in proposals[:_SHOWN]])
    yield from _more(proposals)


def _row(proposal: Proposal) -> tuple[object, ...]:
    best = proposal.candidates[0]
    return (proposal.folder, named(best), best.provider, best.score, proposal.reason)


def _more(some: Sequence[object]) -> Iterator[str]:
    if len(some) > _SHOWN:
        yield f"  and {len(some) - _SHOWN} more; --json lists all"
