"""What a worker does with one item, from its claim to its outcome."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from enum import Enum, auto

from attrs import evolve

from aniworld_core.config import DownloadsConfig
from aniworld_core.entities import Condition, ConditionKind, Link, QueueItem
from aniworld_core.errors import (
    AlreadyThere,
    Blocked,
    Cancelled,
    DownloadError,
    LayoutChanged,
    NoSpace,
    ProviderError,
    RateLimited,
    Unavailable,
)
from aniworld_core.plugins import GuardedProvider
from aniworld_core.ports import SeriesStore
from aniworld_core.services.downloads.backoff import delay
from aniworld_core.services.downloads.choice import Failed, judge, order, wait_for
from aniworld_core.services.downloads.job import Job
from aniworld_core.services.downloads.ledger import Ledger
from aniworld_core.services.downloads.placing import sweep
from aniworld_core.services.downloads.shelf import Shelf
from aniworld_core.services.downloads.trying import Aim, Trying

__all__ = ["Result", "Worker"]


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
        rest: Callable[[str], Condition | None],
    ) -> None:
        self._config = config
        self._series = series
        self._providers = providers
        self._trying = trying
        self._shelf = shelf
        self._ledger = ledger
        self._rest = rest
        self._backoff = timedelta(seconds=config.backoff)

    def run(self, job: Job) -> Result:
        """Work on a claimed item; raises NoSpace and StoreError, which concern all items."""
        item = job.item
        self._ledger.started(item)
        try:
            return self._run(job)
        except Cancelled:
            self._ledger.put_back(item)
            return Result.PUT_BACK
        except NoSpace:
            self._ledger.put_back(item)
            raise
        except (AlreadyThere, DownloadError) as error:
            return self._fail(item, error.message)
        finally:
            sweep(self._shelf.root, item.id, item.claim)

    def _run(self, job: Job) -> Result:
        item = job.item
        series = self._series.get(item.key)
        episode = None if series is None else series.episode(item.episode)
        if series is None or episode is None:
            return self._fail(item, "The catalogue does not list this episode any more.")
        there = self._shelf.find(series, episode, item.wanted)
        if there is not None:
            return _finished(self._ledger.adopted(item, there, self._shelf.size(there)))
        provider = self._providers().get(series.provider)
        if provider is None:
            return self._fail(item, f"The provider {series.provider} is not installed.")
        return self._ask(job, Aim(provider=provider, series=series, episode=episode))

    def _ask(self, job: Job, aim: Aim) -> Result:
        item, name = job.item, aim.provider.name
        rest = self._rest(name) or self._rest(aim.provider.play_links)
        if rest is not None:
            return self._sit_out(item, rest, counted=False)
        try:
            links = aim.provider.links(aim.series.ref, aim.episode.id)
            wanted = order(links, item.wanted)
            if not wanted:
                return self._fail(item, _not_offered(links))
        except ProviderError as error:
            return self._after_site_error(item, name, error)
        return self._try_all(job, aim, wanted)

    def _after_site_error(self, item: QueueItem, provider: str, error: ProviderError) -> Result:
        rest, tries = self._rest(provider), item.attempts + 1
        # A site that is down as a whole is not held against the episode; that one page is odd, is.
        odd = isinstance(error, LayoutChanged)
        counted = odd or (rest is None and isinstance(error, Unavailable))
        if counted and tries >= self._config.attempts:
            return self._fail(item, error.message)
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
        failed: list[Failed] = []
        for link in links:
            job.check()
            try:
                address = aim.provider.open(link)
            except (Blocked, LayoutChanged, RateLimited) as error:
                # The site itself refuses, not a hoster: its other links would fare no better.
                return self._after_site_error(item, aim.provider.play_links, error)
            except ProviderError as error:
                failed.append(Failed(link=link, error=error))
                self._ledger.link_failed(item, link, error)
                continue
            try:
                path = self._trying.complete(job, aim, evolve(link, url=address))
            except (Cancelled, NoSpace):
                raise
            except (ProviderError, DownloadError) as error:
                failed.append(Failed(link=link, error=error))
                self._ledger.link_failed(item, link, error)
            else:
                size = self._shelf.size(path)
                return _finished(self._ledger.downloaded(item, path, size, link))
        verdict = judge(
            failed,
            attempts=item.attempts,
            limit=self._config.attempts,
            backoff=self._backoff,
        )
        if verdict.wait is None:
            return self._fail(item, verdict.reason)
        return self._wait(item, verdict.wait, verdict.reason, counted=verdict.counted)

    def _wait(self, item: QueueItem, wait: timedelta, reason: str, *, counted: bool) -> Result:
        self._ledger.waiting(item, wait, reason, counted=counted)
        return Result.PUT_BACK

    def _fail(self, item: QueueItem, reason: str) -> Result:
        return Result.FAILED if self._ledger.failed(item, reason) else Result.PUT_BACK


def _finished(kept: bool) -> Result:  # noqa: FBT001 - the ledger's answer
    # A worker that lost its item meanwhile has not finished it, whatever it did.
    return Result.FINISHED if kept else Result.PUT_BACK


def _not_offered(links: Sequence[Link]) -> str:
    languages = sorted({str(link.language) for link in links})
    if not languages:
        return "The site lists no links for this episode."
    return f"It is offered in other languages only: {', '.join(languages)}."
