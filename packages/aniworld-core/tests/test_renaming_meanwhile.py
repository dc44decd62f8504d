"""Renames beside downloads: what a worker is at keeps its name, whenever it began."""

from aniworld_core.clock import utc_now
from aniworld_core.entities import EpisodeId, NewItem, SeriesKey
from aniworld_core.library import Library
from aniworld_core.testing.arrange import ours


def begin(library: Library) -> None:
    """Let a worker have an episode of the series."""
    now = utc_now()
    item = NewItem(
        key=SeriesKey("show"), episode=EpisodeId(1, 1), wanted=library.config.downloads.wanted()
    )
    library.store.queue.add(item, now=now)
    library.store.queue.claim("worker", lease=now - now.replace(year=2000), now=now)


def test_what_is_being_downloaded_is_left_alone(library: Library) -> None:
    ours(library, "Show (2013)/Show.1x01.mkv")
    begin(library)
    (one,) = library.renaming.plan().skipped
    assert one.path == "Show (2013)/Show.1x01.mkv"
    assert "being downloaded" in one.reason


def test_a_folder_keeps_its_name_when_a_download_began_since_the_plan(library: Library) -> None:
    ours(library, "Show/Season 01/Show S01E02.mkv")
    plan = library.renaming.plan(folders=True)
    assert plan.folders
    begin(library)
    result = library.renaming.run(plan)
    assert result.folders == ()
    assert [one.path for one in result.skipped] == ["Show"]
    assert "being downloaded" in result.skipped[0].reason
    assert library.catalog.get("show").folder == "Show"
