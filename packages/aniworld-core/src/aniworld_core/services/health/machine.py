"""Checks of what the machine brings: Python, the library's disk, and ffmpeg."""

import importlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator

from aniworld_core import root_mark
from aniworld_core.config import Config
from aniworld_core.errors import AniworldError
from aniworld_core.sizes import size

__all__ = ["ffmpeg", "library", "mark", "python", "space"]

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


def mark(config: Config, recognise: Callable[[], str | None]) -> Iterator[tuple[bool, str, str]]:
    """Look whether the library folder is the one that the store knows; what denies it is raised."""
    root = config.root
    if not root.is_dir():
        return  # told by the check of the library
    if recognise() is not None:
        yield True, f"{root} is the folder that the store knows", ""
    elif root_mark.read(root) is not None:
        yield True, f"{root} has a mark, which the store learns with the next scan", ""
    elif os.access(root, os.W_OK | os.X_OK):
        yield True, f"{root} has no mark yet; the next scan makes one", ""
    else:
        text = "has no mark, and none can be written: a wrong disk shows by what is lost only"
        yield True, f"{root} {text}", ""


def space(config: Config) -> Iterator[tuple[bool, str, str]]:
    """Look whether the library's disk has room for downloads."""
    root = config.root
    if not root.is_dir():
        return  # told by the check of the library
    free, reserve = shutil.disk_usage(root).free, config.downloads.kept_free
    fix = "Make room, or lower it: aniw config set downloads.reserve BYTES"
    yield free > reserve, f"{size(free)} free, {size(reserve)} are kept free", fix


def ffmpeg(configured: Callable[[], str]) -> Iterator[tuple[bool, str, str]]:
    """Look for an ffmpeg that runs: the configured one, else the system's, else the one of a wheel."""
    name = _setting(configured)
    program = shutil.which(name or "ffmpeg") or (None if name else _bundled_ffmpeg())
    fix = "Install ffmpeg, or: pip install imageio-ffmpeg"
    if name:
        fix = "Name one that runs, or take the system's: aniw config unset plugins.ytdlp.ffmpeg"
    if program is None:
        yield False, f"{name} is no program that can be run" if name else "not found", fix
        return
    # The path is the system's, the wheel's or the user's own.
    ran = subprocess.run([program, "-version"], capture_output=True, timeout=_PATIENCE, check=False)
    if ran.returncode == 0 and ran.stdout.startswith(b"ffmpeg version"):
        yield True, program, ""
    else:
        yield False, f"{program} is no ffmpeg that works", fix


def _setting(configured: Callable[[], str]) -> str:
    try:
        return configured()
    except AniworldError:
        return ""  # told by the check of the settings; the system's own is looked at all the same


def _bundled_ffmpeg() -> str | None:
    try:
        return str(importlib.import_module("imageio_ffmpeg").get_ffmpeg_exe())
    except (ImportError, RuntimeError):
        return None
