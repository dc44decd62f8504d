"""Checks of what the machine brings: Python, the library's disk, and ffmpeg."""

import importlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from aniworld_core.config import Config

__all__ = ["ffmpeg", "library", "python", "space"]

_OLDEST_PYTHON = (3, 11)
_PATIENCE = 20.0
"""Seconds that ffmpeg may take to tell its version."""


def python() -> Iterator[tuple[bool, str, str]]:
    """Look whether Python is new enough."""
    text = ".".join(map(str, sys.version_info[:3]))
    yield sys.version_info >= _OLDEST_PYTHON, f"Python {text}", "Install Python 3.11 or newer."


def library(config: Config) -> Iterator[tuple[bool, str, str]]:
    """Look whether the library folder is there and can be worked in."""
    root = config.root
    if not root.is_dir():
        fix = "Mount its disk, or: aniw config set library DIR"
        yield False, f"There is no folder {root}.", fix
        return
    for mode, what in ((os.R_OK | os.X_OK, "read"), (os.W_OK | os.X_OK, "written")):
        if not os.access(root, mode):
            yield False, f"{root} cannot be {what}.", f"Give this user the right: chmod, {root}"
            return
    workspace = root / ".aniworld"
    if workspace.exists() and workspace.stat().st_dev != root.stat().st_dev:
        fix = f"Unmount what is at {workspace}: finished files are moved, not copied."
        yield False, f"{workspace} is on another device than {root}.", fix
        return
    yield True, f"{root} can be read and written", ""


def space(config: Config) -> Iterator[tuple[bool, str, str]]:
    """Look whether the library's disk has room for downloads."""
    root = config.root
    if not root.is_dir():
        return  # told by the check of the library
    free, reserve = shutil.disk_usage(root).free, config.downloads.reserve
    fix = "Make room, or lower it: aniw config set downloads.reserve BYTES"
    yield free > reserve, f"{_size(free)} free, {_size(reserve)} are kept free", fix


def ffmpeg() -> Iterator[tuple[bool, str, str]]:
    """Look for an ffmpeg that runs: the system's, else the one of a wheel."""
    program = shutil.which("ffmpeg") or _bundled_ffmpeg()
    fix = "Install ffmpeg, or: pip install imageio-ffmpeg"
    if program is None:
        yield False, "not found", fix
        return
    # The path is the system's or the wheel's own.
    ran = subprocess.run([program, "-version"], capture_output=True, timeout=_PATIENCE, check=False)
    yield ran.returncode == 0, f"{Path(program)}", fix


def _bundled_ffmpeg() -> str | None:
    try:
        return str(importlib.import_module("imageio_ffmpeg").get_ffmpeg_exe())
    except (ImportError, RuntimeError):
        return None


def _size(octets: int) -> str:
    return f"{octets / 1000**3:.1f} GB"
