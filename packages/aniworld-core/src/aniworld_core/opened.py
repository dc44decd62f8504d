"""What a library stands on: its settings, the plugins, an open store and the sinks."""

from collections.abc import Iterable
from types import TracebackType
from typing import TYPE_CHECKING, Self

from aniworld_core.config import Config
from aniworld_core.plugins.facade import Plugins
from aniworld_core.plugins.fanout import Fanout
from aniworld_core.plugins.guarded import Unwatched, Watch
from aniworld_core.plugins.manager import PluginManager, installed
from aniworld_core.plugins.once import once

if TYPE_CHECKING:
    from aniworld_core.events import Sink
    from aniworld_core.ports import Relay, Spend, Store
    from aniworld_core.services.leading import Leading

__all__ = ["Opened"]


class Opened:
    """An open store beside all plugins; use it as a context manager, or call :meth:`close`."""

    def __init__(
        self,
        config: Config,
        manager: PluginManager,
        sinks: "Iterable[Sink]",
        *,
        store: "Store | None" = None,
        relay: "Relay | None" = None,
        process: str = "",
    ) -> None:
        self.config = config
        self._process = process
        self.plugins = Plugins(manager, config, watch=self._watch, pace=self._pace)
        self.emit = Fanout(*sinks, *self.plugins.sinks)
        self._keeps_store_open = store is not None
        self._keeps_relay_open = relay is not None
        self.relay = self._open_relay() if relay is None else relay
        try:
            self.store = self.plugins.open_store(config.store_url) if store is None else store
        except BaseException:
            self._close_relay()
            raise
        self.emit.add(self.relay.publish)

    @classmethod
    def open(
        cls,
        config: Config,
        *,
        plugins: PluginManager | None = None,
        sinks: "Iterable[Sink]" = (),
        store: "Store | None" = None,
        relay: "Relay | None" = None,
        process: str = "",
    ) -> Self:
        """Open a library; data of the older program is taken over when the store is still empty.

        ``plugins`` default to everything installed; ``sinks`` hear every event of this library, and what
        subscribes to its ``relay`` those of other processes. A ``store`` or ``relay`` that is given is used
        in place of the one that the settings name, and stays open: who opened it closes it. ``process``
        is the name by which others know this process already (default: a new one).
        Raises InvalidConfig and StoreError (CorruptStore, NewerSchema).
        """
        library = cls(
            config,
            installed() if plugins is None else plugins,
            sinks,
            store=store,
            relay=relay,
            process=process,
        )
        try:
            library._begin()
        except BaseException:
            library.close()
            raise
        return library

    @once
    def process(self) -> str:
        """What this process is called by all others on the store."""
        from aniworld_core.services.workers import process_name

        return self._process or process_name(self.config.host_label)

    @once
    def leading(self) -> "Leading":
        """Which of the processes does what is scheduled."""
        from aniworld_core.services.leading import Leading

        return Leading(leases=self.store.leases, name=self.process)

    def _begin(self) -> None:
        """Do what is to be done first in a library that was opened."""

    def _watch(self) -> Watch:
        """Return who keeps an eye on the providers."""
        return Unwatched()

    def _pace(self) -> "Spend":
        """Return what counts the requests of the providers, together with all processes of the store."""
        from aniworld_core.services.pacing import Pacing

        return Pacing(paces=lambda: self.store.paces).spend

    def _open_relay(self) -> "Relay":
        if self.config.relay:
            return self.plugins.open_relay(self.config.relay)
        from aniworld_core.memory.relay import MemoryRelay

        return MemoryRelay()

    def _close_relay(self) -> None:
        if not self._keeps_relay_open:
            self.relay.close()

    def close(self) -> None:
        """Let go of the relay and the store, unless they were given; closing twice is fine."""
        try:
            self._close_relay()
        finally:
            if not self._keeps_store_open:
                self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()
