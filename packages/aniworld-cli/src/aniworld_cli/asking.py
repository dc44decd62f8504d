"""Doubtful folders, one key each: which series, none of them, no series at all, or later."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence

import click

from aniworld_cli.output import Output
from aniworld_cli.proposals import named
from aniworld_core.errors import AmbiguousFolder, AniworldError
from aniworld_core.services.matching import Candidate, Matching, Proposal

__all__ = ["ask"]

_LATER = ("s", "\r", "\n")


def ask(
    out: Output,
    matching: Matching,
    proposals: Sequence[Proposal],
    key: Callable[[], str] = click.getchar,
    *,
    provider: str | None = None,
) -> Counter[str]:
    """Ask for a decision on each folder, do as it says, and return how many had which end.

    Each is proposed anew, of ``provider`` only if one is named: the answers before may have changed it.
    """
    ends: Counter[str] = Counter()
    for number, old in enumerate(proposals, start=1):
        place = f"[{number}/{len(proposals)}]"
        while True:
            proposal = next(iter(matching.propose([old.folder], provider=provider)), None)
            if proposal is None or not proposal.candidates:
                out.show(dict, ["", f"{place} {old.folder}: nothing is left to decide."])
                ends["settled"] += 1
                break
            out.show(dict, ["", f"{place} {old.folder}: {proposal.reason}"])
            end = _asked(out, matching, proposal, key)
            if end == "quit":
                return ends
            if end != "again":
                ends[end] += 1
                break
    return ends


def _asked(out: Output, matching: Matching, proposal: Proposal, key: Callable[[], str]) -> str:
    """Ask one question and return which end it had: ``again`` where it has to be asked anew."""
    out.show(dict, map(_line, range(1, 10), proposal.candidates))
    pressed = _answer(out, len(proposal.candidates), key)
    if pressed == "q":
        return "quit"
    try:
        return _decide(out, matching, proposal, pressed, key)
    except AniworldError as error:
        out.warn(f"{proposal.folder}: {error} {error.hint}".rstrip())
        return "again" if isinstance(error, AmbiguousFolder) else "failed"


def _line(number: int, one: Candidate) -> str:
    where = f"{one.provider}: {one.ref}" if one.key is None else f"registered as {one.key}"
    taken = "" if one.folder is None else f", its folder now: {one.folder}"
    return f"  {number}  {named(one)} ({where}{taken}), {one.score}: {one.reason}"


def _answer(out: Output, candidates: int, key: Callable[[], str]) -> str:
    """Wait for a key that means something; the end of the input means to quit."""
    choice = "1" if candidates == 1 else f"1-{candidates}"
    out.show(dict, [f"{choice} = that one, r = none of them, n = no series, s = later, q = quit"])
    return _pressed(key, {*map(str, range(1, candidates + 1)), "r", "n", *_LATER})


def _pressed(key: Callable[[], str], known: Collection[str]) -> str:
    while True:
        try:
            pressed = key().lower() or "q"  # a terminal that is gone gives nothing, again and again
        except EOFError:
            return "q"
        if pressed == "q" or pressed in known:
            return pressed


def _gives_up(out: Output, chosen: Candidate, key: Callable[[], str]) -> bool:
    out.show(dict, [f"  {chosen.title} gives up its folder {chosen.folder} then. y = yes, n = no"])
    return _pressed(key, ("y", "n", *_LATER)) == "y"


def _decide(
    out: Output, matching: Matching, proposal: Proposal, pressed: str, key: Callable[[], str]
) -> str:
    if pressed in _LATER:
        return "later"
    if pressed == "n":
        matching.no_series(proposal.folder)
        return "no series"
    if pressed == "r":
        matching.refuse(proposal.folder, *((one.provider, one.ref) for one in proposal.candidates))
        return "refused"
    chosen = proposal.candidates[int(pressed) - 1]
    if chosen.folder is not None and not _gives_up(out, chosen, key):
        return "again"
    series = matching.accept(proposal.folder, chosen.provider, chosen.ref, instead_of=chosen.folder)
    out.show(dict, [f"  {proposal.folder} is {series.title} ({series.key})."])
    return "given"
