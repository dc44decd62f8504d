"""``aniw rename`` and ``aniw undo``: what is told before and after, and how they end."""

from aniworld_cli.testing import Aniw
from aniworld_core.clock import utc_now
from aniworld_core.entities import EpisodeId, HistoryEntry, HistoryKind, SeriesKey
from aniworld_core.testing.arrange import files

OLD = "Fern (2013)/Fern.1x01.mkv"
NEW = "Fern (2013)/Season 01/Fern S01E01.mkv"


def arranged(aniw: Aniw, *, ours: bool = True) -> None:
    """Put a file of another name into the library."""
    aniw("add", "fern")
    aniw.video(OLD)
    aniw("scan", "--offline")
    if ours:
        entry = HistoryEntry(
            key=SeriesKey("fern"),
            episode=EpisodeId(1, 1),
            at=utc_now(),
            kind=HistoryKind.DOWNLOADED,
            path=OLD,
        )
        aniw.world.store.history.append(entry)


def test_a_dry_run_shows_the_plan_and_changes_nothing(aniw: Aniw) -> None:
    arranged(aniw)
    told = aniw("rename", "--dry-run").stdout
    assert told.splitlines()[0] == "Would be renamed:"
    assert [line.split("  ")[0] for line in told.splitlines()[1:]] == ["NOW", OLD]
    assert aniw.json("rename", "--dry-run")["moves"][0]["target"] == NEW
    assert files(aniw.root) == [OLD]
    assert not (aniw.root / ".aniworld/renames").exists()


def test_files_are_renamed_and_renamed_back(aniw: Aniw) -> None:
    arranged(aniw)
    assert aniw("undo", "--list").stdout == "Nothing was renamed yet.\n"
    told = aniw("rename", "fern", "--yes").stdout
    assert told == "Renamed 1 file.\nTo take it back: aniw undo\n"
    assert files(aniw.root) == [NEW]
    again = aniw("rename", "--yes").stdout
    assert again == "Nothing is to be renamed; 1 file named by the template.\n"
    (run,) = aniw.json("undo", "--list", shape="undo --list")["runs"]
    assert aniw.json("undo", "--dry-run")["moves"][0]["target"] == OLD
    assert "--yes" in aniw.error("undo", code=2)["message"]
    assert files(aniw.root) == [NEW]
    assert aniw("undo", run["id"], "--yes").stdout == "Renamed back 1 file.\n"
    assert files(aniw.root) == [OLD]
    assert aniw.error("undo", "--yes", code=1)["message"] == "There is no rename to be undone."
    told = aniw("undo", "--list").stdout
    assert "undone" in told
    assert "Next:" not in told


def test_what_a_crash_interrupted_is_finished_first(aniw: Aniw) -> None:
    arranged(aniw)
    known = aniw.world.store.files
    (before,) = known.of(SeriesKey("fern"))
    aniw("rename", "--yes")
    # As it is when the process dies after the file was moved.
    (journal,) = (aniw.root / ".aniworld/renames").glob("*.json")
    journal.rename(journal.with_suffix(".open"))
    known.remove("Fern (2013)", NEW)
    known.add("Fern (2013)", before)
    told = aniw("rename", "--yes").stdout
    assert told == "Nothing is to be renamed; 1 file named by the template.\n"
    assert files(aniw.root) == [NEW]


def test_nobody_to_be_asked_means_no_rename(aniw: Aniw) -> None:
    arranged(aniw)
    assert "--yes" in aniw.error("rename", code=2)["message"]
    assert files(aniw.root) == [OLD]


def test_what_keeps_its_name_is_told_and_the_rest_is_done(aniw: Aniw) -> None:
    arranged(aniw)
    aniw.video("Fern (2013)/Fern S01E02-E03.mkv")
    aniw.video("Fern (2013)/Fern.1x04.mkv")
    aniw("scan", "--offline")
    document = aniw.json("rename", "--foreign", "--yes", code=3)
    assert len(document["moves"]) == 2
    assert [one["path"] for one in document["skipped"]] == ["Fern (2013)/Fern S01E02-E03.mkv"]
    told = aniw("rename", "--foreign", code=3).stdout
    assert told.startswith("Kept: Fern (2013)/Fern S01E02-E03.mkv: it holds several episodes")


def test_files_of_other_programs_are_counted(aniw: Aniw) -> None:
    arranged(aniw, ours=False)
    assert "aniw rename --foreign" in aniw("rename", "--yes").stdout
    assert aniw.json("rename", "--dry-run")["foreign"] == 1
    assert files(aniw.root) == [OLD]


def test_options_that_exclude_each_other(aniw: Aniw) -> None:
    assert aniw.error("undo", "x", "--list", code=2)["message"] == "--list takes no ID."
    assert aniw.error("undo", "../x", code=1)["type"] == "NotFound"
