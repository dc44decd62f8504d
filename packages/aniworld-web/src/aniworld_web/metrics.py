"""Figures for Prometheus: what happened since the start, and how the library stands."""

from collections import Counter
from collections.abc import Callable, Iterator
from threading import Lock
from typing import TYPE_CHECKING

from aniworld_core.entities import QueueState, Reason
from aniworld_core.events import DownloadFailed, DownloadFinished, Event
from aniworld_core.library import Library

# Only who asks for figures needs the client.
if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry
    from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

    Family = CounterMetricFamily | GaugeMetricFamily

__all__ = ["Meters"]


class Meters:
    """A sink that counts; each application has its own figures."""

    def __init__(self, library: Callable[[], Library]) -> None:
        self._library = library
        self._lock = Lock()
        self._events: Counter[str] = Counter()
        self._finished = 0
        self._failed = 0
        self._bytes = 0
        self._registry: CollectorRegistry | None = None

    def __call__(self, event: Event) -> None:
        """Count an event."""
        with self._lock:
            self._events[type(event).__name__] += 1
            match event:
                case DownloadFinished(size=size):
                    self._finished += 1
                    self._bytes += size
                case DownloadFailed():
                    self._failed += 1

    def text(self) -> bytes:
        """Return all figures in the text form of Prometheus; raises StoreError."""
        from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest

        if self._registry is None:
            self._registry = CollectorRegistry()
            ProcessCollector(registry=self._registry)
            self._registry.register(self)
        return generate_latest(self._registry)

    def describe(self) -> "Iterator[Family]":
        """Tell no names before there are figures: the registry would ask the store for them."""
        return iter(())

    def collect(self) -> "Iterator[Family]":
        """Yield every figure as it is now."""
        yield from self._counted()
        yield from self._standing()

    def _counted(self) -> "Iterator[Family]":
        from prometheus_client.core import CounterMetricFamily as Total

        with self._lock:
            events, finished = dict(self._events), self._finished
            failed, received = self._failed, self._bytes
        downloads = Total("aniworld_downloads", "Downloads that ended.", labels=["result"])
        downloads.add_metric(["finished"], finished)
        downloads.add_metric(["failed"], failed)
        yield downloads
        yield Total("aniworld_downloaded_bytes", "Bytes of finished downloads.", value=received)
        heard = Total("aniworld_events", "Events that were told.", labels=["type"])
        for name, count in sorted(events.items()):
            heard.add_metric([name], count)
        yield heard

    def _standing(self) -> "Iterator[Family]":
        from prometheus_client.core import GaugeMetricFamily as Gauge

        library = self._library()
        counts = library.store.queue.counts()
        items = Gauge("aniworld_queue_items", "Items of the queue.", labels=["state"])
        for state in QueueState:
            items.add_metric([state.value], counts.get(state, 0))
        yield items
        paused = library.store.queue.paused()
        yield Gauge("aniworld_queue_paused", "1 while the queue is paused.", value=int(paused))
        missing = library.missing.counts()
        episodes = Gauge("aniworld_missing_episodes", "Missing episodes.", labels=["reason"])
        for reason in Reason:
            episodes.add_metric([reason.value], missing.get(reason, 0))
        yield episodes
