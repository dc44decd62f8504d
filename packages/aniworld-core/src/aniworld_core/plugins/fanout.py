"""Carries each event to every sink; a sink that fails is logged, not felt."""

import logging

from aniworld_core.events import Event, Sink

__all__ = ["Fanout"]

_log = logging.getLogger(__name__)


class Fanout:
    """Calls the sinks one after another, from whichever thread the event comes."""

    def __init__(self, *sinks: Sink) -> None:
        self._sinks = sinks

    def __call__(self, event: Event) -> None:
        """Tell every sink."""
        for sink in self._sinks:
            try:
                sink(event)
            except Exception:  # noqa: BLE001 - a sink is foreign code
                _log.exception("a sink failed at %s", type(event).__name__)
