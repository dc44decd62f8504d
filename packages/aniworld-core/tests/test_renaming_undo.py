"""Undoing a rename: old names come back, what changed since is left alone, a stop leaves no half."""

from pathlib import Path

import pytest

from aniworld_core.clock import utc_now
from aniworld_core.entities import HistoryKind, SeriesKey
from aniworld_core.errors import Cancelled, LibraryUnavailable, NotFound, SeriesNotFound
from aniworld_core.library import Library
from aniworld_core.services.renaming.journal import Journal, Journals
from aniworld_core.stash import new_id
from aniworld_core.testing.arrange import files, ours, put, video
from aniworld_core.testing.world import VIDEO

NEW = "Show (2013)/Season 01/Show S01E01.mkv"


def test_undoing_gives_the_old_names_back(library: Library, root: Path) -> None:
    ours(library, "Show (2013)/Staffel 1/Show.1x01.mkv")
    (root / "Show (2013)/Staffel 1/Show.1x01.nfo").write_text("note")
    before = files(root)
    library.renaming.run(library.renaming.plan())
    (run,) = library.renaming.runs()
    assert (run.files, run.undone) == (2, False)
    result = library.renaming.undo()
    assert len(result.moved) == 2
    assert files(root) == before
    assert not (root / "Show (2013)/Season 01").exists()
    (file,) = library.store.files.of(SeriesKey("show"))
    assert file.path == "Show (2013)/Staffel 1/Show.1x01.mkv"
    with pytest.raises(NotFound, match="no rename to be undone"):
        library.renaming.undo()
    assert [run.undone for run in library.renaming.runs() if not run.undoes] == [True]
    assert len(library.renaming.plan().moves) == 2, "it is ours as before"


def test_a_foreign_name_given_back_is_foreign_again(library: Library) -> None:
    put(library, "show", "Show", 2013)
    video(library.config.root / "Show (2013)/Show.1x01.mkv")
    library.scanner.scan()
    library.renaming.run(library.renaming.plan(foreign=True))
    assert library.renaming.plan(foreign=False).fitting == 1
    library.renaming.undo()
    plan = library.renaming.plan()
    assert (plan.moves, plan.foreign) == ((), 1)


def test_undoing_leaves_alone_what_changed_since(library: Library, root: Path) -> None:
    ours(library, "Show (2013)/Show.1x01.mkv", "Show (2013)/Show.1x02.mkv")
    library.renaming.run(library.renaming.plan())
    (root / NEW).write_bytes(b"better one")
    result = library.renaming.undo()
    assert [(one.path, one.reason) for one in result.skipped] == [
        (NEW, "it changed since it was renamed")
    ]
    assert [move.target for move in result.moved] == ["Show (2013)/Show.1x02.mkv"]


def test_stopping_keeps_what_was_done_and_it_can_be_undone(library: Library, root: Path) -> None:
    ours(library, "Show (2013)/Show.1x01.mkv", "Show (2013)/Show.1x02.mkv")
    before = files(root)

    def stop(done: int, _: int) -> None:
        if done == 1:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        library.renaming.run(library.renaming.plan(), stop)
    assert files(root) == [NEW, "Show (2013)/Show.1x02.mkv"]
    assert {file.path for file in library.store.files.of(SeriesKey("show"))} == set(files(root))
    library.renaming.recover()
    assert files(root) == [NEW, "Show (2013)/Show.1x02.mkv"], "what was stopped is not gone on with"
    library.renaming.undo()
    assert files(root) == before


def test_what_is_renamed_again_is_told_again(library: Library) -> None:
    ours(library, "Show (2013)/Show.1x01.mkv")
    for _ in range(2):
        library.renaming.run(library.renaming.plan())
        library.renaming.undo()
    told = library.store.history.of(SeriesKey("show"))
    assert [one.kind for one in told].count(HistoryKind.RENAMED) == 4


def test_a_stopped_undo_is_gone_on_with(library: Library, root: Path) -> None:
    ours(library, "Show (2013)/Show.1x01.mkv", "Show (2013)/Show.1x02.mkv")
    before = files(root)
    library.renaming.run(library.renaming.plan())

    def stop(done: int, _: int) -> None:
        if done == 1:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        library.renaming.undo(report=stop)
    result = library.renaming.undo()
    assert files(root) == before
    assert (len(result.moved), result.skipped) == (1, ())
    with pytest.raises(NotFound):
        library.renaming.undo()


def test_what_a_crash_interrupted_is_what_is_undone(library: Library, root: Path) -> None:
    ours(library, "Show (2013)/Show.1x01.mkv")
    before = files(root)
    plan, now = library.renaming.plan(), utc_now()
    Journals(root).open(Journal(id=new_id(now), at=now, moves=plan.moves, folders=()))
    assert len(library.renaming.undo().moved) == 1
    assert files(root) == before


def test_a_journal_that_cannot_be_read_now_stays(library: Library, root: Path) -> None:
    ours(library, "Show (2013)/Show.1x01.mkv")
    library.renaming.run(library.renaming.plan())
    (journal,) = (root / ".aniworld/renames").glob("*.json")
    journal.rename(journal.with_suffix(".there"))
    journal.mkdir()  # a read error that passes
    with pytest.raises(LibraryUnavailable, match="cannot be read"):
        library.renaming.undo()
    journal.rmdir()
    journal.with_suffix(".there").rename(journal)
    assert library.renaming.undo().moved


def test_journals_are_listed_and_named_ones_found_in_the_listing_only(library: Library) -> None:
    with pytest.raises(NotFound):
        library.renaming.undo("../../etc/passwd")
    with pytest.raises(SeriesNotFound):
        library.renaming.plan("nobody")
    assert library.renaming.runs() == []


def test_a_journal_that_leads_out_of_the_library_moves_nothing(
    library: Library, root: Path, tmp_path: Path
) -> None:
    ours(library, "Show (2013)/Show.1x01.mkv")
    library.renaming.run(library.renaming.plan())
    outside = video(tmp_path / "outside.mkv")
    stat = outside.stat()
    (journal,) = (root / ".aniworld/renames").glob("*.json")
    text = journal.read_text().replace(f'"{NEW}"', '"../outside.mkv"')
    journal.write_text(text.replace(f'"size": {len(VIDEO)}', f'"size": {stat.st_size}'))
    result = library.renaming.undo()
    assert result.moved == ()
    assert outside.exists()
