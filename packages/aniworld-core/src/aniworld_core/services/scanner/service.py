"""The scanner: brings the store's picture of the disk up to date, as far as the disk can be trusted."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path

from attrs import evolve

from aniworld_core.config import ScannerConfig
from aniworld_core.entities import NamedEpisodes, Series, SeriesKey
from aniworld_core.errors import (
    AlreadyThere,
    Cancelled,
    LibraryUnavailable,
    NotFound,
    SeriesNotFound,
)
from aniworld_core.events import (
    Emit,
    ScanFailed,
    ScanFinished,
    ScanProgress,
    ScanStarted,
    SeriesChanged,
)
from aniworld_core.ports import DecisionStore, FileStore, NameReader, Progress, SeriesStore
from aniworld_core.services.scanner import guard
from aniworld_core.services.scanner.giving import give
from aniworld_core.services.scanner.identity import Identities, identify
from aniworld_core.services.scanner.reading import Findings, read_folders
from aniworld_core.services.scanner.recognition import Recognition
from aniworld_core.services.scanner.results import Ambiguous, ScanResult
from aniworld_core.services.scanner.ruling import ruling
from aniworld_core.services.scanner.walk import FolderReader, Root, list_root
from aniworld_core.titles import composed

__all__ = ["Scanner"]


class Scanner:
    """Reads the library folder and tells which folder belongs to which series.

    ``recognition`` tells whether it is the right folder. ``settle`` finishes what a crash left half renamed;
    it comes before a scan that writes.
    """

    def __init__(
        self,
        *,
        root: Callable[[], Path],
        recognition: Recognition,
        config: ScannerConfig,
        series: SeriesStore,
        files: FileStore,
        decisions: DecisionStore,
        name_readers: Callable[[], Iterable[NameReader]],
        settle: Callable[[], None],
        emit: Emit,
    ) -> None:
        self._root = root
        self._recognition = recognition
        self._config = config
        self._series = series
        self._files = files
        self._decisions = decisions
        self._name_readers = name_readers
        self._settle = settle
        self._emit = emit

    def scan(
        self,
        *keys: str,
        full: bool = False,
        confirmed: bool = False,
        dry_run: bool = False,
        report: Progress | None = None,
    ) -> ScanResult:
        """Read what changed on the disk since the last scan (``full``: everything) and remember it.

        With ``keys`` only the folders of these series. ``confirmed`` accepts that many files are gone,
        another device, and a folder that has another mark or none: it gets to be the one that the store
        knows. ``report`` is told how many folders are done, of how many, and stops the scan
        by raising Cancelled.
        Raises LibraryUnavailable, with nothing concluded, when the root cannot be trusted.
        """
        progress = self._progress(report)
        try:
            return self._scan(keys, progress, full=full, confirmed=confirmed, dry_run=dry_run)
        except (Cancelled, LibraryUnavailable) as error:
            self._emit(ScanFailed(reason=error.message))
            raise

    def catch_up(self) -> ScanResult | None:
        """Scan what changed, unless the library folder is new and still empty; raises LibraryUnavailable."""
        self.check_root()
        if not self._files.folders() and not self._listed():
            return None
        return self.scan()

    def check_there(self) -> None:
        """Raise LibraryUnavailable when there is nothing to confirm: the root is empty, or not readable."""
        guard.check_root(self._root(), self._files.folders())

    def check_root(self) -> None:
        """Raise LibraryUnavailable when the root lacks what it held, or is not what the store knows.

        An empty new one is fine.
        """
        self.check_there()
        self._recognition.check()

    def adopt_root(self) -> None:
        """Let the store know the root from now on, since a person chose it; raises LibraryUnavailable."""
        self.check_there()
        self._recognition.adopt()

    def folders(self) -> Sequence[str]:
        """List the folders of the last scan, or before any those on the disk; raises LibraryUnavailable."""
        return sorted(self._files.folders()) or self._listed()

    def unmatched(self) -> tuple[str, ...]:
        """List the folders of the last scan that no series is known for, and could have one."""
        return self._identities(self._files.folders()).unmatched

    def ambiguous(self) -> tuple[Ambiguous, ...]:
        """List the series that several folders of the last scan could belong to."""
        return self._identities(self._files.folders()).ambiguous

    def rivals(self) -> Mapping[SeriesKey, Sequence[str]]:
        """Name, for each series of unclear folder, the folders that it could have."""
        return {one.key: one.folders for one in self.ambiguous()}

    def match(self, folder: str, key: str, *, dry_run: bool = False) -> Series:
        """Confirm that a folder belongs to a series, whatever the names say, and was decided before.

        Raises SeriesNotFound, NotFound for an unknown folder and AlreadyThere when another series has it.
        """
        folder = folder.strip("/")
        series = self._series.get(SeriesKey(key))
        if series is None:
            raise SeriesNotFound(f"No series {key!r} is registered.", hint="See: aniw list")
        for other in self._series.names():
            if other.folder == folder and other.key != key:
                raise AlreadyThere(
                    f"{folder!r} already belongs to {other.key}.",
                    hint=f"To take it from there first: aniw match --forget {folder!r}",
                    key=other.key,
                )
        # Only what a listing shows is taken, so that no text leads to where no scan comes.
        if folder not in self._listed():
            raise NotFound(f"There is no folder {folder!r} in the library.", hint="See: aniw match")
        if dry_run:
            return evolve(series, folder=folder)
        series = self._series.update(series.key, lambda series: evolve(series, folder=folder))
        self._decisions.remove(composed(folder))
        self._emit(SeriesChanged(key=series.key))
        return series

    def release(self, folder: str, *, dry_run: bool = False) -> Series | None:
        """Take a folder from the series that has it, which stays registered; None where none has it.

        The next scan gives it back where nothing but the name decides.
        """
        wanted = composed(folder)
        for one in self._series.names():
            if one.folder is not None and composed(one.folder) == wanted:
                if dry_run:
                    return self._series.get(one.key)
                series = self._series.update(one.key, lambda series: evolve(series, folder=None))
                self._emit(SeriesChanged(key=series.key))
                return series
        return None

    def _scan(
        self,
        keys: Sequence[str],
        report: Progress,
        *,
        full: bool,
        confirmed: bool,
        dry_run: bool,
    ) -> ScanResult:
        root = self._root()
        device = guard.check_root(root, self._files.folders())
        home = device if self._recognised(confirmed=confirmed, dry_run=dry_run) else None
        if not dry_run:
            self._settle()
        reader = FolderReader(root, self._config, self._ask_name_readers, home)
        known = self._files.folders()
        series = list(self._series.names())
        listed = _list(root, reader.extensions)
        present = frozenset(listed.folders)
        lost = guard.vanished(known, present)
        if not confirmed:
            # A mark tells more than the number of a device.
            unknown = device if home is None else None
            guard.check_gone(lost, known, present, device=unknown, partly=bool(keys))

        identities = identify(series, present, ruling(self._decisions, self._series))
        chosen = self._chosen(keys, identities, listed.folders)
        gone = () if keys else tuple(name for name in known if name not in present)
        self._emit(ScanStarted(folders=len(chosen)))
        findings = read_folders(
            chosen,
            reader=reader,
            known=known,
            files=self._files,
            report=report,
            full=full,
            confirmed=confirmed,
            dry_run=dry_run,
        )
        findings.gone_files += 0 if keys else sum(state.files for state in lost)
        if not confirmed:
            self._check_losses(findings, sum(state.files for state in known.values()))
        if not dry_run:
            self._recognition.check()  # a disk may go while it is read
            self._conclude(findings, gone)
            before = {one.key: one.folder for one in series}
            give(self._series, identities.certain, before, self._emit)
        self._emit(ScanFinished(folders=len(chosen), read=findings.read, files=findings.files))
        return _result(len(chosen), listed, findings, identities)

    def _progress(self, report: Progress | None) -> Progress:
        def tell(done: int, folders: int) -> None:
            self._emit(ScanProgress(done=done, folders=folders))
            if report is not None:
                report(done, folders)

        return tell

    def _recognised(self, *, confirmed: bool, dry_run: bool) -> bool:
        """Tell whether a mark proves that it is the right folder; raises LibraryUnavailable if it is not."""
        if dry_run:
            return not confirmed and self._recognition.check() is not None
        recognition = self._recognition
        return (recognition.adopt() if confirmed else recognition.claim()) is not None

    def _listed(self) -> Sequence[str]:
        self._recognition.check()
        return _list(self._root(), ()).folders

    def _check_losses(self, findings: Findings, known: int) -> None:
        guard.check_losses(
            findings.gone_files,
            known,
            found=findings.files,
            share=self._config.guard_share,
            files=self._config.guard_files,
        )

    def _conclude(self, findings: Findings, gone: Sequence[str]) -> None:
        self._files.record(*findings.held_back)
        self._files.forget(*gone)

    def _identities(self, folders: Collection[str]) -> Identities:
        ruled = ruling(self._decisions, self._series)
        return identify(self._series.names(), folders, ruled)

    def _chosen(
        self, keys: Sequence[str], identities: Identities, folders: Sequence[str]
    ) -> Sequence[str]:
        if not keys:
            return folders
        wanted: set[str] = set()
        for key in keys:
            series = self._series.get(SeriesKey(key))
            if series is None:
                raise SeriesNotFound(f"No series {key!r} is registered.", hint="See: aniw list")
            wanted.add(identities.certain.get(series.key, series.folder or ""))
        return [folder for folder in folders if folder in wanted]

    def _ask_name_readers(self, path: str) -> NamedEpisodes | None:
        for reader in self._name_readers():
            found = reader.read(path)
            if found is not None:
                return found
        return None


def _list(root: Path, extensions: tuple[str, ...]) -> Root:
    try:
        return list_root(root, extensions)
    except OSError as error:
        raise guard.unreadable(root, error) from error


def _result(folders: int, listed: Root, findings: Findings, identities: Identities) -> ScanResult:
    return ScanResult(
        folders=folders,
        read=findings.read,
        files=findings.files,
        new_files=findings.new_files,
        gone_files=findings.gone_files,
        unmatched=identities.unmatched,
        ambiguous=identities.ambiguous,
        unreadable=tuple(findings.unreadable),
        skipped=(*listed.skipped, *findings.skipped),
        loose=listed.loose,
        unavailable=tuple(findings.unavailable),
    )
