"""The first acts: old data is taken over, and every folder finds its series."""

import re
import unicodedata

from aniworld_core.entities import MigrationResult
from aniworld_core.errors import AlreadyThere
from aniworld_core.library import Library
from aniworld_demo.story.telling import Teller

__all__ = ["tell_catalogue", "tell_migration", "tell_new", "tell_scan"]

_NEW = ("1-2-mond-ueber-kazahana", "aniworld")
_SHARED = ("sternwacht-null", "sto")
"""Both sites have this slug, each for a series of its own."""


def tell_migration(tell: Teller, result: MigrationResult | None) -> None:
    """Tell what came of the older program's files when the library was opened."""
    tell.act("Migrate: what the older program left behind")
    if result is None:
        tell.line("Nothing was found.")
        return
    tell.line(str(result))
    if result.errors:
        tell.line("Failed:")
    for failure in result.errors:
        tell.line(f"  {failure.path}: {failure.reason}")
    if result.notes:
        tell.line("Notes:")
    for note in result.notes:
        tell.line(f"  {note}")


def tell_catalogue(tell: Teller, library: Library) -> None:
    """Read the catalogue of all series, and register what other folders seem to hold."""
    tell.act("Catalogue: read every series, find those of the other folders")
    for answer in library.catalog.refresh():
        if answer.error is not None:
            tell.line(f"  {answer.key}: {answer.error.message}")
    for folder in library.scanner.scan().unmatched:
        _find(tell, library, folder)
    count = sum(series.episodes for series in library.catalog.page(limit=1000))
    tell.line(f"{len(library.catalog.page(limit=1000))} series with {count} episodes are known.")


def tell_new(tell: Teller, library: Library) -> None:
    """Search both sites, and register from each a series that has no folder yet."""
    for answer in library.catalog.search("sternwacht"):
        titles = ", ".join(f"{hit.title} ({hit.ref})" for hit in answer.hits)
        tell.line(f"  aniw search sternwacht: {answer.provider} has {titles}")
    for ref, provider in (_NEW, _SHARED):
        new = library.catalog.add(ref, provider=provider)
        tell.line(
            f"  {new.title} ({new.year}) is new, without a folder, as {new.key}: "
            f"aniw add {ref} --provider {provider}"
        )


def tell_scan(tell: Teller, library: Library) -> None:
    """Read the disk, and settle the one series that could be in two folders."""
    tell.act("Scan: what is on the disk")
    for doubt in library.scanner.scan().ambiguous:
        folders = " or ".join(repr(folder) for folder in doubt.folders)
        tell.line(f"{doubt.title} could be in {folders}: a person has to say which.")
        library.scanner.match(doubt.folders[0], doubt.key)
        tell.line(f"  aniw match {doubt.folders[0]!r} {doubt.key}")
    result = library.scanner.scan(full=True)
    tell.line(f"{result.files} videos in {result.folders} folders.")
    for name in result.unmatched:
        tell.line(f"  no series for the folder {name!r}")
    for name in result.unreadable:
        tell.line(f"  no episode in the name {name!r}")


def _find(tell: Teller, library: Library, folder: str) -> None:
    """Search for a folder's title, and add every series that is called exactly so."""
    title = re.split(r" [(\[]", unicodedata.normalize("NFC", folder))[0]
    for answer in library.catalog.search(title):
        for hit in answer.hits:
            if hit.title != title:
                continue
            try:
                series = library.catalog.take(hit.provider, hit.ref)
            except AlreadyThere:
                continue  # two folders may bear one title
            tell.line(f"  {folder}: found {series.title} ({series.year}) on {hit.provider}")
