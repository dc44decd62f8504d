"""What is proposed for the folders without a series: looked for by a job, kept until something changes."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from threading import Lock

from attrs import evolve, frozen

from aniworld_core.clock import Clock, utc_now
from aniworld_core.errors import (
    AniworldError,
    Cancelled,
    LibraryUnavailable,
    NotFound,
    NotPossible,
)
from aniworld_core.events import Event, ScanFinished, TitlesRead
from aniworld_core.library import Library
from aniworld_core.services.matching import Accepted, Proposal, Refused, Verdict, Why
from aniworld_core.titles import composed
from aniworld_web.running.jobs import Job, Jobs, JobState, Progress

__all__ = ["ACCEPT", "LOOK", "Looked", "Proposals", "Registered", "Unfit"]

LOOK, ACCEPT = "proposals", "registering"
"""The two kinds of jobs: looking what fits, and registering what is certain."""


@frozen(kw_only=True)
class Looked:
    """How many folders have a certain series, doubtful ones, or none."""

    certain: int
    doubtful: int
    none: int


@frozen(kw_only=True)
class Unfit:
    """A folder that could not be given to its series, and why."""

    folder: str
    problem: str


@frozen(kw_only=True)
class Registered:
    """How many folders got their series, how many of these are new, and which did not."""

    folders: int
    added: int
    left: tuple[Unfit, ...]


class Proposals:
    """The last proposals of one application; as a sink it hears when they are old."""

    def __init__(
        self, *, library: Callable[[], Library], jobs: Jobs, clock: Clock = utc_now
    ) -> None:
        self._library = library
        self._jobs = jobs
        self._clock = clock
        self._lock = Lock()
        self._found: dict[str, Proposal] = {}
        self._of: Library | None = None
        self._stale = True
        self.at: datetime | None = None
        """When they were made; None as long as there are none."""

    def __call__(self, event: Event) -> None:
        """Forget what a scan or a new list of titles made old."""
        if isinstance(event, ScanFinished | TitlesRead):
            self.forget()

    def forget(self) -> None:
        """Let them be made anew when they are wanted next."""
        self._stale = True

    def fresh(self) -> bool:
        """Tell whether they are made, and nothing has happened since."""
        return not self._stale and not self._looking() and self._of is self._library()

    def look(self) -> Job:
        """Begin to make them anew, or name the job that does; raises NotPossible."""
        library = self._library()
        return self._jobs.start(LOOK, lambda report: self._look(library, report))

    def accept(self, folders: Collection[str] | None) -> Job:
        """Begin to register what is certain, of some folders or all, or name the job that does so.

        Raises NotPossible while a job runs that does so for other folders.
        """
        library = self._library()
        wanted = None if folders is None else frozenset(folders)

        def run(report: Progress) -> Registered:
            return self._accept(library, wanted, report)

        job = self._jobs.start(ACCEPT, run, order=wanted)
        if job.order not in (None, wanted):
            raise NotPossible(
                "Other folders are being registered.", hint="Register these when that is done."
            )
        return job

    def open(self) -> Sequence[Proposal]:
        """List the proposals for folders that are still without a series, in order of their paths.

        Folders of which the scanner knows that several fit one series are not among them.
        """
        library = self._library()
        settled = {composed(one.folder) for one in library.store.series.names() if one.folder}
        settled.update(composed(folder) for folder in library.matching.set_aside())
        settled.update(
            composed(name) for one in library.scanner.ambiguous() for name in one.folders
        )
        with self._lock:
            found = list(self._found.values()) if self._of is library else []
        return [one for one in found if composed(one.folder) not in settled]

    def refuse(self, folder: str) -> None:
        """Remember that a folder is none of what is proposed for it; raises NotFound where nothing is."""
        proposal = next((one for one in self.open() if one.folder == folder), None)
        if proposal is None:
            raise NotFound(
                f"Nothing is proposed for the folder {folder!r}.", hint="Look at the folders again."
            )
        refused = [(one.provider, one.ref) for one in proposal.candidates]
        self._library().matching.refuse(folder, *refused)
        if self._looking():  # it may have read the decisions before this one
            self.forget()
        with self._lock:
            self._found[folder] = evolve(
                proposal, verdict=Verdict.NONE, reason=Why.UNKNOWN, candidates=()
            )

    def _looking(self) -> bool:
        jobs = self._jobs.all()
        return any(one.kind == LOOK and one.state is JobState.RUNNING for one in jobs)

    def _look(self, library: Library, report: Progress) -> Looked:
        self._stale = False
        try:
            found = library.matching.propose(report=report)
        except BaseException:
            self._stale = True
            raise
        with self._lock:
            self._found = {one.folder: one for one in found}
            self._of, self.at = library, self._clock()
        verdicts = [one.verdict for one in found]
        return Looked(
            certain=verdicts.count(Verdict.CERTAIN),
            doubtful=verdicts.count(Verdict.DOUBTFUL),
            none=verdicts.count(Verdict.NONE),
        )

    def _accept(
        self, library: Library, folders: Collection[str] | None, report: Progress
    ) -> Registered:
        def check(done: int, total: int) -> None:
            if self._library() is not library:  # its folder may be another one now
                raise Cancelled("The settings were changed.", hint="Register the rest again.")
            report(done, total)

        try:
            results = library.matching.accept_certain(folders, report=check)
        finally:
            self.forget()  # what a series' page contradicted is doubtful from now on
        done = [one for one in results if isinstance(one, Accepted)]
        left = [one for one in results if isinstance(one, Refused)]
        _take_in(library)
        return Registered(
            folders=len(done),
            added=sum(one.added for one in done),
            left=tuple(Unfit(folder=one.folder, problem=_told(one.error)) for one in left),
        )


def _take_in(library: Library) -> None:
    """Read what the folders hold that have a series now; where that fails, the next scan does it."""
    try:
        library.scanner.catch_up()
    except LibraryUnavailable:
        return


def _told(error: AniworldError) -> str:
    return f"{error.message} {error.hint}".rstrip()
