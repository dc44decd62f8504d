"""Carries what happened from worker threads to everyone who is connected."""

from aniworld_core.events import Event

__all__ = ["Hub"]


class Hub:
    """A sink for every event; never blocks and never fails."""

    def __call__(self, event: Event) -> None:
        """Take an event, from any thread."""

    def open(self) -> None:
        """Begin to carry events to the running event loop."""

    def close(self) -> None:
        """End every connection and hear no more."""
