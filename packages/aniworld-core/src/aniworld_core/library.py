"""The composition root: wires the services over an open store and the plugins."""

from typing import TYPE_CHECKING

from aniworld_core.plugins.once import once
from aniworld_core.sources import Sources

# Each service is loaded when it is first used: a command that lists the queue scans no disk.
if TYPE_CHECKING:
    from aniworld_core.services.downloads import Downloads
    from aniworld_core.services.explaining import Explaining
    from aniworld_core.services.health import Health
    from aniworld_core.services.holds import Holds
    from aniworld_core.services.matching import Matching
    from aniworld_core.services.migration import Migration
    from aniworld_core.services.missing import MissingEpisodes
    from aniworld_core.services.naming import Naming
    from aniworld_core.services.quarantine import Quarantine
    from aniworld_core.services.queue import Queue
    from aniworld_core.services.recognising import Recognising
    from aniworld_core.services.renaming import Renaming
    from aniworld_core.services.scanner import Scanner
    from aniworld_core.services.trash import Trash
    from aniworld_core.services.workers import Workers

__all__ = ["Library"]


class Library(Sources):
    """One library with its services; use it as a context manager, or call :meth:`close`.

    ``catalog`` knows what sites offer, ``titles`` what their whole lists name, ``scanner`` what the disk
    holds, ``missing`` the difference; ``queue`` and ``downloads`` complete it; ``conditions`` tells how the
    sites are doing. ``store``, ``plugins`` and ``emit`` are what they work with.
    """

    def _begin(self) -> None:
        if self.config.library is not None:
            self.migration.run_if_new()

    @once
    def recognising(self) -> "Recognising":
        """Whether the library folder is the one that the store is about."""
        from aniworld_core.services.recognising import Recognising

        return Recognising(root=lambda: self.config.root, files=self.store.files)

    @once
    def scanner(self) -> "Scanner":
        """What the disk holds, and which series it belongs to."""
        from aniworld_core.services.scanner import Scanner

        return Scanner(
            root=lambda: self.config.root,
            recognition=self.recognising,
            config=self.config.scanner,
            series=self.store.series,
            files=self.store.files,
            decisions=self.store.decisions,
            name_readers=lambda: self.plugins.name_readers,
            settle=lambda: self.renaming.recover(),  # noqa: PLW0108 - made when asked
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

        return MissingEpisodes(series=self.store.series, policy=self.config.downloads)

    @once
    def queue(self) -> "Queue":
        """What is to be downloaded, in which order."""
        from aniworld_core.services.queue import Queue

        return Queue(
            store=self.store,
            policy=self.config.downloads,
            rivals=lambda: self.scanner.rivals(),  # noqa: PLW0108 - loads the scanner when asked
            emit=self.emit,
        )

    @once
    def downloads(self) -> "Downloads":
        """The way from a queue item to a file in its place."""
        from aniworld_core.services.downloads import Downloads, Ground

        ground = Ground(
            root=lambda: self.config.root,
            check_root=self._check_root,
            recognise=self.recognising.check,
        )
        return Downloads(
            name=self.process,
            config=self.config,
            store=self.store,
            plugins=self.plugins,
            template=self.naming,
            ground=ground,
            rests=self.conditions,
            holds=self.holds,
            relay=self.relay,
            emit=self.emit,
        )

    @once
    def holds(self) -> "Holds":
        """What keeps all downloads from going on."""
        from aniworld_core.services.holds import Holds

        return Holds(config=self.config, history=self.store.history, emit=self.emit)

    @once
    def quarantine(self) -> "Quarantine":
        """What was downloaded and is no episode."""
        from aniworld_core.services.quarantine import Quarantine

        return Quarantine(
            root=lambda: self.config.root,
            recognise=self.recognising.check,
            days=self.config.downloads.quarantine_days,
            size=self.config.downloads.quarantine_size,
            add=self.queue.add,
            again=self.queue.retry,
        )

    @once
    def trash(self) -> "Trash":
        """What was taken out of the library."""
        from aniworld_core.services.trash import Trash

        return Trash(
            root=lambda: self.config.root,
            recognise=self.recognising.check,
            days=self.config.downloads.trash_days,
            store=self.store,
            emit=self.emit,
        )

    @once
    def explaining(self) -> "Explaining":
        """Why an episode is there or not, and what happens next."""
        from aniworld_core.services.downloads.alive import is_dead
        from aniworld_core.services.explaining import Explaining, Hindering

        hindering = Hindering(
            providers=lambda: self.plugins.providers,
            rest=self.conditions.rest,
            rest_hoster=self.conditions.rest_hoster,
            held=self.holds.current,
            paused=self.queue.paused,
            rivals=self.scanner.rivals,
            check_root=self.scanner.check_root,
        )
        return Explaining(
            store=self.store,
            policy=self.config.downloads,
            missing=self.missing.find,
            replaceable=self.missing.replaceable,
            quarantined=self.quarantine.all,
            hindrances=hindering.of,
            is_dead=lambda worker: is_dead(self.config.data / "workers", self.process, worker),
            hosts=self.workers.hosts,
        )

    @once
    def naming(self) -> "Naming":
        """Where a new file goes."""
        from aniworld_core.services.naming import Naming

        return Naming(template=self.config.naming.template)

    @once
    def renaming(self) -> "Renaming":
        """The files of the library under the names that the template gives."""
        from aniworld_core.services.renaming import Renaming

        return Renaming(
            root=lambda: self.config.root,
            store=self.store,
            template=self.naming,
            extensions=self.config.scanner.extensions,
            check_root=self.scanner.check_root,
            emit=self.emit,
        )

    @once
    def workers(self) -> "Workers":
        """The processes that work on the store."""
        from aniworld_core.services.workers import Workers

        label = self.config.host_label
        writable = self.recognising.writable
        return Workers(name=self.process, label=label, store=self.store, root=writable)

    def _check_root(self) -> None:
        """See that the library folder can be trusted, and finish what a crash left half done in it."""
        self.scanner.check_root()
        self.recognising.claim()
        self.renaming.recover()
        self.trash.expire()
        self.quarantine.expire()

    @once
    def health(self) -> "Health":
        """Whether everything is in order."""
        from aniworld_core.services.health import Health

        return Health(
            config=lambda: self.config,
            plugins=lambda: self.plugins.manager,
            providers=lambda: self.plugins.providers,
            conditions=self.conditions.all,
            hold=self.holds.current,
            recognise=self.recognising.check,
            store=self.store,
            relay=self.relay,
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
