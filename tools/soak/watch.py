"""Looks at a library every 20 ms for a file that is not whole."""

import hashlib
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

__all__ = ["Watch"]

_EVERY = 0.02
_SWEEP = 1.0
"""Seconds between two looks at every file, also where no name came or went."""

Mark = tuple[int, int, int]


class Watch:
    """A thread that reads every file as soon as it sees it, while the context lasts.

    ``is_right`` judges a file by its path below the root and its digest; ``wrong`` lists what is not, and
    ``slowest`` is the longest time between two looks: on a busy machine that is more than 20 ms.
    """

    def __init__(self, root: Path, is_right: Callable[[str, str], bool]) -> None:
        self.wrong: list[str] = []
        self.looks = 0
        self.slowest = 0.0
        self._root = root
        self._is_right = is_right
        self._folders: dict[str, int] = {}
        self._files: dict[str, Mark] = {}
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        last = swept = time.monotonic()
        while not self._over.wait(_EVERY):
            now = time.monotonic()
            self.slowest, last = max(self.slowest, now - last), now
            self.looks += 1
            if now - swept > _SWEEP:
                swept = now
                self._folders.clear()
            self._look(str(self._root))
            for folder in list(self._folders):
                self._look(folder)

    def _look(self, folder: str) -> None:
        """Look into a folder if a name came or went there since the last time."""
        try:
            changed = Path(folder).stat().st_mtime_ns
            if self._folders.get(folder) == changed:
                return
            self._folders[folder] = changed
            with os.scandir(folder) as entries:
                inner = [one for one in entries if not one.name.startswith(".")]
            for one in inner:
                if one.is_dir(follow_symlinks=False):
                    self._look(one.path)
                else:
                    self._read(one)
        except FileNotFoundError:
            self._folders.pop(folder, None)

    def _read(self, entry: "os.DirEntry[str]") -> None:
        info = Path(entry.path).stat()
        mark = (info.st_ino, info.st_size, info.st_mtime_ns)
        if self._files.get(entry.path) == mark:
            return
        self._files[entry.path] = mark
        digest = hashlib.sha256(Path(entry.path).read_bytes()).hexdigest()
        name = Path(entry.path).relative_to(self._root).as_posix()
        if not self._is_right(name, digest):
            self.wrong.append(f"{name} ({info.st_size} bytes)")
