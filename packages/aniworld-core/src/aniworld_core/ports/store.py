"""The store as a whole."""

from typing import Protocol

from aniworld_core.ports.access_store import AccessStore
from aniworld_core.ports.condition_store import ConditionStore
from aniworld_core.ports.decision_store import DecisionStore
from aniworld_core.ports.file_store import FileStore
from aniworld_core.ports.history_store import HistoryStore
from aniworld_core.ports.lease_store import LeaseStore
from aniworld_core.ports.pace_store import PaceStore
from aniworld_core.ports.queue_store import QueueStore
from aniworld_core.ports.release_store import ReleaseStore
from aniworld_core.ports.series_store import SeriesStore
from aniworld_core.ports.session_store import SessionStore
from aniworld_core.ports.title_store import TitleStore
from aniworld_core.ports.worker_store import WorkerStore

__all__ = ["Store"]


class Store(Protocol):
    """All that is remembered. Its parts share one transaction world and may be used from any thread.

    Whatever fails inside comes out as StoreError.
    """

    @property
    def series(self) -> SeriesStore:
        """The series."""
        ...

    @property
    def files(self) -> FileStore:
        """What the disk holds."""
        ...

    @property
    def queue(self) -> QueueStore:
        """The download queue."""
        ...

    @property
    def history(self) -> HistoryStore:
        """What was done."""
        ...

    @property
    def sessions(self) -> SessionStore:
        """Signed-in users."""
        ...

    @property
    def access(self) -> AccessStore:
        """What is needed to sign in."""
        ...

    @property
    def titles(self) -> TitleStore:
        """What the sites' whole lists name."""
        ...

    @property
    def releases(self) -> ReleaseStore:
        """What is new on the sites and what is coming."""
        ...

    @property
    def conditions(self) -> ConditionStore:
        """How the providers are doing."""
        ...

    @property
    def decisions(self) -> DecisionStore:
        """What a person decided about folders."""
        ...

    @property
    def leases(self) -> LeaseStore:
        """Who has what for a limited time."""
        ...

    @property
    def paces(self) -> PaceStore:
        """How often something was done that may be done only so often."""
        ...

    @property
    def workers(self) -> WorkerStore:
        """The processes that work on the store."""
        ...

    def close(self) -> None:
        """Let go of files and connections; closing twice is fine."""
        ...
