"""What a worker does with one item, from its claim to its outcome."""

import logging
import shutil
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from errno import ENOSPC

from attrs import frozen

from aniworld_core.config import DownloadsConfig
from aniworld_core.entities import Episode, Link, QueueItem, Series
from aniworld_core.errors import (
    AlreadyThere,
    AniworldError,
    Cancelled,
    DownloadError,
    NoSpace,
    ProviderError,
    Unavailable,
)
from aniworld_core.plugins import GuardedProvider
from aniworld_core.ports import SeriesStore
from aniworld_core.services.downloads.choice import Failed, judge, order, wait_for
from aniworld_core.services.downloads.fetching import Fetching
from aniworld_core.services.downloads.job import Job
from aniworld_core.services.downloads.ledger import Ledger
from aniworld_core.services.downloads.placing import workspace
from aniworld_core.services.downloads.resting import Resting
from aniworld_core.services.downloads.shelf import Shelf

__all__ = ["Result", "Worker"]

_log = logging.getLogger(__name__)


@frozen(kw_only=True)
class Result:
    """How an item left its worker: exactly one is true, or none when it was put back."""

    finished: bool = False
    failed: bool = False


class Worker:
    """Completes one episode at a time; used from several threads at once."""

    def __init__(
        self,
        *,
        config: DownloadsConfig,
        series: SeriesStore,
        providers: Callable[[], Mapping[str, GuardedProvider]],
        fetching: Fetching,
        shelf: Shelf,
        ledger: Ledger,
        resting: Resting,
    ) -> None:
        self._config = config
        self._series = series
        self._providers = providers
        self._fetching = fetching
        self._shelf = shelf
        self._ledger = ledger
        self._resting = resting
        self._backoff = timedelta(seconds=config.backoff)

    def run(self, job: Job) -> Result:
        """Work on a claimed item; raises NoSpace and StoreError, which concern all items."""
        item = job.item
        self._ledger.started(item)
        try:
            return self._run(job)
        except Cancelled:
            self._ledger.put_back(item)
            return Result()
        except NoSpace:
            self._ledger.put_back(item)
            raise
        except (AlreadyThere, DownloadError) as error:
            return self._fail(item, error.message)
        finally:
            shutil.rmtree(workspace(self._shelf.root, item.id), ignore_errors=True)

    def _run(self, job: Job) -> Result:
        item = job.item
        series = self._series.get(item.key)
        episode = None if series is None else series.episode(item.episode)
        if series is None or episode is None:
            return self._fail(item, "The catalogue does not list this episode any more.")
        if self._adopt(item, series, episode):
            return Result(finished=True)
        provider = self._providers().get(series.provider)
        if provider is None:
            return self._fail(item, f"The provider {series.provider} is not installed.")
        return self._ask(job, provider, series, episode)

    def _ask(self, job: Job, provider: GuardedProvider, series: Series, episode: Episode) -> Result:
        item = job.item
        rest = self._resting.remaining(provider.name)
        if rest is not None:
            self._ledger.waiting(item, rest[0], rest[1], counted=False)
            return Result()
        try:
            links = provider.links(series.ref, episode.id)
        except ProviderError as error:
            self._resting.note(provider.name, error)
            return self._after_provider_error(item, provider, error)
        wanted = order(links, item.wanted)
        if not wanted:
            return self._fail(item, _not_offered(links))
        return self._try_all(job, provider, series, episode, wanted)

    def _adopt(self, item: QueueItem, series: Series, episode: Episode) -> bool:
        path = self._shelf.find(series, episode, item.wanted)
        if path is None:
            return False
        series = self._shelf.settle(series)
        size = self._shelf.remember(series, episode, path, None)
        self._ledger.adopted(item, path, size)
        return True

    def _after_provider_error(
        self, item: QueueItem, provider: GuardedProvider, error: ProviderError
    ) -> Result:
        rest = self._resting.remaining(provider.name)
        if rest is not None:
            self._ledger.waiting(item, rest[0], error.message, counted=False)
            return Result()
        wait = wait_for(error, attempts=item.attempts + 1, backoff=self._backoff)
        if wait is None or item.attempts + 1 >= self._config.attempts:
            return self._fail(item, error.message)
        self._ledger.waiting(item, wait, error.message, counted=isinstance(error, Unavailable))
        return Result()

    def _try_all(
        self,
        job: Job,
        provider: GuardedProvider,
        series: Series,
        episode: Episode,
        links: Sequence[Link],
    ) -> Result:
        item = job.item
        series = self._shelf.settle(series)
        failed: list[Failed] = []
        for link in links:
            job.check()
            try:
                path = self._complete(job, provider, series, episode, link)
            except (Cancelled, NoSpace):
                raise
            except (ProviderError, DownloadError) as error:
                failed.append(Failed(link=link, error=error))
                self._ledger.link_failed(item, link, error)
            else:
                self._ledger.downloaded(item, path, self._shelf.size(path), link)
                return Result(finished=True)
        verdict = judge(
            failed,
            attempts=item.attempts,
            limit=self._config.attempts,
            backoff=self._backoff,
        )
        if verdict.wait is None:
            return self._fail(item, verdict.reason)
        self._ledger.waiting(item, verdict.wait, verdict.reason, counted=verdict.counted)
        return Result()

    def _complete(
        self,
        job: Job,
        provider: GuardedProvider,
        series: Series,
        episode: Episode,
        link: Link,
    ) -> str:
        try:
            file = self._fetching.fetch(
                job, provider, link, wanted=job.item.wanted, root=self._shelf.root
            )
            job.check()  # a job that was cancelled meanwhile must not leave a file behind
            return self._shelf.place(file, series, episode, link.language)
        except AniworldError:
            raise
        except OSError as error:
            if error.errno == ENOSPC:
                raise NoSpace(
                    "The disk is full.", hint="Free some space; the episode stays queued."
                ) from error
            raise DownloadError(f"The file could not be written: {error}.") from error
        except Exception as error:
            _log.exception("a resolver or downloader has a fault of its own")
            raise DownloadError(
                f"A plugin has a fault of its own: {type(error).__name__}: {error}"
            ) from error

    def _fail(self, item: QueueItem, reason: str) -> Result:
        self._ledger.failed(item, reason)
        return Result(failed=True)


def _not_offered(links: Sequence[Link]) -> str:
    languages = sorted({str(link.language) for link in links})
    if not languages:
        return "The site lists no links for this episode."
    return f"It is offered in other languages only: {', '.join(languages)}."
