"""The quarantine: what failed its check is kept for a while, shown, and tried again when asked."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from attrs import evolve

from aniworld_core.config import Config
from aniworld_core.entities import GER_DUB, EpisodeId, Quarantined, QueueState, SeriesKey
from aniworld_core.errors import NotFound, SeriesNotFound
from aniworld_core.library import Library
from aniworld_core.plugins import PluginManager
from aniworld_core.stash import QuarantineBin, new_id
from aniworld_core.testing.arrange import item, show, video
from aniworld_core.testing.world import World

E1, E2 = EpisodeId(1, 1), EpisodeId(1, 2)
NOW = datetime.now(UTC)


def caught(
    root: Path, episode: EpisodeId = E1, hoster: str = "VOE", at: datetime = NOW, size: int = 1000
) -> str:
    """Put a file into quarantine and return the entry's id."""
    record = Quarantined(
        id=new_id(at),
        at=at,
        key=SeriesKey("show"),
        episode=episode,
        hoster=hoster,
        language=GER_DUB,
        reason="The file is cut.",
        file="video.mp4",
        size=size,
    )
    QuarantineBin(root).put(record, video(root / ".aniworld/incomplete/1/1-a/video.mp4"))
    return record.id


@pytest.fixture
def shown(world: World, library: Library) -> Library:
    world.offer(show(E1, E2))
    library.catalog.add("show")
    return library


def test_another_try_queues_the_episode_and_drops_the_file(shown: Library, root: Path) -> None:
    id, other = caught(root, E1), caught(root, E2)
    assert [one.id for one in shown.quarantine.all()] == sorted([id, other])
    (queued,) = shown.quarantine.retry(id)
    assert (queued.episode, queued.state) == (E1, QueueState.QUEUED)
    assert [one.id for one in shown.quarantine.all()] == [other]


def test_a_waiting_item_is_due_at_once(shown: Library, root: Path) -> None:
    shown.queue.add("show", [E1])
    claimed = shown.store.queue.claim("test", timedelta(hours=1), NOW)
    assert claimed is not None
    shown.store.queue.requeue(claimed.id, claimed.claim, NOW + timedelta(hours=6), counted=True)
    shown.quarantine.retry(caught(root))
    assert item(shown, E1).attempts == 0
    assert shown.store.queue.claim("test", timedelta(hours=1), datetime.now(UTC)) is not None


def test_an_unknown_series_keeps_its_file(library: Library, root: Path) -> None:
    id = caught(root)
    with pytest.raises(SeriesNotFound):
        library.quarantine.retry(id)
    assert [one.id for one in library.quarantine.all()] == [id]


def test_one_file_of_each_source_is_kept(library: Library, root: Path) -> None:
    caught(root)
    other = caught(root, hoster="Vidoza")
    newest = caught(root, hoster="voe", at=NOW + timedelta(seconds=1))
    assert [one.id for one in library.quarantine.all()] == [other, newest]


def test_the_old_and_the_many_go(world: World, config: Config, root: Path) -> None:
    manager = PluginManager()
    manager.add(world, "world")
    small = evolve(config, downloads=evolve(config.downloads, quarantine_size=2500))
    with Library.open(small, plugins=manager) as library:
        for day in (20, 3, 2, 1):
            caught(root, hoster=f"H{day}", at=NOW - timedelta(days=day))
        assert library.quarantine.expire() == 2
        assert [one.hoster for one in library.quarantine.all()] == ["H2", "H1"]
        assert library.quarantine.empty() == 2
        with pytest.raises(NotFound):
            library.quarantine.get("../..")


def test_an_interrupted_entry_is_finished_or_undone(library: Library, root: Path) -> None:
    id = caught(root)
    place = root / ".aniworld/quarantine"
    (place / id).rename(place / f".half-{id}")
    (place / ".half-empty").mkdir()
    assert library.quarantine.all() == []
    library.quarantine.expire()
    assert [one.id for one in library.quarantine.all()] == [id]
    assert not list(place.glob(".half-*"))
