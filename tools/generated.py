"""Keeps files that are written from the code: writes what is out of date, or only says so."""

from collections.abc import Callable, Mapping
from pathlib import Path

__all__ = ["keep"]

_ROOT = Path(__file__).resolve().parents[1]


def keep(
    folder: Path, files: Mapping[str, Callable[[], str]], tool: str, arguments: list[str]
) -> int:
    """Write the files of a folder, or with ``--check`` compare them; returns the exit code.

    ``files`` gives what writes each, by its path below the folder; ``tool`` is the module to run.
    """
    shown = folder.relative_to(_ROOT).as_posix()
    stale = [
        name
        for name, text in files.items()
        if not (folder / name).is_file() or (folder / name).read_text("utf-8") != text()
    ]
    if arguments == ["--check"]:
        for name in stale:
            print(f"{shown}/{name} is out of date; run: python -m {tool}")
        return 1 if stale else 0
    for name in stale:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(files[name](), "utf-8")
        print(f"{shown}/{name} written")
    return 0
