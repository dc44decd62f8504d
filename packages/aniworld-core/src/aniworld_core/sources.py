"""The half of the composition root that knows what the sites offer, whatever the disk holds."""

from datetime import timedelta
from typing import TYPE_CHECKING

from aniworld_core.opened import Opened
from aniworld_core.plugins.once import once

# Each service is loaded when it is first used, as in the library.
if TYPE_CHECKING:
    from aniworld_core.services.catalog import Catalog
    from aniworld_core.services.conditions import Conditions
    from aniworld_core.services.covers import Covers
    from aniworld_core.services.titles import TitleIndex
    from aniworld_core.services.upcoming import UpcomingEpisodes

__all__ = ["Sources"]


class Sources(Opened):
    """The services that ask the sites, or remember what those said."""

    def _watch(self) -> "Conditions":
        return self.conditions

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

        return Conditions(
            store=self.store.conditions,
            emit=self.emit,
            backoff=timedelta(seconds=self.config.downloads.backoff),
        )

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
    def covers(self) -> "Covers":
        """The images of the series."""
        from aniworld_core.services.covers import Covers

        return Covers(
            series=self.store.series,
            providers=lambda: self.plugins.providers,
            directory=self.config.data / "covers",
        )
