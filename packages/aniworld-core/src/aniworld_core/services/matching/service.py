"""Matching: which catalogue series the folders hold that nobody registered yet."""

from collections.abc import Callable, Collection, Iterable, Sequence
from threading import Lock

from attrs import evolve

from aniworld_core.clock import Clock, utc_now
from aniworld_core.entities import Decision, Series, SeriesSummary, TitleList
from aniworld_core.errors import AlreadyThere, InvalidValue, NotFound
from aniworld_core.ports import DecisionStore, Progress, SeriesStore, TitleStore
from aniworld_core.services.matching.accepting import (
    Acceptance,
    accept_all,
    refuse_contradiction,
)
from aniworld_core.services.matching.known import KnownSeries, Names, hit_of
from aniworld_core.services.matching.proposing import Proposer, unclaimed
from aniworld_core.services.matching.results import (
    Accepted,
    Candidate,
    Proposal,
    Refused,
    Verdict,
)
from aniworld_core.titles import FoundTitle, TitleSearch, composed, folder_name

__all__ = ["Matching"]

_SIMILAR = 6
"""Titles that are only like a folder's name, at most."""


class Matching:
    """Proposes a series for each folder that has none, and remembers every decision about it.

    ``folders`` lists what is on the disk, ``finder`` looks through the sites' titles, ``providers`` are
    the names of the sites, the preferred first. ``take`` registers a series (provider, ref) with a folder
    after a check of its page, ``confirm`` gives a folder to a registered one.
    """

    def __init__(
        self,
        *,
        series: SeriesStore,
        titles: TitleStore,
        decisions: DecisionStore,
        folders: Callable[[], Sequence[str]],
        finder: Callable[[], TitleSearch],
        providers: Callable[[], Iterable[str]],
        take: Callable[..., Series],
        confirm: Callable[[str, str], Series],
        clock: Clock = utc_now,
    ) -> None:
        self._series = series
        self._titles = titles
        self._decisions = decisions
        self._folders = folders
        self._finder = finder
        self._providers = providers
        self._take = take
        self._confirm = confirm
        self._clock = clock
        self._reading = Lock()
        self._names: tuple[int, Names] | None = None
        self._similar: tuple[Sequence[TitleList], dict[str, Sequence[FoundTitle]]] | None = None

    def propose(
        self,
        folders: Collection[str] | None = None,
        *,
        provider: str | None = None,
        report: Progress | None = None,
    ) -> Sequence[Proposal]:
        """Propose series for the folders that have none, or for some of them, in order of their paths.

        Nothing is asked of any site. Folders that were decided to be no series are left out, and series
        that were refused for a folder are not proposed for it again; with ``provider``, nor are series of
        other sites. ``report`` is told how many are done, of how many, and stops it by raising. Raises
        LibraryUnavailable, and InvalidValue for an unknown provider.
        """
        decided = self._decisions.all()
        present = self._folders()
        registered = self._series.names()
        owned = {composed(one.folder) for one in registered if one.folder}
        settled = owned | {one.folder for one in decided if one.no_series}
        unsettled = [one for one in sorted(present) if composed(one) not in settled]
        proposer = self._proposer(present, registered, decided, provider)
        proposals: list[Proposal] = []
        for done, folder in enumerate(unsettled, start=1):
            wanted = folders is None or folder in folders
            proposals.append(proposer.propose(folder, similar=wanted))
            if report is not None:
                report(done, len(unsettled))
        found = unclaimed(proposals)
        return found if folders is None else [one for one in found if one.folder in folders]

    def accept(
        self, folder: str, provider: str, ref: str, *, instead_of: str | None = None
    ) -> Series:
        """Register a series, if it is not, and give it a folder, whatever the names tell.

        A series that has a folder on the disk keeps it, unless that is the one to be given up
        (``instead_of``). Raises NotFound for an unknown folder, AlreadyThere when another series has it,
        or the series another one, ProviderError, and AmbiguousFolder when the series' year or IMDb id
        contradicts the folder's name and the index did not know: it does from then on, and who asks again
        is obeyed.
        """
        folders = self._folders()
        _check_there(folder, folders)
        owner = self._owner(provider, ref)
        if owner is not None:
            if owner.folder not in (None, folder, instead_of) and owner.folder in folders:
                raise AlreadyThere(
                    f"{owner.title} already has the folder {owner.folder!r}.",
                    hint=f"To give it another one: aniw match FOLDER {owner.key}",
                    key=owner.key,
                )
            self._tell(folder, provider, ref, owner, year=owner.year)
            return self._confirm(folder, owner.key)
        self._check_free(folder)
        series = self._take(
            provider, ref, folder=folder, check=lambda page: self._tell(folder, provider, ref, page)
        )
        self._decisions.remove(composed(folder))
        return series

    def accept_certain(
        self,
        folders: Collection[str] | None = None,
        *,
        provider: str | None = None,
        report: Progress | None = None,
    ) -> Sequence[Accepted | Refused]:
        """Register the series that are certain (of some folders, or of all) with their folders.

        Each new series' page is read, and a folder whose year or IMDb id it contradicts goes to the next
        series of its title or stays as it is; from then on it is doubtful. A failure costs the others
        nothing, but a provider that blocks us or asks us to wait is not asked again. ``report`` is told how
        many are done, of how many, and stops it by raising.
        """
        proposals = self.propose(folders, provider=provider)
        certain = [one for one in proposals if one.verdict is Verdict.CERTAIN]
        return accept_all(Acceptance(self._given, self._titles), certain, report)

    def refuse(self, folder: str, *series: tuple[str, str]) -> None:
        """Remember that a folder holds none of these series, each a provider and its ref.

        Raises AlreadyThere when a series has the folder.
        """
        self._check_free(folder)
        now, folder = self._clock(), composed(folder)
        self._decisions.add(
            *(
                Decision(folder=folder, provider=provider, ref=ref, decided=now)
                for provider, ref in series
            )
        )

    def no_series(self, folder: str, *, dry_run: bool = False) -> None:
        """Remember that a folder holds no series; it is not asked about again.

        Raises NotFound, and AlreadyThere when a series has the folder.
        """
        _check_there(folder, self._folders())
        self._check_free(folder)
        if not dry_run:
            self._decisions.add(Decision(folder=composed(folder), decided=self._clock()))

    def forget(self, folder: str, *, dry_run: bool = False) -> int:
        """Forget what was refused for a folder, and that it is no series; return how many decisions."""
        folder = composed(folder)
        if dry_run:
            return sum(one.folder == folder for one in self._decisions.all())
        return self._decisions.remove(folder)

    def refused(self) -> Sequence[Decision]:
        """List which series were refused for which folders."""
        return [one for one in self._decisions.all() if not one.no_series]

    def set_aside(self) -> Sequence[str]:
        """List the folders that were decided to be no series."""
        return [one.folder for one in self._decisions.all() if one.no_series]

    def _proposer(
        self,
        present: Collection[str],
        registered: Sequence[SeriesSummary],
        decided: Iterable[Decision],
        provider: str | None,
    ) -> Proposer:
        order = list(self._providers())
        if provider is not None and provider not in order:
            raise InvalidValue(
                f"There is no provider {provider!r}.", hint=f"Installed: {', '.join(order)}."
            )
        known = KnownSeries(self._known_names(), registered, self._series.ages())
        listed, unlisted = self._finder(), TitleSearch(known.unlisted())
        remembered = self._remembered()

        def find(query: str, cutoff: float) -> Sequence[FoundTitle]:
            if query not in remembered:
                remembered[query] = listed.find(query, limit=_SIMILAR, cutoff=cutoff)
            own = unlisted.find(query, limit=_SIMILAR, cutoff=cutoff)
            return [*remembered[query], *own]

        return Proposer(
            known,
            find=find,
            with_imdb=listed.with_imdb,
            rank=lambda name: order.index(name) if name in order else len(order),
            only=provider,
            present=present,
            refused={(one.folder, one.provider, one.ref.casefold()) for one in decided},
        )

    def _given(self, folder: str, candidate: Candidate, check: Callable[[Series], None]) -> Series:
        if candidate.key is not None:
            return self._confirm(folder, candidate.key)
        return self._take(candidate.provider, candidate.ref, folder=folder, check=check)

    def _tell(
        self, folder: str, provider: str, ref: str, found: Series, *, year: int | None = None
    ) -> None:
        """Note what is found of a series, and tell a person of a contradiction that could not be seen.

        ``year`` is what was shown besides the index. A series that no list names is nobody's proposal.
        """
        title = self._known_names().refs.get((provider, ref.casefold()))
        if title is None:
            return
        self._titles.learn(evolve(title, year=found.year, imdb=found.imdb))
        refuse_contradiction(
            found, folder_name(folder).told, year=year or hit_of(title).year, imdb=title.imdb
        )

    def _check_free(self, folder: str) -> None:
        wanted = composed(folder)
        for one in self._series.names():
            if one.folder is not None and composed(one.folder) == wanted:
                raise AlreadyThere(
                    f"The folder {folder!r} belongs to {one.title} ({one.key}).",
                    hint="To take it from there first: aniw match --forget FOLDER",
                    key=one.key,
                )

    def _owner(self, provider: str, ref: str) -> Series | None:
        wanted = (provider, ref.casefold())
        ages = self._series.ages()
        keys = (one.key for one in ages if (one.provider, one.ref.casefold()) == wanted)
        key = next(keys, None)
        return None if key is None else self._series.get(key)

    def _remembered(self) -> dict[str, Sequence[FoundTitle]]:
        """Return the similar titles found before, by query, as long as the lists stay the same.

        That a year is learned changes no name, so only what else is known of a title may be old.
        """
        lists = self._titles.lists()
        if self._similar is None or self._similar[0] != lists:
            self._similar = lists, {}
        return self._similar[1]

    def _known_names(self) -> Names:
        """Return the titles by name, made anew only when they changed."""
        with self._reading:
            stamp = self._titles.stamp()
            if self._names is None or self._names[0] != stamp:
                self._names = stamp, Names(self._titles.all())
            return self._names[1]


def _check_there(folder: str, folders: Collection[str]) -> None:
    if folder not in folders:
        raise NotFound(f"There is no folder {folder!r} in the library.", hint="See: aniw match")
