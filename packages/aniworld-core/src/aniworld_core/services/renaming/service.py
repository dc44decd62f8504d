"""Renames the library to the naming template: planned, written down, done, and undone on request."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from attrs import evolve
from filelock import FileLock, Timeout

from aniworld_core.clock import utc_now
from aniworld_core.entities import SeriesKey
from aniworld_core.errors import (
    Cancelled,
    LibraryUnavailable,
    NotFound,
    NotPossible,
    SeriesNotFound,
)
from aniworld_core.events import Emit
from aniworld_core.ports import Progress, Store
from aniworld_core.services.renaming.journal import Journal, Journals
from aniworld_core.services.renaming.moving import (
    Outcome,
    arrived,
    bring,
    reached,
    shift_folder,
    shifted,
    tidy,
)
from aniworld_core.services.renaming.paths import Paths
from aniworld_core.services.renaming.planning import FILLED, Planner, Template, running
from aniworld_core.services.renaming.records import Records
from aniworld_core.services.renaming.results import (
    FolderMove,
    Move,
    RenamePlan,
    RenameResult,
    RenameRun,
    Skipped,
)
from aniworld_core.services.renaming.undoing import reversed_plan
from aniworld_core.stash import new_id

__all__ = ["Renaming"]

_log = logging.getLogger(__name__)


def _unheard(_: int, __: int) -> None:
    """Tell nobody how far it is."""


def _now() -> datetime:
    """Return the time as a journal keeps it, which tells its run in the history apart."""
    now = utc_now()
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


class Renaming:
    """Brings files, their sidecars and, where asked, the folders of series to the naming template."""

    def __init__(
        self,
        *,
        root: Callable[[], Path],
        store: Store,
        template: Template,
        extensions: tuple[str, ...],
        check_root: Callable[[], None],
        emit: Emit,
    ) -> None:
        self._root = root
        self._store = store
        self._template = template
        self._extensions = extensions
        self._check_root = check_root
        self._records = Records(store=store, emit=emit)

    def plan(
        self,
        *keys: str,
        foreign: bool = False,
        folders: bool = False,
        report: Progress | None = None,
    ) -> RenamePlan:
        """Return what a run would rename, of some series or of all; nothing is changed.

        ``foreign`` takes in files that other programs named, ``folders`` the folders of the series. The
        plan rests on the last scan. Raises LibraryUnavailable, SeriesNotFound and Cancelled (by ``report``).
        """
        self._check_root()
        planner = Planner(
            root=self._root(),
            store=self._store,
            template=self._template,
            extensions=self._extensions,
        )
        return planner.plan(
            self._chosen(keys), foreign=foreign, folders=folders, report=report or _unheard
        )

    def run(self, plan: RenamePlan, report: Progress | None = None) -> RenameResult:
        """Carry out a plan; what it could not do, because the disk changed since, is told.

        Raises NotPossible when another run is going on, LibraryUnavailable, and Cancelled (by ``report``),
        with what was done by then kept and undoable.
        """
        return self._run(plan, report or _unheard, undoes="")

    def undo(self, id: str | None = None, report: Progress | None = None) -> RenameResult:
        """Give the files of a run (None = the last one that is not undone) their old names again.

        What changed since is left alone, and told. Raises NotFound and what :meth:`run` raises.
        """
        self._check_root()
        self.recover()  # what a crash interrupted may be what is meant
        undoes, plan = self._taken_back(id)
        return self._run(plan, report or _unheard, undoes=undoes)

    def plan_undo(self, id: str | None = None) -> RenamePlan:
        """Return what :meth:`undo` would rename."""
        return self._taken_back(id)[1]

    def runs(self) -> Sequence[RenameRun]:
        """List the runs that are kept, the newest first."""
        return Journals(self._root()).runs()

    def recover(self) -> None:
        """Finish what a crash interrupted, unless another process is at it; cheap where nothing was.

        Where the library cannot be written it stays for later.
        """
        journals = Journals(self._root())
        if journals.any_open():
            try:
                with self._locked(journals):
                    self._finish(journals)
            except (NotPossible, LibraryUnavailable) as error:
                _log.warning("a rename is not finished yet: %s", error)

    def _run(self, plan: RenamePlan, report: Progress, *, undoes: str) -> RenameResult:
        if not plan.moves and not plan.folders:
            return RenameResult(skipped=plan.skipped)
        self._check_root()
        journals = Journals(self._root())
        with self._locked(journals):
            self._finish(journals)
            plan = self._spared(plan)
            now = _now()
            journal = Journal(
                id=new_id(now), at=now, moves=plan.moves, folders=plan.folders, undoes=undoes
            )
            journals.open(journal)
            reached("journal-written")
            result = self._carry_out(journals, journal, report)
        return evolve(result, skipped=(*plan.skipped, *result.skipped))

    def _spared(self, plan: RenamePlan) -> RenamePlan:
        """Leave out folders into which something is downloaded by now: the worker knows the old name."""
        busy = {key for key, _ in running(self._store)}
        filled = [one for one in plan.folders if one.key in busy]
        return evolve(
            plan,
            folders=tuple(one for one in plan.folders if one.key not in busy),
            skipped=(*plan.skipped, *(Skipped(path=one.source, reason=FILLED) for one in filled)),
        )

    def _finish(self, journals: Journals) -> None:
        for journal in journals.interrupted():
            self._carry_out(journals, journal, _unheard)

    def _carry_out(self, journals: Journals, journal: Journal, report: Progress) -> RenameResult:
        """Do what a journal tells, as far as it is not done yet, and close it."""
        paths = Paths(self._root())
        # Folders follow their files: where one has its new name already, a crash came after that.
        there = {one.key: one for one in journal.folders if shifted(paths, one)}
        outcome = Outcome(
            moved=[
                move
                for move in journal.moves
                if move.key in there and arrived(paths, move, there[move.key])
            ]
        )
        moves = [move for move in journal.moves if move.key not in there]
        folders: list[FolderMove] = []
        try:
            bring(paths, moves, journal.id, outcome, report)
            tidy(paths, outcome.moved)
            for one in journal.folders:
                problem = shift_folder(paths, one)
                if problem:
                    outcome.skipped.append(Skipped(path=one.source, reason=problem))
                else:
                    folders.append(one)
        except Cancelled:
            left = len(outcome.moved) < len(journal.moves) or bool(journal.folders)
            self._conclude(journals, evolve(journal, stopped=left), outcome.moved, ())
            raise
        done = self._conclude(journals, journal, outcome.moved, folders)
        return RenameResult(
            id=done.id if done.moves or done.folders else "",
            moved=done.moves,
            folders=done.folders,
            skipped=tuple(outcome.skipped),
        )

    def _conclude(
        self,
        journals: Journals,
        journal: Journal,
        moved: Sequence[Move],
        folders: Sequence[FolderMove],
    ) -> Journal:
        """Record what was done, and let the journal tell that it is over."""
        sources = {move.source for move in moved}
        done = evolve(
            journal,
            moves=tuple(move for move in journal.moves if move.source in sources),
            folders=tuple(folders),
        )
        self._records.write(done)
        journals.close(done)
        reached("closed")
        return done

    @contextmanager
    def _locked(self, journals: Journals) -> Iterator[None]:
        try:
            journals.directory.mkdir(parents=True, exist_ok=True)
            with FileLock(journals.directory / "lock").acquire(timeout=0):
                yield
        except Timeout as error:
            raise NotPossible(
                "Another rename is going on.", hint="Try again when it is over."
            ) from error
        except OSError as error:
            raise LibraryUnavailable(
                f"The library folder {self._root()} cannot be written: {error.strerror or error}.",
                hint="Is it mounted read-only? Else give this user the right to write there.",
            ) from error

    def _taken_back(self, id: str | None) -> tuple[str, RenamePlan]:
        self._check_root()
        root, undoes = self._root(), self._last() if id is None else id
        journals = Journals(root)
        done = journals.taken_back(undoes)
        return undoes, reversed_plan(journals.get(undoes), root, done)

    def _last(self) -> str:
        for run in self.runs():
            if not run.undoes and not run.undone:
                return run.id
        raise NotFound("There is no rename to be undone.", hint="See: aniw undo --list")

    def _chosen(self, keys: Sequence[str]) -> Sequence[SeriesKey]:
        for key in keys:
            if self._store.series.get(SeriesKey(key)) is None:
                raise SeriesNotFound(f"No series {key!r} is registered.", hint="See: aniw list")
        housed = (one.key for one in self._store.series.names() if one.folder)
        return [SeriesKey(key) for key in dict.fromkeys(keys)] or list(housed)
