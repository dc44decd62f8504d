"""Small disks that really get full: memory that is mounted, where the system lets us."""

import os
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Protocol

import pytest
from attrs import frozen

__all__ = ["MountDisk", "SmallDisk"]

_MIB = 1024**2


@frozen
class SmallDisk:
    """A disk of its own at ``path``, until it is released."""

    path: Path

    @classmethod
    def mount(cls, path: Path, size: int) -> "SmallDisk":
        """Mount one of so many bytes; a test is skipped where only root may, and fails where it must run."""
        disk = cls.try_mount(path, size)
        if disk is None:
            if os.environ.get("ANIWORLD_REQUIRE_SERVICES"):
                pytest.fail("no disk can be mounted, but ANIWORLD_REQUIRE_SERVICES is set")
            pytest.skip("a disk can only be mounted by root on Linux")
        return disk

    @classmethod
    def try_mount(cls, path: Path, size: int) -> "SmallDisk | None":
        """Mount one of so many bytes at a folder, made where it is not there; None where only root may."""
        if os.name != "posix":
            return None
        path.mkdir(parents=True, exist_ok=True)
        command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(path)]
        refused = subprocess.run(command, capture_output=True, check=False).returncode
        return None if refused else cls(path)

    def fill(self, *, but: int = 0) -> Path:
        """Fill it but for so many bytes, and return the file that is to be removed for room again."""
        filler = self.path / "films of somebody else"
        with filler.open("ab", buffering=0) as file, suppress(OSError):
            while (left := self._free() - but) > 0:
                file.write(bytes(min(left, _MIB)))
        return filler

    def release(self) -> None:
        """Unmount it with all that is on it; a second time changes nothing."""
        command = ["umount", "--lazy", str(self.path)]
        subprocess.run(command, capture_output=True, check=False)
        assert not self.path.is_mount(), f"{self.path} is still mounted"

    def _free(self) -> int:
        status = os.statvfs(self.path)
        return status.f_bavail * status.f_frsize


class MountDisk(Protocol):
    """Mounts a disk of so many bytes for a test, in a folder of its own unless one is named."""

    def __call__(self, size: int, path: Path | None = None) -> SmallDisk:
        """Return the disk, which is released when the test is over."""
        ...
