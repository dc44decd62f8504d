"""Where items keep what is not finished: on the library's own file system, and apart from every other try."""

import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from aniworld_core.errors import LibraryUnavailable
from aniworld_core.places import refuse_link

__all__ = [
    "check_writable",
    "discard",
    "holds",
    "item_directory",
    "leftovers",
    "sweep",
    "take",
    "weight",
]

_GONE = "gone-"
"""How the name of a directory begins that is being deleted: nobody takes it over any more."""


def check_writable(root: Path) -> None:
    """Raise LibraryUnavailable, before anything is asked for, when no file can be made in the library."""
    try:
        refuse_link(root / ".aniworld")
        refuse_link(_incomplete(root))
        _incomplete(root).mkdir(parents=True, exist_ok=True)
        (root / ".aniworld" / ".ignore").touch()  # media servers leave such directories alone
    except OSError as error:
        raise LibraryUnavailable(
            f"The library folder {root} cannot be written: {error.strerror}.",
            hint="Is it mounted read-only? Else give this user the right to write there.",
        ) from error


def item_directory(root: Path, item: int) -> Path:
    """Return where everything of an item lies that is not finished."""
    return _incomplete(root) / str(item)


def take(root: Path, item: int, claim: int, source: str) -> Path:
    """Return the directory of one source under a claim, with what an earlier claim left of that source.

    It is taken over by a rename: whoever still works under the old claim finds its directory gone, and can
    place nothing. Raises OSError, also when the disk is gone on which the work began.
    """
    directory = item_directory(root, item)
    _cut_loose(directory)
    place = directory / f"{claim}-{source}"
    directory.mkdir(
        exist_ok=True
    )  # without parents: there is nothing to be made in an empty mount point
    for _, earlier in reversed(_of_claims(directory, claim - 1)):
        _cut_loose(earlier)
        if earlier.name.endswith(f"-{source}") and not place.exists():
            with suppress(OSError):  # it is being deleted
                earlier.rename(place)
    _cut_loose(place)
    place.mkdir(exist_ok=True)
    return place


def holds(root: Path, item: int, source: str) -> int:
    """Return how many bytes lie there of a source, for another try to go on from."""
    found = item_directory(root, item).glob(f"*-{source}/**/*")
    return sum(path.stat().st_size for path in found if path.is_file())


def weight(root: Path, item: int) -> int:
    """Return how many bytes lie there for an item to go on from; 0 where its file may be placed already."""
    directory = item_directory(root, item)
    if any(directory.glob("*-placing.json")):
        return 0
    return sum(path.stat().st_size for path in directory.glob("*/*") if path.is_file())


def discard(root: Path, item: int, claim: int, source: str) -> None:
    """Remove what a claim, or an earlier one, has of a source."""
    for _, place in _of_claims(item_directory(root, item), claim):
        if place.name.endswith(f"-{source}"):
            _remove(place)


def sweep(root: Path, item: int, claim: int) -> None:
    """Remove everything that an item's claims up to this one left."""
    directory = item_directory(root, item)
    _cut_loose(directory)
    for _, place in _of_claims(directory, claim):
        _remove(place)
    for half in directory.glob(f"{_GONE}*"):
        shutil.rmtree(half, ignore_errors=True)
    with suppress(OSError):  # a later claim is at work there, or nothing ever was
        directory.rmdir()


def leftovers(root: Path) -> Sequence[tuple[int, int]]:
    """List the items of which something lies there, each with the latest claim of it; 0 = of none."""
    return [
        (int(directory.name), max((claim for claim, _ in _of_claims(directory)), default=0))
        for directory in _incomplete(root).glob("[0-9]*")
        if directory.name.isdecimal()
    ]


def _of_claims(directory: Path, latest: int | None = None) -> list[tuple[int, Path]]:
    """List what lies there by claims, up to the ``latest`` if one is given, in order of them."""

    def found() -> Iterator[tuple[int, Path]]:
        for path in directory.glob("*-*"):
            # A note that was only half written when the power failed begins with a dot.
            number = path.name.partition("-")[0].removeprefix(".")
            if number.isdecimal() and (latest is None or int(number) <= latest):
                yield int(number), path

    return sorted(found())


def _remove(place: Path) -> None:
    """Delete a directory or file, out of everybody's reach first."""
    gone = place.with_name(f"{_GONE}{secrets.token_hex(4)}")
    with suppress(OSError):  # another worker took it over, or deleted it
        place.rename(gone)
        if gone.is_dir() and not gone.is_symlink():
            shutil.rmtree(gone, ignore_errors=True)
        else:
            gone.unlink()


def _cut_loose(place: Path) -> None:
    """Remove a link, which this program never makes there: nothing is written or deleted behind one."""
    if place.is_symlink():
        place.unlink(missing_ok=True)


def _incomplete(root: Path) -> Path:
    return root / ".aniworld" / "incomplete"
