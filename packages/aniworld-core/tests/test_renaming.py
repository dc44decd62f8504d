"""Renaming: the library gets the names of the template, and nothing is lost or overwritten."""

import os
from pathlib import Path

import pytest
from attrs import evolve

from aniworld_core.config import Config, parse
from aniworld_core.entities import (
    GER_DUB,
    GER_SUB,
    EpisodeFile,
    EpisodeId,
    HistoryKind,
    SeriesKey,
)
from aniworld_core.errors import NotPossible
from aniworld_core.events import Event, SeriesChanged
from aniworld_core.library import Library
from aniworld_core.plugins import PluginManager
from aniworld_core.services.renaming import RenamePlan
from aniworld_core.testing.arrange import files, ours, put, video, wrote
from aniworld_core.testing.world import VIDEO, World

needs_links = pytest.mark.skipif(os.name != "posix", reason="links need no permission on POSIX")

NEW = "Show (2013)/Season 01/Show S01E01.mkv"


def moves(plan: RenamePlan) -> dict[str, str]:
    return {move.source: move.target for move in plan.moves}


def reasons(plan: RenamePlan) -> dict[str, str]:
    return {one.path: one.reason for one in plan.skipped}


def test_a_file_gets_the_name_of_the_template(library: Library, root: Path) -> None:
    ours(library, "Show (2013)/Staffel 1/Show - S01E01.mkv")
    plan = library.renaming.plan()
    assert moves(plan) == {"Show (2013)/Staffel 1/Show - S01E01.mkv": NEW}
    assert files(root) == ["Show (2013)/Staffel 1/Show - S01E01.mkv"], "a plan changes nothing"
    result = library.renaming.run(plan)
    assert [move.target for move in result.moved] == [NEW]
    assert files(root) == [NEW]
    assert not (root / "Show (2013)/Staffel 1").exists(), "an emptied folder goes"
    (file,) = library.store.files.of(SeriesKey("show"))
    assert file.path == NEW
    assert file.language is GER_DUB or file.language == GER_DUB
    entry = library.store.history.of(SeriesKey("show"))[0]
    assert (entry.kind, entry.path) == (HistoryKind.RENAMED, NEW)
    assert entry.text == "It was Show (2013)/Staffel 1/Show - S01E01.mkv."
    assert library.renaming.plan().fitting == 1
    assert library.scanner.scan().files == 1


def test_files_of_other_programs_keep_their_names_unless_asked(library: Library) -> None:
    put(library, "show", "Show", 2013)
    video(library.config.root / "Show (2013)/Show.1x01.mkv")
    library.scanner.scan()
    plan = library.renaming.plan("show")
    assert (plan.moves, plan.foreign) == ((), 1)
    assert moves(library.renaming.plan("show", foreign=True)) == {"Show (2013)/Show.1x01.mkv": NEW}


def test_what_lies_beside_a_file_goes_along(library: Library, root: Path) -> None:
    old = "Show (2013)/Show.1x01"
    ours(library, f"{old}.mkv")
    for rest in (".nfo", ".de.srt", "-thumb.jpg"):
        (root / f"{old}{rest}").write_text(rest)
    (root / "Show (2013)/poster.jpg").write_text("stays")
    library.renaming.run(library.renaming.plan())
    stem = NEW.removesuffix(".mkv")
    assert files(root) == sorted(
        [NEW, f"{stem}.nfo", f"{stem}.de.srt", f"{stem}-thumb.jpg", "Show (2013)/poster.jpg"]
    )
    assert (root / f"{stem}.de.srt").read_text() == ".de.srt"


def test_a_sidecar_whose_new_name_is_taken_stays_behind(library: Library, root: Path) -> None:
    ours(library, "Show (2013)/Show.1x01.mkv")
    (root / "Show (2013)/Show.1x01.nfo").write_text("old")
    taken = root / NEW.replace(".mkv", ".nfo")
    taken.parent.mkdir()
    taken.write_text("new")
    plan = library.renaming.plan()
    assert reasons(plan) == {
        "Show (2013)/Show.1x01.nfo": f"{str(taken.relative_to(root))!r} is there already"
    }
    library.renaming.run(plan)
    assert taken.read_text() == "new"
    assert (root / "Show (2013)/Show.1x01.nfo").read_text() == "old"
    assert (root / NEW).exists()


def test_a_circle_of_names_is_resolved(library: Library, root: Path) -> None:
    put(library, "show", "Show", 2013)
    for number, other in ((1, 2), (2, 3), (3, 1)):
        path = f"Show (2013)/Season 01/Show S01E{number:02}.mkv"
        file = video(library.config.root / path, VIDEO + b"x" * other)
        stat = file.stat()
        library.store.series.update(SeriesKey("show"), lambda s: evolve(s, folder="Show (2013)"))
        known = EpisodeFile(
            path=path,
            episodes=(EpisodeId(1, other),),  # the names lie, as a person has found out
            size=stat.st_size,
            mtime=stat.st_mtime_ns,
        )
        library.store.files.add("Show (2013)", known)
        wrote(library, "show", path, EpisodeId(1, 1))
    plan = library.renaming.plan()
    assert len(plan.moves) == 3
    result = library.renaming.run(plan)
    assert (len(result.moved), result.skipped) == (3, ())
    for number in (1, 2, 3):
        path = f"Show (2013)/Season 01/Show S01E{number:02}.mkv"
        assert (root / path).read_bytes() == VIDEO + b"x" * number
    assert [file.episodes[0].number for file in library.store.files.of(SeriesKey("show"))] == [
        1,
        2,
        3,
    ]
    assert len(list((root / "Show (2013)/Season 01").iterdir())) == 3
    library.renaming.undo()
    for number, other in ((1, 2), (2, 3), (3, 1)):
        path = f"Show (2013)/Season 01/Show S01E{number:02}.mkv"
        assert (root / path).read_bytes() == VIDEO + b"x" * other


def test_names_that_differ_in_case_only_are_mended(library: Library, root: Path) -> None:
    ours(library, "Show (2013)/Season 01/show s01e01.mkv")
    result = library.renaming.run(library.renaming.plan())
    assert result.skipped == ()
    assert files(root) == [NEW]


def test_two_files_of_one_name_both_stay(library: Library, root: Path) -> None:
    ours(library, "Show (2013)/Show.1x01.mkv", "Show (2013)/Show S01E01v2.mkv")
    plan = library.renaming.plan()
    assert plan.moves == ()
    assert set(reasons(plan)) == {"Show (2013)/Show.1x01.mkv", "Show (2013)/Show S01E01v2.mkv"}
    assert all("would be called" in reason for reason in reasons(plan).values())


@pytest.mark.parametrize("name", ["Show S01E01.mkv", "show s01e01.mkv"])
def test_nothing_is_overwritten(library: Library, root: Path, name: str) -> None:
    ours(library, "Show (2013)/Show.1x01.mkv")
    other = video(library.config.root / f"Show (2013)/Season 01/{name}", b"tiny")
    plan = library.renaming.plan()
    assert "is there already" in reasons(plan)["Show (2013)/Show.1x01.mkv"]
    assert plan.moves == ()
    assert other.read_bytes() == b"tiny"


def test_what_comes_between_plan_and_run_is_not_overwritten(library: Library, root: Path) -> None:
    ours(library, "Show (2013)/Show.1x01.mkv", "Show (2013)/Show.1x02.mkv")
    plan = library.renaming.plan()
    other = video(library.config.root / NEW, b"new")
    result = library.renaming.run(plan)
    assert [one.path for one in result.skipped] == ["Show (2013)/Show.1x01.mkv"]
    assert len(result.moved) == 1, "the rest goes on"
    assert other.read_bytes() == b"new"
    assert (root / "Show (2013)/Show.1x01.mkv").exists()


def test_a_changed_file_waits_for_a_scan(library: Library) -> None:
    ours(library, "Show (2013)/Show.1x01.mkv")
    video(library.config.root / "Show (2013)/Show.1x01.mkv", VIDEO * 2)
    assert "run aniw scan" in reasons(library.renaming.plan())["Show (2013)/Show.1x01.mkv"]


@pytest.mark.parametrize(
    ("name", "why"),
    [("Show S01E01-E02.mkv", "several episodes"), ("Show - 05.mkv", "tells no season")],
)
def test_names_that_the_template_cannot_give_stay(library: Library, name: str, why: str) -> None:
    ours(library, f"Show (2013)/{name}")
    assert why in reasons(library.renaming.plan())[f"Show (2013)/{name}"]


@needs_links
def test_a_linked_season_folder_is_left_alone(library: Library, root: Path, tmp_path: Path) -> None:
    ours(library, "Show (2013)/Show.1x01.mkv")
    (tmp_path / "elsewhere").mkdir()
    (root / "Show (2013)/Season 01").symlink_to(tmp_path / "elsewhere")
    assert "behind a link" in reasons(library.renaming.plan())["Show (2013)/Show.1x01.mkv"]


@needs_links
def test_a_linked_video_stays(library: Library, root: Path, tmp_path: Path) -> None:
    put(library, "show", "Show", 2013)
    there = video(tmp_path / "elsewhere.mkv")
    (root / "Show (2013)").mkdir()
    (root / "Show (2013)/Show.1x01.mkv").symlink_to(there)
    library.scanner.scan()
    wrote(library, "show", "Show (2013)/Show.1x01.mkv", EpisodeId(1, 1))
    assert "is a link" in reasons(library.renaming.plan())["Show (2013)/Show.1x01.mkv"]


def test_a_template_with_the_language_asks_for_it(world: World, config: Config, root: Path) -> None:
    template = "{title}/{title} S{season:02}E{episode:02} [{language}].{ext}"
    changed = parse({**_plain(config), "naming": {"template": template}})
    manager = PluginManager()
    manager.add(world, "world")
    with Library.open(changed, plugins=manager) as library:
        put(library, "show", "Show", 2013)
        video(library.config.root / "Show (2013)/Show.1x01.mkv")
        video(library.config.root / "Show (2013)/Show.1x02.mkv", VIDEO * 2)
        library.scanner.scan()
        wrote(library, "show", "Show (2013)/Show.1x01.mkv", EpisodeId(1, 1))
        plan = library.renaming.plan(foreign=True)
        assert moves(plan) == {"Show (2013)/Show.1x01.mkv": "Show (2013)/Show S01E01 [ger-dub].mkv"}
        assert "its language" in reasons(plan)["Show (2013)/Show.1x02.mkv"]


def _plain(config: Config) -> dict[str, object]:
    return {"library": str(config.root), "data": str(config.data), "store": "memory:"}


def test_folders_get_their_names_where_asked(
    library: Library, root: Path, events: list[Event]
) -> None:
    ours(library, "german-sub/Show/Show.1x01.mkv", "german-sub/Show/Season 01/Show S01E02.mkv")
    assert library.renaming.plan().folders == ()
    plan = library.renaming.plan(folders=True)
    assert [(one.source, one.target) for one in plan.folders] == [
        ("german-sub/Show", "german-sub/Show (2013)")
    ]
    del events[:]
    result = library.renaming.run(plan)
    assert files(root) == [f"german-sub/Show (2013)/Season 01/Show S01E0{n}.mkv" for n in (1, 2)]
    assert library.catalog.get("show").folder == "german-sub/Show (2013)"
    assert [type(one) for one in events] == [SeriesChanged]
    assert {file.path for file in library.store.files.of(SeriesKey("show"))} == set(files(root))
    assert [file.language for file in library.store.files.of(SeriesKey("show"))] == [GER_SUB] * 2
    assert library.renaming.plan(folders=True) == RenamePlan(fitting=2), "both are still ours"
    assert library.scanner.scan().gone_files == 0
    undone = library.renaming.undo(result.id)
    assert (len(undone.moved), len(undone.folders), undone.skipped) == (1, 1, ())
    assert files(root) == [
        "german-sub/Show/Season 01/Show S01E02.mkv",
        "german-sub/Show/Show.1x01.mkv",
    ]
    assert library.catalog.get("show").folder == "german-sub/Show"
    assert library.scanner.scan().gone_files == 0


def test_a_folder_that_is_there_is_not_taken(library: Library, root: Path) -> None:
    ours(library, "Show/Season 01/Show S01E01.mkv")
    video(library.config.root / "Show (2013)/something.mkv")
    plan = library.renaming.plan(folders=True)
    assert plan.folders == ()
    assert "already" in reasons(plan)["Show"]


def test_the_folder_of_a_twin_is_short_enough(library: Library, root: Path) -> None:
    title, keys = "Ä" * 100, ("one", "t" * 300)
    for key in keys:
        put(library, key, title)
        library.store.series.update(
            SeriesKey(key), lambda now: evolve(now, folder=f"old {now.key[0]}")
        )
        video(root / f"old {key[0]}/Show S01E01.mkv")
    library.scanner.scan()
    result = library.renaming.run(library.renaming.plan(folders=True))
    assert (len(result.folders), result.skipped) == (2, ())
    assert all(len(one.target.encode()) <= 200 for one in result.folders)


def test_two_runs_at_once_are_refused(library: Library) -> None:
    ours(library, "Show (2013)/Show.1x01.mkv", "Show (2013)/Show.1x02.mkv")
    plan = library.renaming.plan()

    def again(done: int, _: int) -> None:
        if done == 1:
            with pytest.raises(NotPossible, match="going on"):
                library.renaming.run(plan)
            library.renaming.recover()  # leaves it to the one that is at it

    assert len(library.renaming.run(plan, again).moved) == 2
