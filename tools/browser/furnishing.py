"""Furnishes a library as it looks after a while of use: the demo's series, with some of everything."""

from typing import Any

from aniworld_core.entities import EpisodeId, QueueState, SeriesKey
from aniworld_core.errors import AlreadyThere, Unavailable
from aniworld_core.testing.watching import eventually
from aniworld_demo.catalogue import shows
from aniworld_web import reload
from tools.browser.house import House

__all__ = ["NEW", "furnish", "let_download"]

NEW = SeriesKey("1-2-mond-ueber-kazahana")
"""A series that the catalogue has and the library does not."""

_GONE = SeriesKey("verschollen-im-kornfeld")
_ENDED = (
    (SeriesKey("leuchtturm-der-gezeiten"), EpisodeId(1, 3), EpisodeId(1, 5)),
    (SeriesKey("papierdrachen-ueber-hamasaki"), EpisodeId(1, 4)),
    (_GONE, EpisodeId(1, 2)),
)
_GOING_ON = (
    (SeriesKey("nachtzug-nach-elysion"), EpisodeId(1, 1)),
    (SeriesKey("muehlenhueter-und-soehne"), EpisodeId(1, 5), EpisodeId(1, 6)),
    (SeriesKey("sternwacht-null"), EpisodeId(1, 4), EpisodeId(3, 3)),
    (SeriesKey("glutherz-2019"), EpisodeId(2, 1), EpisodeId(2, 2)),
)


def furnish(house: House) -> None:
    """Register the catalogue but for :data:`NEW`, find the folders of its series, and remove one.

    The sites' lists and calendars are read, too, and a hoster fails.
    """
    library = house.library
    for slug in shows():
        if slug == NEW:
            continue
        try:
            library.catalog.add(slug)
        except AlreadyThere:  # the older program's data was taken over when the library was opened
            library.catalog.refresh(SeriesKey(slug))
    library.scanner.scan(full=True)
    library.catalog.remove(SeriesKey("agentin-wasabis-teestunde"))
    library.titles.read(force=True)
    library.upcoming.read(force=True)
    library.conditions.note_hoster("Filemoon", Unavailable("The hoster answers 502."))


def let_download(house: House, *, pace: int) -> None:
    """Let downloads end well and badly, then go on with ``pace`` bytes a second and much to do.

    Afterwards two downloads run, others wait, and there are backups of the settings.
    """
    for key, *episodes in _ENDED:
        house.library.queue.add(key, episodes)
    eventually(house.library.queue.counts, lambda counts: not _open(counts))
    changed: dict[str, Any] = {"downloads": {"item_speed_limit": pace}}
    reload.change(house.site, lambda settings: settings.merge(changed))
    for key, *episodes in _GOING_ON:
        house.library.queue.add(key, episodes)
    eventually(house.library.queue.counts, lambda counts: counts.get(QueueState.RUNNING) == 2)


def _open(counts: Any) -> int:
    return sum(counts.get(state, 0) for state in (QueueState.QUEUED, QueueState.RUNNING))
