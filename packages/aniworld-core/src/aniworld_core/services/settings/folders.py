"""The folders that settings name: looked at when they are changed, never at a start."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from aniworld_core.serde import Problem

__all__ = ["wrong_folders"]


def wrong_folders(stored: Mapping[str, Any], wanted: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield what is wrong with the folders that ``wanted`` has and ``stored`` has not.

    A folder that stays is not looked at: its disk may just not be there.
    """
    for name in ("library", "data"):
        text = wanted.get(name)
        if isinstance(text, str) and text and text != stored.get(name):
            problem = _problem(text, to_be_made=name == "data")
            if problem:
                yield name, problem


def _problem(text: str, *, to_be_made: bool) -> str:
    try:
        folder = Path(text).expanduser()
    except RuntimeError:  # nobody's home, which reading the settings tells
        return ""
    if not folder.is_absolute():
        return f"{text!r} is no whole path; begin with the root of the disk"
    try:
        if folder.is_dir():
            return ""
        there = next(one for one in (folder, *folder.parents) if one.exists())
        if there == folder or (to_be_made and not there.is_dir()):
            return f"{there} is no folder, but a file"
    except OSError as error:
        return f"{folder} cannot be looked at: {error.strerror}"
    return "" if to_be_made else f"there is no folder {folder}; make it first"
