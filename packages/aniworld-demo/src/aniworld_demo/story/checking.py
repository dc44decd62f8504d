"""The last act: the disk is read once more, and every claim is checked."""

from collections import Counter
from collections.abc import Iterator

from aniworld_core.library import Library
from aniworld_demo.story.claims import broken_claim, needless_failure
from aniworld_demo.story.heard import Heard
from aniworld_demo.story.telling import Teller

__all__ = ["tell_checks"]


def tell_checks(tell: Teller, library: Library, heard: Heard) -> tuple[str, ...]:
    """Check what the program said; returns every fault, of which there should be none."""
    tell.act("Verify: is every file that was claimed really there and right?")
    scanned = library.scanner.scan()
    faults = tuple(_faults(library, heard))
    for (hoster, reason), count in Counter(
        (one.hoster, one.reason.split(". ")[0]) for one in heard.detours
    ).most_common():
        tell.line(f"  {count} times on to the next hoster after {hoster}: {reason}")
    for failed in heard.failed:
        tell.line(f"  {failed.key} {failed.episode} was not had: {failed.reason}")
    tell.line(f"{len(heard.finished)} new files claimed, {scanned.files} videos on the disk now.")
    counts = library.missing.counts()
    left = ", ".join(f"{count} {reason.replace('-', ' ')}" for reason, count in counts.items())
    tell.line(f"Still missing: {left}.")
    for fault in faults:
        tell.line(f"  WRONG: {fault}")
    return faults


def _faults(library: Library, heard: Heard) -> Iterator[str]:
    if not heard.finished:
        yield "nothing was downloaded"
    for claim in heard.finished:
        wrong = broken_claim(library, claim)
        if wrong is not None:
            yield f"{claim.path}: {wrong}"
    for failed in heard.failed:
        wrong = needless_failure(library, failed)
        if wrong is not None:
            yield f"{failed.key} {failed.episode}: {wrong}"
