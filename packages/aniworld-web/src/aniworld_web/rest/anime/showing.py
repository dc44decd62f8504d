"""``GET /anime/{key}``: a series; its folder's name still finds it, for programs of before."""

import unicodedata
from urllib.parse import quote

from aniworld_core.entities import Series
from aniworld_core.errors import InvalidKey, SeriesNotFound
from aniworld_core.library import Library
from aniworld_web.rest.anime.detail import AnimeDetail, detail
from aniworld_web.rest.operation import Answer, Call, Nothing, Operation

__all__ = ["OPERATIONS"]

_SINCE = "@1767225600"
"""When folder names stopped being identifiers (2026-01-01), in the form of RFC 9745."""


def show(call: Call[Nothing, Nothing]) -> AnimeDetail | Answer:
    """Show the series of a key, or of a folder where there is no such key."""
    text = call.path["key"]
    library = call.site.library
    try:
        return detail(library, library.catalog.get(text))
    except (InvalidKey, SeriesNotFound) as error:
        series = _in_folder(library, text)
        if series is not None:
            return _deprecated(call, detail(library, series))
        if isinstance(error, SeriesNotFound):
            raise
        # What is no key may be the name of a folder: so it is not wrong, only unknown.
        raise SeriesNotFound(f"No series has the key or the folder {text!r}.") from error


def _in_folder(library: Library, text: str) -> Series | None:
    """Return the series that has a folder; the only place where a folder is looked up."""
    folder = unicodedata.normalize("NFC", text.strip("/"))
    for one in library.store.series.names():
        if one.folder is not None and unicodedata.normalize("NFC", one.folder) == folder:
            return library.store.series.get(one.key)
    return None


def _deprecated(call: Call[Nothing, Nothing], found: AnimeDetail) -> Answer:
    address = quote(f"{call.base}/anime/{found.key}")
    headers = {"deprecation": _SINCE, "link": f'<{address}>; rel="canonical"'}
    return Answer(value=found, headers=headers)


OPERATIONS = (
    Operation(
        method="GET",
        path="/anime/{key:path}",
        handle=show,
        summary="Show a series with its episodes. The name of its folder still finds it (deprecated).",
        tag="anime",
        answer=AnimeDetail,
        errors=(SeriesNotFound,),
        listing=True,
    ),
)
