"""Carries each event to every sink; a sink that fails is logged, not felt."""

import logging
from threading import Lock

from aniworld_core.events import Event, Sink

__all__ = ["Fanout"]

_log = logging.getLogger(__name__)


class Fanout:
    """Calls the sinks one after another, from whichever thread the event comes.

    Sinks may come and go at any time, also while an event is on its way.
    """

    def __init__(self, *sinks: Sink) -> None:
        self._sinks = sinks  # replaced, never changed: an event goes to those of its beginning
        self._changing = Lock()

    def __call__(self, event: Event) -> None:
        """Tell every sink."""
        for sink in self._sinks:
            try:
                sink(event)
            except Exception:  # noqa: BLE001 - a sink is foreign code
                _log.exception("a sink failed at %s", type(event).__name__)

    @property
    def sinks(self) -> tuple[Sink, ...]:
        """Who hears the events at the moment."""
        return self._sinks

    def add(self, sink: Sink) -> None:
        """Let a sink hear every event from now on; one that hears them already is not told twice."""
        with self._changing:
            if sink not in self._sinks:
                self._sinks = (*self._sinks, sink)

    def remove(self, sink: Sink) -> None:
        """Let a sink hear no event that is yet to come; one that never did is fine."""
        with self._changing:
            self._sinks = tuple(one for one in self._sinks if one != sink)
