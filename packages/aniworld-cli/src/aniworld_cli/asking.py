"""Doubtful folders, one key each: which series, none of them, no series at all, or later."""

from collections import Counter
from collections.abc import Callable, Sequence

import click

from aniworld_cli.output import Output
from aniworld_cli.proposals import named
from aniworld_core.errors import AniworldError
from aniworld_core.services.matching import Candidate, Matching, Proposal

__all__ = ["ask"]

_LATER = ("s", "\r", "\n")


def ask(
    out: Output,
    matching: Matching,
    proposals: Sequence[Proposal],
    key: Callable[[], str] = click.getchar,
) -> Counter[str]:
    """Ask for a decision on each folder, do as it says, and return how many had which end."""
    ends: Counter[str] = Counter()
    for number, proposal in enumerate(proposals, start=1):
        out.show(dict, ["", f"[{number}/{len(proposals)}] {proposal.folder}: {proposal.reason}"])
        out.show(dict, map(_line, range(1, 10), proposal.candidates))
        pressed = _answer(out, len(proposal.candidates), key)
        if pressed == "q":
            break
        try:
            ends[_decide(out, matching, proposal, pressed)] += 1
        except AniworldError as error:
            out.warn(f"{proposal.folder}: {error} {error.hint}".rstrip())
            ends["failed"] += 1
    return ends


def _line(number: int, one: Candidate) -> str:
    where = f"{one.provider}: {one.ref}" if one.key is None else f"registered as {one.key}"
    taken = "" if one.folder is None else f", its folder now: {one.folder}"
    return f"  {number}  {named(one)} ({where}{taken}), {one.score}: {one.reason}"


def _answer(out: Output, candidates: int, key: Callable[[], str]) -> str:
    """Wait for a key that means something; the end of the input means to quit."""
    choice = "1" if candidates == 1 else f"1-{candidates}"
    out.show(dict, [f"{choice} = that one, r = none of them, n = no series, s = later, q = quit"])
    known = {*map(str, range(1, candidates + 1)), "r", "n", "q", *_LATER}
    while True:
        try:
            pressed = key().lower() or "q"  # a terminal that is gone gives nothing, again and again
        except EOFError:
            return "q"
        if pressed in known:
            return pressed


def _decide(out: Output, matching: Matching, proposal: Proposal, pressed: str) -> str:
    if pressed in _LATER:
        return "later"
    if pressed == "n":
        matching.no_series(proposal.folder)
        return "no series"
    if pressed == "r":
        matching.refuse(proposal.folder, *((one.provider, one.ref) for one in proposal.candidates))
        return "refused"
    chosen = proposal.candidates[int(pressed) - 1]
    series = matching.accept(proposal.folder, chosen.provider, chosen.ref, instead_of=chosen.folder)
    out.show(dict, [f"  {proposal.folder} is {series.title} ({series.key})."])
    return "given"
