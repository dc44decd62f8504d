"""What a worker does with one item, from its claim to its outcome."""

import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from datetime import timedelta
from enum import Enum, auto
from typing import TypeVar

from attrs import evolve

from aniworld_core.config import DownloadsConfig
from aniworld_core.entities import Condition, ConditionKind, Link, QueueItem
from aniworld_core.errors import (
    AniworldError,
    Blocked,
    Cancelled,
    DownloadError,
    Gone,
    InvalidConfig,
    LayoutChanged,
    LibraryUnavailable,
    NoSpace,
    ProviderError,
    RateLimited,
    StoreError,
    Unavailable,
)
from aniworld_core.plugins import GuardedProvider
from aniworld_core.ports import SeriesStore
from aniworld_core.services.downloads.backoff import delay
from aniworld_core.services.downloads.choice import Failed, judge, order, wait_for
from aniworld_core.services.downloads.ground import Ground
from aniworld_core.services.downloads.job import Job
from aniworld_core.services.downloads.leaving import unless_stopped
from aniworld_core.services.downloads.ledger import Ledger
from aniworld_core.services.downloads.marks import Placed
from aniworld_core.services.downloads.rests import Rests
from aniworld_core.services.downloads.rounds import Rounds
from aniworld_core.services.downloads.shelf import Shelf
from aniworld_core.services.downloads.trying import Aim, Trying
from aniworld_core.services.downloads.workspaces import sweep

__all__ = ["Result", "Worker"]

T = TypeVar("T")


class Result(Enum):
    """How an item left its worker."""

    FINISHED = auto()
    FAILED = auto()
    PUT_BACK = auto()


class Worker:
    """Completes one episode at a time; used from several threads at once."""

    def __init__(
        self,
        *,
        config: DownloadsConfig,
        series: SeriesStore,
        providers: Callable[[], Mapping[str, GuardedProvider]],
        trying: Trying,
        shelf: Shelf,
        ledger: Ledger,
        rests: Rests,
        rounds: Rounds,
        ground: Ground,
    ) -> None:
        self._config = config
        self._series = series
        self._providers = providers
        self._trying = trying
        self._shelf = shelf
        self._ledger = ledger
        self._rests = rests
        self._rounds = rounds
        self._ground = ground
        self._backoff = timedelta(seconds=config.backoff)

    def run(self, job: Job) -> Result:
        """Work on a claimed item; raises NoSpace, LibraryUnavailable, InvalidConfig, StoreError: for all."""
        item = job.item
        self._ledger.started(item)
        try:
            return self._run(job)
        except Cancelled:
            self._ledger.put_back(item)
            return Result.PUT_BACK
        except NoSpace as error:
            if not job.fits():  # it had the disk for itself: another try would end like this one
                return self._fail(item, error.message)
            self._ledger.put_back(item)
            raise
        except (InvalidConfig, LibraryUnavailable):
            self._ledger.put_back(item)
            raise
        except OSError as error:
            return self._not_readable(item, error)
        except StoreError:
            raise
        except AniworldError as error:  # whatever it is, it is this one item's: the others go on
            return self._fail(item, error.message)
        finally:
            if self._ledger.ended(item):  # else another try may go on from what is there
                sweep(self._shelf.root, item.id, item.claim)
                sys.audit("aniworld.reached", "workspace-swept")

    def _not_readable(self, item: QueueItem, error: OSError) -> Result:
        try:
            self._ground.check()
        except LibraryUnavailable:
            self._ledger.put_back(item)
            raise
        return self._fail(item, f"Its place in the library cannot be read: {error}.")

    def _run(self, job: Job) -> Result:
        self._ground.check()  # what is found or placed below may be on another disk by now
        item = job.item
        series = self._series.get(item.key)
        episode = None if series is None else series.episode(item.episode)
        if series is None or episode is None:
            return self._fail(item, "The catalogue does not list this episode any more.")
        placed = self._shelf.resume(item, series, episode)
        if placed is not None:
            return _finished(self._ledger.downloaded(item, placed))
        standing = self._shelf.find(series, episode, item.wanted)
        if standing.path is not None:
            size = self._shelf.size(standing.path)
            return _finished(self._ledger.adopted(item, standing.path, size))
        provider = self._providers().get(series.provider)
        if provider is None:
            return self._fail(item, f"The provider {series.provider} is not installed.")
        aim = Aim(provider=provider, series=series, episode=episode, replaces=standing.replaces)
        return self._ask(job, aim)

    def _ask(self, job: Job, aim: Aim) -> Result:
        item, name = job.item, aim.provider.name
        rest = self._rests.rest(name) or self._rests.rest(aim.provider.play_links)
        if rest is not None:
            return self._sit_out(item, rest, counted=False)
        try:
            self._see_whether_it_is_back(job, aim)
            links = _ask(job, lambda: aim.provider.links(aim.series.ref, aim.episode.id))
            wanted = order(links, item.wanted)
            if not wanted:
                return self._fail(item, _not_offered(links))
        except ProviderError as error:
            return self._after_site_error(item, name, error)
        return self._try_all(job, aim, wanted)

    def _see_whether_it_is_back(self, job: Job, aim: Aim) -> None:
        """Ask a site that was down for something else first; raises ProviderError when it still is.

        If that is answered, what the episode's own page answers is held against the episode: else one page
        with a fault, asked for whenever the site has rested, would keep it waiting for ever.
        """
        condition = self._rests.of(aim.provider.name)
        if condition is None or condition.kind is not ConditionKind.UNAVAILABLE:
            return
        if condition.until is None:  # too few failures for a rest
            return
        with suppress(Gone, LayoutChanged):  # an answer, whatever it says
            _ask(job, lambda: aim.provider.search(aim.series.title))

    def _after_site_error(self, item: QueueItem, provider: str, error: ProviderError) -> Result:
        rest, tries = self._rests.rest(provider), item.attempts + 1
        # A site that is down as a whole is not held against the episode; that one page is odd, is.
        odd = isinstance(error, LayoutChanged)
        counted = odd or (rest is None and isinstance(error, Unavailable))
        if counted and tries >= self._config.attempts:
            return self._fail(item, error.message, counted=True)
        if rest is not None:
            return self._sit_out(item, rest, counted=counted)
        wait = (
            delay(tries, self._backoff)
            if odd
            else wait_for(error, attempts=tries, backoff=self._backoff)
        )
        if wait is None:
            return self._fail(item, error.message)
        return self._wait(item, wait, error.message, counted=counted)

    def _sit_out(self, item: QueueItem, rest: Condition, *, counted: bool) -> Result:
        """Put the item back until its site may be asked again, like all others of that site."""
        down = rest.kind is ConditionKind.UNAVAILABLE
        reason = f"The site {rest.provider} is down: {rest.reason}" if down else rest.reason
        self._ledger.waiting_until(item, rest.until, reason, counted=counted)
        return Result.PUT_BACK

    def _try_all(self, job: Job, aim: Aim, links: Sequence[Link]) -> Result:
        item = job.item
        aim = evolve(aim, series=self._shelf.settle(aim.series))
        failed = self._rounds.take_up(item.id)
        asked = Counter(_source(one.link) for one in failed)
        resting: dict[str, Condition] = {}
        for link in links:
            job.check()
            if asked[_source(link)]:
                asked[_source(link)] -= 1
                continue
            rest = self._rests.rest_hoster(link.hoster)
            if rest is not None:
                resting[link.hoster] = rest
                continue
            try:
                outcome = self._try(job, aim, link)
            except _SiteRefuses as refusal:
                return self._after_site_error(item, aim.provider.play_links, refusal.error)
            except (Cancelled, NoSpace):
                raise
            except (ProviderError, DownloadError) as error:
                failed.append(Failed(link=link, error=error))
                self._ledger.link_failed(item, link, error)
            else:
                if isinstance(outcome, Placed):
                    return _finished(self._ledger.downloaded(item, outcome))
                resting[link.hoster] = outcome
        return self._conclude(item, failed, resting)

    def _try(self, job: Job, aim: Aim, link: Link) -> Placed | Condition:
        try:
            address = _ask(job, lambda: aim.provider.open(link))
        except (Blocked, LayoutChanged, RateLimited) as error:
            # The site itself refuses, not a hoster: its other links would fare no better.
            raise _SiteRefuses(error) from error
        try:
            outcome = self._trying.complete(job, aim, evolve(link, url=address))
        except DownloadError as error:
            self._rests.note_hoster(link.hoster, error, job.item.id)
            raise
        if isinstance(outcome, Placed):
            self._rests.note_hoster(link.hoster, None, job.item.id)
        return outcome

    def _conclude(
        self, item: QueueItem, failed: Sequence[Failed], resting: Mapping[str, Condition]
    ) -> Result:
        """Say what follows when no link worked: those that ``failed``, and those of ``resting`` hosters.

        As long as there is a hoster that was not asked, nothing is settled, and nothing is counted.
        """
        verdict = judge(
            failed, attempts=item.attempts, limit=self._config.attempts, backoff=self._backoff
        )
        if resting:
            at = min((one.until for one in resting.values() if one.until is not None), default=None)
            self._rounds.pause(item.id, failed, at)
            rests = [f"{hoster} rests: {one.reason}" for hoster, one in resting.items()]
            reason = "; ".join(filter(None, [verdict.reason, *rests]))
            self._ledger.waiting_until(item, at, reason, counted=False)
            return Result.PUT_BACK
        if verdict.wait is None:
            return self._fail(item, verdict.reason, counted=verdict.counted)
        return self._wait(item, verdict.wait, verdict.reason, counted=verdict.counted)

    def _wait(self, item: QueueItem, wait: timedelta, reason: str, *, counted: bool) -> Result:
        self._ledger.waiting(item, wait, reason, counted=counted)
        return Result.PUT_BACK

    def _fail(self, item: QueueItem, reason: str, *, counted: bool = False) -> Result:
        kept = self._ledger.failed(item, reason, counted=counted)
        return Result.FAILED if kept else Result.PUT_BACK


class _SiteRefuses(Exception):
    """A site does not open its own links."""

    def __init__(self, error: ProviderError) -> None:
        super().__init__(error.message)
        self.error = error


def _source(link: Link) -> tuple[str, str]:
    """Return what a link is known by from one try to the next: its address may be another by then."""
    return link.hoster.casefold(), link.language


def _ask(job: Job, question: Callable[[], T]) -> T:
    """Ask a site; a stop of the job is felt at once, and the answer is then heard by nobody."""
    with ExitStack() as nothing:
        return unless_stopped(question, job.check, nothing)


def _finished(kept: bool) -> Result:  # noqa: FBT001 - the ledger's answer
    # A worker that lost its item meanwhile has not finished it, whatever it did.
    return Result.FINISHED if kept else Result.PUT_BACK


def _not_offered(links: Sequence[Link]) -> str:
    languages = sorted({str(link.language) for link in links})
    if not languages:
        return "The site lists no links for this episode."
    return f"It is offered in other languages only: {', '.join(languages)}."
