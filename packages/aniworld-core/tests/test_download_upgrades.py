"""A better language replaces a file: only once it is in its place, and the old one is never lost."""

from pathlib import Path

import pytest
from attrs import evolve

from aniworld_core.config import Config, parse
from aniworld_core.entities import (
    GER_DUB,
    GER_SUB,
    EpisodeId,
    HistoryKind,
    NewItem,
    QueueState,
    SeriesKey,
    Wanted,
)
from aniworld_core.errors import NoStream
from aniworld_core.library import Library
from aniworld_core.ports import Report
from aniworld_core.testing.arrange import files, item, show
from aniworld_core.testing.world import VIDEO, World

E1, E2 = EpisodeId(1, 1), EpisodeId(1, 2)
KEY = SeriesKey("show")
BETTER = Wanted(languages=(GER_DUB,), better_than=GER_SUB)
PATH = "Show (2013)/Season 01/Show S01E01.mp4"
SUB, DUB = "http://voe.test/sub", "http://voe.test/dub"
TELLING = "{title} ({year})/Season {season:02}/{title} S{season:02}E{episode:02} [{language}].{ext}"


@pytest.fixture
def subbed(world: World, library: Library) -> Library:
    """Return a library with the subtitled episode on the disk, and the dub on offer."""
    return _with_sub(world, library)


@pytest.fixture
def telling(world: World, config: Config, root: Path, library: Library) -> Library:
    """Return the same with a template that tells languages apart."""
    data = {"library": str(root), "data": str(config.data), "store": "memory:"}
    limits = {"reserve": 0, "backoff": 0.0, "patience": 0.0}
    other = parse({**data, "downloads": limits, "naming": {"template": TELLING}})
    return _with_sub(world, Library.open(other, plugins=library.plugins.manager))


def _with_sub(world: World, library: Library) -> Library:
    world.offer(show(E1))
    world.links.clear()
    world.link(E1, SUB, language=GER_SUB)
    library.catalog.add("show")
    library.queue.put(NewItem(key=KEY, episode=E1, wanted=Wanted(languages=(GER_SUB,))))
    assert library.downloads.work().finished == 1
    world.link(E1, DUB, language=GER_DUB)
    return library


def upgrade(library: Library, wanted: Wanted = BETTER) -> QueueState:
    """Work on an upgrade and return how its item stands."""
    library.queue.put(NewItem(key=KEY, episode=E1, wanted=wanted))
    library.downloads.work()
    return item(library, E1).state


def languages(library: Library) -> list[tuple[str, str | None]]:
    return [(file.path, file.language) for file in library.store.files.of(KEY)]


def test_the_old_file_goes_to_the_trash(subbed: Library, root: Path) -> None:
    assert upgrade(subbed) is QueueState.DONE
    assert files(root) == [PATH]
    assert (root / PATH).read_bytes() == VIDEO + DUB.encode()
    assert languages(subbed) == [(PATH, GER_DUB)]
    (old,) = subbed.trash.all()
    assert (old.path, old.language, old.episodes) == (PATH, GER_SUB, (E1,))
    assert old.reason == "Replaced by ger-dub."
    (kept,) = (root / ".aniworld/trash" / old.id).glob("*.mp4")
    assert kept.read_bytes() == VIDEO + SUB.encode()
    newest, replaced = subbed.store.history.of(KEY)[:2]
    assert (newest.kind, newest.language, newest.path) == (HistoryKind.DOWNLOADED, GER_DUB, PATH)
    assert (replaced.kind, replaced.language, replaced.path) == (
        HistoryKind.REPLACED,
        GER_SUB,
        PATH,
    )
    assert not list((root / ".aniworld/incomplete").iterdir())


def test_the_old_file_is_there_until_the_new_one_is(
    subbed: Library, world: World, root: Path
) -> None:
    seen: list[bytes] = []
    world.during_fetch = lambda _: seen.append((root / PATH).read_bytes())
    upgrade(subbed)
    assert seen == [VIDEO + SUB.encode()]


def test_another_path_takes_the_sidecars_along(telling: Library, root: Path) -> None:
    old = "Show (2013)/Season 01/Show S01E01 [ger-sub]"
    new = "Show (2013)/Season 01/Show S01E01 [ger-dub]"
    (root / f"{old}.nfo").write_text("note")
    (root / f"{old}-thumb.jpg").write_text("image")
    assert upgrade(telling) is QueueState.DONE
    assert files(root) == [f"{new}-thumb.jpg", f"{new}.mp4", f"{new}.nfo"]
    assert languages(telling) == [(f"{new}.mp4", GER_DUB)]
    (kept,) = telling.trash.all()
    assert telling.trash.restore(kept.id) == f"{old}.mp4"
    assert len(languages(telling)) == 2


def test_without_a_working_link_nothing_changes(subbed: Library, world: World, root: Path) -> None:
    world.streams[DUB] = NoStream("Hidden.")
    assert upgrade(subbed) is QueueState.FAILED
    assert (root / PATH).read_bytes() == VIDEO + SUB.encode()
    assert subbed.trash.all() == []


def test_what_is_better_already_is_adopted(subbed: Library, world: World, root: Path) -> None:
    upgrade(subbed)
    world.fetched.clear()
    assert upgrade(subbed) is QueueState.DONE
    assert world.fetched == []
    assert len(subbed.trash.all()) == 1


def test_what_is_gone_meanwhile_is_simply_downloaded(subbed: Library, root: Path) -> None:
    (root / PATH).unlink()
    assert upgrade(subbed) is QueueState.DONE
    assert (root / PATH).read_bytes() == VIDEO + DUB.encode()
    assert subbed.trash.all() == []


def test_what_goes_while_the_new_one_comes_is_no_harm(
    subbed: Library, world: World, root: Path
) -> None:
    def take_away(_: Report) -> None:
        (root / PATH).unlink()

    world.during_fetch = take_away
    assert upgrade(subbed) is QueueState.DONE
    assert (root / PATH).read_bytes() == VIDEO + DUB.encode()
    assert subbed.trash.all() == []


def test_a_file_of_several_episodes_is_never_replaced(
    subbed: Library, world: World, root: Path
) -> None:
    (known,) = subbed.store.files.of(KEY)
    subbed.store.files.add("Show (2013)", evolve(known, episodes=(E1, E2)))
    world.fetched.clear()
    assert upgrade(subbed) is QueueState.FAILED
    assert "several episodes" in item(subbed, E1).reason
    assert world.fetched == []
    assert (root / PATH).read_bytes() == VIDEO + SUB.encode()


def test_a_plain_download_never_replaces(subbed: Library, world: World, root: Path) -> None:
    world.fetched.clear()
    assert upgrade(subbed, Wanted(languages=(GER_DUB,))) is QueueState.DONE
    assert world.fetched == []
    assert (root / PATH).read_bytes() == VIDEO + SUB.encode()


def test_without_second_names_the_old_file_is_kept_too(
    subbed: Library, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError("no hard links here")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    assert upgrade(subbed) is QueueState.DONE
    assert (root / PATH).read_bytes() == VIDEO + DUB.encode()
    assert [old.language for old in subbed.trash.all()] == [GER_SUB]


@pytest.mark.parametrize("template", ["subbed", "telling"])
def test_a_trash_that_takes_nothing_is_told_once(
    world: World, request: pytest.FixtureRequest, root: Path, template: str
) -> None:
    """Another hoster's file would fare no better, so none is asked; what is there stays."""
    library: Library = request.getfixturevalue(template)
    world.link(E1, "http://voe.test/dub-2", language=GER_DUB)
    (root / ".aniworld/trash").write_text("in the way")
    fetched: list[object] = []
    world.during_fetch = fetched.append
    assert upgrade(library) is QueueState.FAILED
    assert len(fetched) == 1
    assert "cannot go to the trash" in item(library, E1).reason
    assert any((root / path).read_bytes() == VIDEO + SUB.encode() for path in files(root))
