"""One pass over series folders: what changed is read, and written while the pass goes on."""

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from attrs import define, evolve, field

from aniworld_core.entities import EpisodeFile, FolderScan, FolderState
from aniworld_core.ports import FileStore, Progress
from aniworld_core.services.scanner import guard
from aniworld_core.services.scanner.results import FolderProblem
from aniworld_core.services.scanner.walk import FolderReader

__all__ = ["Findings", "read_folders"]

_BATCH = 10_000
"""Files written to the store in one transaction."""

_STEPS = 200
"""How often a pass reports its progress, at most."""


@define
class Findings:
    """What a pass found; ``held_back`` are folders that lost files, not written yet."""

    read: int = 0
    files: int = 0
    new_files: int = 0
    gone_files: int = 0
    held_back: list[FolderScan] = field(factory=list)
    unreadable: list[str] = field(factory=list)
    skipped: list[str] = field(factory=list)
    unavailable: list[FolderProblem] = field(factory=list)


def read_folders(
    folders: Sequence[str],
    *,
    reader: FolderReader,
    known: Mapping[str, FolderState],
    files: FileStore,
    report: Progress,
    full: bool,
    confirmed: bool,
    dry_run: bool,
) -> Findings:
    """Read the folders that changed since they were ``known`` (``full``: all of them).

    A folder that lacks files on another device is no news but a problem, unless ``confirmed``.
    Folders that only gained files are recorded at once, in batches, unless ``dry_run``. ``report`` is told
    how many folders are done, of how many.
    """
    findings = Findings()
    step = max(1, len(folders) // _STEPS)
    recorder = _Recorder(_drop if dry_run else files.record)
    with _no_collecting():
        for done, folder in enumerate(folders):
            if done % step == 0:
                report(done, len(folders))
            state = known.get(folder)
            try:
                if state is not None and not full and reader.unchanged(state):
                    findings.files += state.files
                    continue
                found = reader.read(folder)
            except OSError as error:
                findings.unavailable.append(_problem(folder, error))
                findings.files += state.files if state is not None else 0
                continue
            findings.unreadable += found.unreadable
            findings.skipped += found.skipped
            doubt = not confirmed and guard.moved(state, found.device, reader.home)
            scan = _weigh(found.scan(), state, files, findings, doubt=doubt)
            if scan is not None:
                recorder.add(scan)
        recorder.flush()
    report(len(folders), len(folders))
    return findings


def _weigh(
    scan: FolderScan,
    state: FolderState | None,
    files: FileStore,
    findings: Findings,
    *,
    doubt: bool,
) -> FolderScan | None:
    """Count what changed; return the scan when it may be recorded at once.

    With a ``doubt`` a folder that lacks files is no news, but a problem.
    """
    findings.read += 1
    if state is None or not state.files:
        findings.files += len(scan.files)
        findings.new_files += len(scan.files)
        return scan
    known = {file.path: file for file in files.inside(scan.folder)}
    scan = evolve(scan, files=tuple(_told(file, known.get(file.path)) for file in scan.files))
    before = set(known)
    now = {file.path for file in scan.files}
    if before - now and doubt:
        reason = f"it is on another device than before and lacks files. {guard.CONFIRM}"
        findings.unavailable.append(FolderProblem(folder=scan.folder, reason=reason))
        findings.files += state.files
        return None
    findings.files += len(now)
    findings.new_files += len(now - before)
    findings.gone_files += len(before - now)
    if now >= before:
        return scan
    findings.held_back.append(scan)
    return None


def _told(file: EpisodeFile, known: EpisodeFile | None) -> EpisodeFile:
    """Keep the language that a download told of a file whose name does not."""
    if file.language is not None or known is None or known.language is None:
        return file
    same = (file.size, file.mtime) == (known.size, known.mtime)
    return evolve(file, language=known.language) if same else file


def _problem(folder: str, error: OSError) -> FolderProblem:
    return FolderProblem(folder=folder, reason=f"it cannot be read: {error.strerror or error}")


def _drop(*_: FolderScan) -> None:
    """Record nothing."""


class _Recorder:
    """Records scans in batches, so that little waits in memory and few transactions are needed."""

    def __init__(self, record: Callable[..., None]) -> None:
        self._record = record
        self._batch: list[FolderScan] = []
        self._size = 0

    def add(self, scan: FolderScan) -> None:
        self._batch.append(scan)
        self._size += len(scan.files) + 1
        if self._size >= _BATCH:
            self.flush()

    def flush(self) -> None:
        if self._batch:
            self._record(*self._batch)
        self._batch = []
        self._size = 0


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Hold the search for circular garbage: a pass makes a million values and not one circle."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
