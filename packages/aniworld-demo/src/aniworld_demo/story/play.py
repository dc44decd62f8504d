"""The whole story in its order."""

import time
from pathlib import Path

from attrs import frozen

from aniworld_cli import progress
from aniworld_core.library import Library
from aniworld_demo.filming import footage
from aniworld_demo.replica import Replica
from aniworld_demo.sample import write_sample
from aniworld_demo.story.checking import tell_checks
from aniworld_demo.story.completing import tell_missing, tell_queue
from aniworld_demo.story.finding import tell_catalogue, tell_migration, tell_new, tell_scan
from aniworld_demo.story.heard import Heard
from aniworld_demo.story.stage import plugins, settings
from aniworld_demo.story.telling import Teller

__all__ = ["Ending", "play", "prepare"]

_TEMPERS = {
    "Vidmoly": "HLS, in the clear",
    "Vidoza": "plain files, in the clear; answers 429 twice",
    "VOE": "hides its addresses",
    "Doodstream": "is always down",
}


@frozen(kw_only=True)
class Ending:
    """How the story ended: counts of episodes, and what is wrong, if anything is.

    ``verified`` files are there and right; ``failed`` episodes are on no hoster that shows its stream, or
    gone from the catalogue; ``seconds`` is how long all took.
    """

    verified: int
    failed: int
    faults: tuple[str, ...]
    seconds: float

    def __str__(self) -> str:
        return (
            f"{self.verified} episodes downloaded and verified, {self.failed} not to be had, "
            f"{len(self.faults)} faults, in {self.seconds:.0f} s."
        )


def play(tell: Teller, directory: Path, replica: Replica) -> Ending:
    """Play the whole tour in an empty directory: understand the library, complete it, check all claims."""
    began = time.monotonic()
    heard = Heard()
    config = settings(directory, replica.base_urls)
    _tell_place(tell, replica, directory)
    with Library.open(config, plugins=plugins(), sinks=[heard]) as library:
        tell_migration(tell, heard.migration)
        tell_catalogue(tell, library)
        tell_new(tell, library)
        tell_scan(tell, library)
        tell_missing(tell, library)
        tell_queue(tell, library)
    with (
        progress.downloading(tell.out) as bars,
        Library.open(config, plugins=plugins(), sinks=[heard, bars]) as library,
    ):
        done = library.downloads.work()
    tell.line(f"{done.finished} done, {done.failed} failed, {done.waiting} waiting.")
    with Library.open(config, plugins=plugins()) as library:
        checked = tell_checks(tell, library, heard)
    return Ending(
        verified=checked.verified,
        failed=len(heard.failed),
        faults=checked.faults,
        seconds=time.monotonic() - began,
    )


def prepare(tell: Teller, directory: Path, replica: Replica) -> None:
    """Play only the first acts in an empty directory: what is there and missing is known afterwards."""
    heard = Heard()
    _tell_place(tell, replica, directory)
    config = settings(directory, replica.base_urls)
    with Library.open(config, plugins=plugins(), sinks=[heard]) as library:
        tell_migration(tell, heard.migration)
        tell_catalogue(tell, library)  # one series is left to be added by a person
        tell_scan(tell, library)


def _tell_place(tell: Teller, replica: Replica, directory: Path) -> None:
    """Make the videos and the library that the story is about."""
    tell.act("A catalogue, its hosters and an old library, all on this machine")
    for name, url in replica.base_urls.items():
        tell.line(f"Catalogue {name:<10}  {url}")
    for name, temper in _TEMPERS.items():
        tell.line(f"  {name:<10}  {replica.hosters[name]}  {temper}")
    began = time.monotonic()
    footage(0)
    seconds = time.monotonic() - began
    count = write_sample(directory / "library")
    tell.line(f"ffmpeg made the videos in {seconds:.1f} s; {count} old ones are in the library:")
    tell.line(f"  {directory / 'library'}")
