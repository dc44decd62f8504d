"""The index of folders and files in memory."""

from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve

from aniworld_core.entities import EpisodeFile, FolderScan, FolderState, SeriesKey
from aniworld_core.memory.shelves import Shelves

__all__ = ["MemoryFiles"]


class MemoryFiles:
    """Fulfils :class:`aniworld_core.ports.FileStore`."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves

    def root(self) -> str | None:
        """Return the mark of the library folder."""
        with self._shelves.lock:
            return self._shelves.root

    def adopt_root(self, mark: str, *, instead_of: str | None = None) -> str:
        """Keep a mark, if it is to take the place of the one that is kept."""
        with self._shelves.lock:
            if self._shelves.root is None or self._shelves.root == instead_of:
                self._shelves.root = mark
            return self._shelves.root

    def folders(self) -> Mapping[str, FolderState]:
        """Return what is remembered of every folder."""
        with self._shelves.lock:
            return dict(self._shelves.folders)

    def record(self, *scans: FolderScan) -> None:
        """Replace what is known of these folders."""
        with self._shelves.lock:
            for scan in scans:
                state = FolderState(
                    folder=scan.folder, device=scan.device, dirs=dict(scan.dirs), files=0
                )
                self._keep(state, scan.files)

    def forget(self, *folders: str) -> None:
        """Drop folders with their files."""
        with self._shelves.lock:
            for folder in folders:
                self._shelves.folders.pop(folder, None)
                self._shelves.files.pop(folder, None)

    def add(self, folder: str, *files: EpisodeFile) -> None:
        """Add files; the folder's directories get the mtime 0, which no scan trusts."""
        with self._shelves.lock:
            state = self._shelves.folders.get(folder)
            if state is None:
                state = FolderState(folder=folder, device=0, dirs={"": 0}, files=0)
            known = self._shelves.files.get(folder, {}).values()
            self._keep(evolve(state, dirs=dict.fromkeys(state.dirs, 0)), (*known, *files))

    def remove(self, folder: str, *paths: str) -> None:
        """Drop files; the folder's directories get the mtime 0."""
        with self._shelves.lock:
            state = self._shelves.folders.get(folder)
            if state is not None:
                known = self._shelves.files.get(folder, {}).values()
                left = [file for file in known if file.path not in paths]
                self._keep(evolve(state, dirs=dict.fromkeys(state.dirs, 0)), left)

    def of(self, key: SeriesKey) -> Sequence[EpisodeFile]:
        """List the files of a series' folder."""
        with self._shelves.lock:
            kept = self._shelves.living(key)
            if kept is None or kept.series.folder is None:
                return []
            return self.inside(kept.series.folder)

    def inside(self, folder: str) -> Sequence[EpisodeFile]:
        """List the files of a folder."""
        with self._shelves.lock:
            files = self._shelves.files.get(folder, {})
            return sorted(files.values(), key=lambda file: file.path)

    def _keep(self, state: FolderState, files: Iterable[EpisodeFile]) -> None:
        by_path = {file.path: file for file in files}
        self._shelves.folders[state.folder] = evolve(state, files=len(by_path))
        self._shelves.files[state.folder] = by_path
