"""The composition root: opens the store, asks the plugins and wires the services."""

from collections.abc import Iterable
from types import TracebackType
from typing import TYPE_CHECKING, Self

from aniworld_core.config import Config
from aniworld_core.plugins.facade import Plugins
from aniworld_core.plugins.fanout import Fanout
from aniworld_core.plugins.manager import PluginManager, installed
from aniworld_core.plugins.once import once

# Each service is loaded when it is first used: a command that lists the queue scans no disk.
if TYPE_CHECKING:
    from aniworld_core.events import Sink
    from aniworld_core.ports import Store
    from aniworld_core.services.catalog import Catalog
    from aniworld_core.services.conditions import Conditions
    from aniworld_core.services.covers import Covers
    from aniworld_core.services.downloads import Downloads
    from aniworld_core.services.health import Health
    from aniworld_core.services.matching import Matching
    from aniworld_core.services.migration import Migration
    from aniworld_core.services.missing import MissingEpisodes
    from aniworld_core.services.naming import Naming
    from aniworld_core.services.queue import Queue
    from aniworld_core.services.scanner import Scanner
    from aniworld_core.services.titles import TitleIndex
    from aniworld_core.services.upcoming import UpcomingEpisodes

__all__ = ["Library"]


class Library:
    """One library with its services; use it as a context manager, or call :meth:`close`.

    ``catalog`` knows what sites offer, ``titles`` what their whole lists name, ``scanner`` what the disk
    holds, ``missing`` the difference; ``queue`` and ``downloads`` complete it; ``conditions`` tells how the
    sites are doing. ``store``, ``plugins`` and ``emit`` are what they work with.
    """

    def __init__(
        self,
        config: Config,
        manager: PluginManager,
        sinks: "Iterable[Sink]",
        *,
        store: "Store | None" = None,
    ) -> None:
        self.config = config
        self.plugins = Plugins(manager, config, watch=lambda: self.conditions)
        self.emit = Fanout(*sinks, *self.plugins.sinks)
        self._keeps_store_open = store is not None
        self.store = self.plugins.open_store(config.store_url) if store is None else store

    @classmethod
    def open(
        cls,
        config: Config,
        *,
        plugins: PluginManager | None = None,
        sinks: "Iterable[Sink]" = (),
        store: "Store | None" = None,
    ) -> Self:
        """Open a library; data of the older program is taken over when the store is still empty.

        ``plugins`` default to everything installed; ``sinks`` hear every event. A ``store`` that is given
        is used in place of the one that the settings name, and stays open: who opened it closes it.
        Raises InvalidConfig and StoreError (CorruptStore, NewerSchema).
        """
        library = cls(config, installed() if plugins is None else plugins, sinks, store=store)
        try:
            if config.library is not None:
                library.migration.run_if_new()
        except BaseException:
            library.close()
            raise
        return library

    @once
    def catalog(self) -> "Catalog":
        """What the sites offer, and the series that the user follows."""
        from aniworld_core.services.catalog import Catalog, Refreshing

        refreshing = Refreshing(
            store=self.store,
            providers=lambda: self.plugins.providers,
            rest=self.conditions.rest,
            languages=self.config.downloads.languages,
            emit=self.emit,
            learn=lambda series: self.titles.learn(series),  # noqa: PLW0108 - made when asked
        )
        return Catalog(
            series=self.store.series,
            providers=lambda: self.plugins.providers,
            refreshing=refreshing,
            find=lambda query: self.titles.search(query),  # noqa: PLW0108 - made when asked
            learn=lambda series: self.titles.learn(series),  # noqa: PLW0108 - see above
            emit=self.emit,
        )

    @once
    def titles(self) -> "TitleIndex":
        """What the sites' whole lists name."""
        from aniworld_core.services.titles import TitleIndex

        return TitleIndex(
            titles=self.store.titles, providers=lambda: self.plugins.providers, emit=self.emit
        )

    @once
    def conditions(self) -> "Conditions":
        """How the sites are doing, and which are left alone for a while."""
        from aniworld_core.services.conditions import Conditions

        return Conditions(store=self.store.conditions, emit=self.emit)

    @once
    def upcoming(self) -> "UpcomingEpisodes":
        """What is new on the sites, and what is coming."""
        from aniworld_core.services.upcoming import UpcomingEpisodes

        return UpcomingEpisodes(
            series=self.store.series,
            releases=self.store.releases,
            providers=lambda: self.plugins.providers,
        )

    @once
    def scanner(self) -> "Scanner":
        """What the disk holds, and which series it belongs to."""
        from aniworld_core.services.scanner import Scanner

        return Scanner(
            root=lambda: self.config.root,
            config=self.config.scanner,
            series=self.store.series,
            files=self.store.files,
            decisions=self.store.decisions,
            name_readers=lambda: self.plugins.name_readers,
            emit=self.emit,
        )

    @once
    def matching(self) -> "Matching":
        """Which series the folders hold that nobody registered yet."""
        from aniworld_core.services.matching import Matching

        return Matching(
            series=self.store.series,
            titles=self.store.titles,
            decisions=self.store.decisions,
            folders=self.scanner.folders,
            finder=self.titles.finder,
            providers=lambda: self.plugins.providers,
            take=self.catalog.take,
            confirm=self.scanner.match,
        )

    @once
    def missing(self) -> "MissingEpisodes":
        """What the sites have and the disk has not."""
        from aniworld_core.services.missing import MissingEpisodes

        return MissingEpisodes(series=self.store.series, languages=self.config.downloads.languages)

    @once
    def queue(self) -> "Queue":
        """What is to be downloaded, in which order."""
        from aniworld_core.services.queue import Queue

        return Queue(
            store=self.store,
            wanted=self.config.downloads.wanted(),
            rivals=lambda: self.scanner.rivals(),  # noqa: PLW0108 - loads the scanner when asked
            emit=self.emit,
        )

    @once
    def downloads(self) -> "Downloads":
        """The way from a queue item to a file in its place."""
        from aniworld_core.services.downloads import Downloads

        return Downloads(
            config=self.config,
            store=self.store,
            providers=lambda: self.plugins.providers,
            resolvers=lambda: self.plugins.resolvers,
            downloaders=lambda: self.plugins.downloaders,
            template=self.naming,
            check_root=self.scanner.check_root,
            rest=self.conditions.rest,
            emit=self.emit,
        )

    @once
    def covers(self) -> "Covers":
        """The images of the series."""
        from aniworld_core.services.covers import Covers

        return Covers(
            series=self.store.series,
            providers=lambda: self.plugins.providers,
            directory=self.config.data / "covers",
        )

    @once
    def naming(self) -> "Naming":
        """Where a new file goes."""
        from aniworld_core.services.naming import Naming

        return Naming(template=self.config.naming.template)

    @once
    def health(self) -> "Health":
        """Whether everything is in order."""
        from aniworld_core.services.health import Health

        return Health(
            config=lambda: self.config,
            plugins=lambda: self.plugins.manager,
            providers=lambda: self.plugins.providers,
            conditions=self.conditions.all,
            store=self.store,
        )

    @once
    def migration(self) -> "Migration":
        """The data of other programs."""
        from aniworld_core.services.migration import Migration

        return Migration(
            root=lambda: self.config.root,
            migrators=lambda: self.plugins.migrators,
            series=self.store.series,
            emit=self.emit,
        )

    def close(self) -> None:
        """Let go of the store, unless it was given; closing twice is fine."""
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
