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


def _show(call: Call[Nothing, Nothing]) -> AnimeDetail | Answer:
    """Show the series of a key, or of a folder where there is no such key."""
    key = call.path["key"]
    library = call.site.library
    try:
        return detail(library, library.catalog.get(key))
    except (InvalidKey, SeriesNotFound) as error:
        series = _in_folder(library, key)
        if series is not None:
            return _deprecated(call, series)
        if isinstance(error, SeriesNotFound):
            raise
        # What is no key may be the name of a folder: so it is not wrong, only unknown.
        raise SeriesNotFound(f"No series has the key or the folder {key!r}.") from error


def _show_in_group(call: Call[Nothing, Nothing]) -> Answer:
    """Show the series of a folder inside a folder of series folders."""
    folder = f"{call.path['group']}/{call.path['folder']}"
    series = _in_folder(call.site.library, folder)
    if series is None:
        raise SeriesNotFound(f"No series has the folder {folder!r}.")
    return _deprecated(call, series)


def _in_folder(library: Library, text: str) -> Series | None:
    """Return the series that has a folder; the only place where a folder is looked up."""
    folder = unicodedata.normalize("NFC", text)
    for one in library.store.series.names():
        if one.folder is not None and unicodedata.normalize("NFC", one.folder) == folder:
            return library.store.series.get(one.key)
    return None


def _deprecated(call: Call[Nothing, Nothing], series: Series) -> Answer:
    address = quote(f"{call.base}/anime/{series.key}")
    return Answer(
        value=detail(call.site.library, series),
        headers={"deprecation": _SINCE, "link": f'<{address}>; rel="canonical"'},
    )


OPERATIONS = (
    Operation(
        method="GET",
        path="/anime/{key}",
        handle=_show,
        summary="Show a series with its episodes. The name of its folder still finds it (deprecated).",
        tag="anime",
        answer=AnimeDetail,
        errors=(SeriesNotFound,),
        listing=True,
    ),
    Operation(
        method="GET",
        path="/anime/{group}/{folder}",
        handle=_show_in_group,
        summary="Show a series by its folder inside another one, such as german-dub: use its key instead.",
        tag="anime",
        answer=AnimeDetail,
        errors=(SeriesNotFound,),
        deprecated=True,
    ),
)
