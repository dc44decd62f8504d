"""The composition root: opens the store, asks the plugins and wires the services."""

from collections.abc import Iterable
from types import TracebackType
from typing import Self

from aniworld_core.config import Config
from aniworld_core.events import Sink
from aniworld_core.plugins import Fanout, PluginManager, Plugins, installed
from aniworld_core.services.catalog import Catalog
from aniworld_core.services.downloads import Downloads
from aniworld_core.services.migration import Migration
from aniworld_core.services.missing import MissingEpisodes
from aniworld_core.services.naming import Naming
from aniworld_core.services.queue import Queue
from aniworld_core.services.scanner import Scanner

__all__ = ["Library"]


class Library:
    """One library with its services; use it as a context manager, or call :meth:`close`.

    ``catalog`` knows what sites offer, ``scanner`` what the disk holds, ``missing`` the difference;
    ``queue`` and ``downloads`` complete it. ``store``, ``plugins`` and ``emit`` are what they work with.
    """

    def __init__(self, config: Config, manager: PluginManager, sinks: Iterable[Sink]) -> None:
        self.config = config
        self.plugins = plugins = Plugins(manager, config)
        self.emit = emit = Fanout(*sinks, *plugins.sinks)
        self.naming = Naming(template=config.naming.template)
        self.store = store = plugins.open_store(config.store_url)
        self.catalog = Catalog(series=store.series, providers=lambda: plugins.providers, emit=emit)
        self.scanner = scanner = Scanner(
            root=lambda: config.root,
            config=config.scanner,
            series=store.series,
            files=store.files,
            name_readers=lambda: plugins.name_readers,
            emit=emit,
        )
        self.missing = MissingEpisodes(series=store.series, languages=config.downloads.languages)
        self.queue = Queue(
            store=store, wanted=config.downloads.wanted(), rivals=scanner.rivals, emit=emit
        )
        self.downloads = Downloads(
            config=config,
            store=store,
            providers=lambda: plugins.providers,
            resolvers=lambda: plugins.resolvers,
            downloaders=lambda: plugins.downloaders,
            template=self.naming,
            check_root=scanner.check_root,
            emit=emit,
        )
        self.migration = Migration(
            root=lambda: config.root,
            migrators=lambda: plugins.migrators,
            series=store.series,
            emit=emit,
        )

    @classmethod
    def open(
        cls,
        config: Config,
        *,
        plugins: PluginManager | None = None,
        sinks: Iterable[Sink] = (),
    ) -> Self:
        """Open a library; data of the older program is taken over when the store is still empty.

        ``plugins`` default to everything installed; ``sinks`` hear every event. Raises InvalidConfig and
        StoreError (CorruptStore, NewerSchema).
        """
        library = cls(config, installed() if plugins is None else plugins, sinks)
        try:
            if config.library is not None:
                library.migration.run_if_new()
        except BaseException:
            library.close()
            raise
        return library

    def close(self) -> None:
        """Let go of the store; closing twice is fine."""
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
