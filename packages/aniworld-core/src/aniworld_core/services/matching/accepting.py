"""Giving folders to the series that seem certain, once a series' own page bears that out."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice

from aniworld_core.entities import Series, Title
from aniworld_core.errors import (
    AmbiguousFolder,
    AniworldError,
    Blocked,
    ProviderError,
    RateLimited,
)
from aniworld_core.ports import Progress, TitleStore
from aniworld_core.services.matching.judging import AGREEING
from aniworld_core.services.matching.results import Accepted, Candidate, Proposal, Refused
from aniworld_core.titles import FolderTitle, contradict, folder_name

__all__ = ["Acceptance", "accept_all", "refuse_contradiction"]

_AT_ONCE = 4
"""Series read at the same time; each provider's client keeps its own, lower, limits per host."""

_READ = 3
"""Pages that are read for one folder, at most."""


class Acceptance:
    """One run through certain folders; a provider that refuses us is not asked again in it.

    ``take`` gives a folder to a candidate, and is told how to check the page of a new series.
    """

    def __init__(
        self, take: Callable[[str, Candidate, Callable[[Series], None]], Series], titles: TitleStore
    ) -> None:
        self._take = take
        self._titles = titles
        self._refusing: dict[str, ProviderError] = {}

    def accept(self, proposal: Proposal) -> Accepted | Refused:
        """Give a folder to its candidate, unless that one's page contradicts its name.

        Then to the next one of the title that is new, if its page bears out the folder's year or IMDb id.
        """
        told = folder_name(proposal.folder).told
        first, *others = proposal.candidates
        more = (one for one in others if one.reason in AGREEING and one.key is None)
        failures: list[AmbiguousFolder] = []
        for one in (first, *islice(more, _READ - 1)):
            try:
                series = self._given(proposal.folder, one, told, proven=one is not first)
            except AmbiguousFolder as error:
                failures.append(error)
            except AniworldError as error:
                return Refused(folder=proposal.folder, error=error)
            else:
                return Accepted(
                    folder=proposal.folder,
                    key=series.key,
                    title=series.title,
                    added=one.key is None,
                )
        return Refused(folder=proposal.folder, error=failures[0])

    def _given(self, folder: str, one: Candidate, told: FolderTitle, *, proven: bool) -> Series:
        if one.key is None and one.provider in self._refusing:
            raise self._refusing[one.provider]
        try:
            return self._take(
                folder, one, lambda series: self._check(series, one, told, proven=proven)
            )
        except (Blocked, RateLimited) as error:
            self._refusing.setdefault(one.provider, error)
            raise

    def _check(self, series: Series, one: Candidate, told: FolderTitle, *, proven: bool) -> None:
        """Keep what a page tells, and raise AmbiguousFolder when the folder's name tells otherwise.

        Where it has to be ``proven``, a page that tells nothing of the kind is not enough.
        """
        self._titles.learn(
            Title(
                provider=one.provider,
                ref=one.ref,
                title=one.title,
                year=series.year,
                imdb=series.imdb,
            )
        )
        refuse_contradiction(series, told)
        same = (told.year and told.year == series.year) or (told.imdb and told.imdb == series.imdb)
        if proven and not same:
            raise AmbiguousFolder(f"Nothing tells whether it is {series.title}.")


def refuse_contradiction(
    series: Series, told: FolderTitle, *, year: int | None = None, imdb: str = ""
) -> None:
    """Raise AmbiguousFolder when a folder's name tells another year or IMDb id than the series' page.

    Not where the ``year`` or ``imdb`` known before told the same: who decided, saw it.
    """
    hint = "Choose it again to give it the folder all the same."
    if contradict(told.year, series.year) and not contradict(told.year, year):
        raise AmbiguousFolder(
            f"{series.title} is of {series.year}, the folder of {told.year}.", hint=hint
        )
    if contradict(told.imdb, series.imdb) and not contradict(told.imdb, imdb):
        raise AmbiguousFolder(
            f"{series.title} has the IMDb id {series.imdb}, the folder {told.imdb}.", hint=hint
        )


def accept_all(
    acceptance: Acceptance, proposals: Sequence[Proposal], report: Progress | None
) -> Sequence[Accepted | Refused]:
    """Accept several at once; ``report`` stops it by raising, and what was done until then stays."""
    results: list[Accepted | Refused] = []
    threads = ThreadPoolExecutor(max_workers=_AT_ONCE, thread_name_prefix="match")
    try:
        for result in threads.map(acceptance.accept, proposals):
            results.append(result)
            if report is not None:
                report(len(results), len(proposals))
    finally:
        threads.shutdown(cancel_futures=True)  # whoever stopped it does not wait for the rest
    return results
