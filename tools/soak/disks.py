"""Small disks of memory that are filled up and freed again, now and then."""

import os
import random
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from aniworld_core.testing.disks import SmallDisk

__all__ = ["Full", "mounted"]

_FILL = ".soak-fill"
_MIB = 1024**2
_BLOCK = bytes(_MIB)


@contextmanager
def mounted(folders: Mapping[Path, int]) -> Iterator[bool]:
    """Put a disk of so many MiB onto each folder; gives False where only root may and we are not."""
    with ExitStack() as released:
        for folder, size in folders.items():
            disk = SmallDisk.try_mount(folder, size * _MIB)
            if disk is None:
                yield False
                return
            released.callback(disk.release)
        yield True


class Full:
    """Fills one of several disks for some seconds, again and again, until it is told to end."""

    def __init__(
        self, disks: Mapping[str, Path], chance: random.Random, *, every: float, lasts: float
    ) -> None:
        self.phases: Counter[str] = Counter()
        self.calm = threading.Lock()
        """Whoever holds it has room on every disk meanwhile."""
        self._disks = disks
        self._chance = chance
        self._every = every
        self._lasts = lasts
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def end(self) -> None:
        """Leave every disk free."""
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._over.wait(self._chance.uniform(0.5, 1.5) * self._every):
            name = self._chance.choice(sorted(self._disks))
            with self.calm:
                fill = self._disks[name] / _FILL
                _fill(fill, leave=self._chance.choice((0, 0, 1, 8)))
                self.phases[name] += 1
                self._over.wait(self._chance.uniform(0.5, 1.5) * self._lasts)
                fill.unlink()


def _fill(path: Path, *, leave: int) -> None:
    """Write until the disk is full, then give so many MiB back."""
    with path.open("wb", buffering=0) as file:
        with suppress(OSError):
            while True:
                file.write(_BLOCK)
        size = os.fstat(file.fileno()).st_size
        file.truncate(max(0, size - leave * len(_BLOCK)))
