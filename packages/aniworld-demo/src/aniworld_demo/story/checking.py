"""The last act: the disk is read once more, and every claim is checked."""

from collections import Counter
from collections.abc import Iterator

from attrs import frozen

from aniworld_core.episode_ranges import compact
from aniworld_core.library import Library
from aniworld_demo.story.claims import broken_claim, needless_failure
from aniworld_demo.story.heard import Heard
from aniworld_demo.story.telling import Teller

__all__ = ["Checked", "tell_checks"]


@frozen(kw_only=True)
class Checked:
    """How many downloaded files are there and right, and everything that is wrong."""

    verified: int
    faults: tuple[str, ...]


def tell_checks(tell: Teller, library: Library, heard: Heard) -> Checked:
    """Check what the program said."""
    tell.act("Verify: is every file that was claimed really there and right?")
    scanned = library.scanner.scan(full=True)
    detours = Counter((one.hoster, one.reason) for one in heard.detours)
    for (hoster, reason), count in detours.most_common():
        tell.line(f"  {hoster} did not work {count} times: {reason}")
    for failed in heard.failed:
        tell.line(f"  {compact([failed.episode])} of {failed.key} is missing: {failed.reason}")
    tell.line(f"{len(heard.finished)} new files claimed; {scanned.files} videos are there now.")
    broken = list(_broken_claims(library, heard))
    faults = (*broken, *_other_faults(library, heard))
    for fault in faults:
        tell.line(f"  WRONG: {fault}")
    counts = library.missing.counts()
    left = ", ".join(f"{count} {reason.replace('-', ' ')}" for reason, count in counts.items())
    tell.line(f"Still missing: {left}.")
    return Checked(verified=len(heard.finished) - len(broken), faults=faults)


def _broken_claims(library: Library, heard: Heard) -> Iterator[str]:
    for claim in heard.finished:
        wrong = broken_claim(library, claim)
        if wrong is not None:
            yield f"{claim.path}: {wrong}"


def _other_faults(library: Library, heard: Heard) -> Iterator[str]:
    if not heard.finished:
        yield "nothing was downloaded"
    for failed in heard.failed:
        wrong = needless_failure(library, failed)
        if wrong is not None:
            yield f"{failed.key} {failed.episode}: {wrong}"
