"""The seam around a foreign relay: what it raises goes no further, and what it gives are events."""

import logging
from collections.abc import Callable, Collection, Mapping
from datetime import timedelta
from functools import partial
from threading import Lock

from aniworld_core.errors import AniworldError, NotPossible
from aniworld_core.events import Event, Sink
from aniworld_core.plugins.fanout import Fanout
from aniworld_core.ports import Answers, CountsHits, Relay

__all__ = ["GuardedRelay"]

_log = logging.getLogger(__name__)


class GuardedRelay:
    """A relay that raises nothing, and whose sinks are felt neither by it nor by each other.

    The optional abilities answer for any relay: one that lacks them counts no hits, and cannot be pinged.
    """

    def __init__(self, relay: Relay) -> None:
        self._relay = relay
        self._sinks = Fanout()
        self._beginning = Lock()
        self._begun = False
        self._failed = False

    def publish(self, event: Event) -> None:
        """Publish, guarded; the first failure is logged."""
        try:
            self._relay.publish(event)
        except Exception:  # noqa: BLE001 - foreign code
            if not self._failed:
                self._failed = True
                _log.exception("the relay failed; other processes do not hear of everything")

    def subscribe(self, sink: Sink) -> Callable[[], None]:
        """Subscribe, guarded; nothing is listened to before somebody does so."""
        self._sinks.add(sink)
        with self._beginning:
            if not self._begun:
                self._begun = True
                self._listen()
        return partial(self._sinks.remove, sink)

    def hit(self, id: str, most: Mapping[str, int], window: timedelta) -> timedelta | None:
        """Count a hit, guarded; None from a relay that counts none."""
        if not isinstance(self._relay, CountsHits):
            return None
        try:
            wait: object = self._relay.hit(id, most, window)
        except Exception:  # noqa: BLE001 - foreign code
            _log.exception("the relay failed to count")
            return None
        return wait if isinstance(wait, timedelta) else None

    def take_back(self, id: str, names: Collection[str]) -> None:
        """Take a hit back, guarded."""
        if not isinstance(self._relay, CountsHits):
            return
        try:
            self._relay.take_back(id, names)
        except Exception:  # noqa: BLE001 - foreign code
            _log.exception("the relay failed to count")

    def ping(self) -> timedelta:
        """Ask for an answer; raises AniworldError only, and NotPossible for a relay that cannot tell."""
        if not isinstance(self._relay, Answers):
            raise NotPossible("This relay cannot tell whether it reaches anybody.")
        try:
            return self._relay.ping()
        except AniworldError:
            raise
        except Exception as error:
            raise AniworldError(
                f"The relay has a fault of its own: {type(error).__name__}: {error}",
                hint="Tell its author.",
            ) from error

    def close(self) -> None:
        """Close, guarded."""
        try:
            self._relay.close()
        except Exception:  # noqa: BLE001 - foreign code
            _log.exception("the relay could not be closed")

    def _listen(self) -> None:
        try:
            self._relay.subscribe(self._hear)
        except Exception:  # noqa: BLE001 - foreign code
            _log.exception("the relay failed; what other processes do is not heard")

    def _hear(self, event: object) -> None:
        if isinstance(event, Event):
            self._sinks(event)
