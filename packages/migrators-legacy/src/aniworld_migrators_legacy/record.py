"""What one record of the older program means: key, name, site, folder and ``episodeDict``."""

import re
import reprlib
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from aniworld_core import keys
from aniworld_core.entities import Episode, EpisodeId, Series, SeriesKey
from aniworld_core.errors import InvalidKey, MigrationError
from aniworld_migrators_legacy.sites import Site, site_of

__all__ = ["series_in"]

_EPISODES = "episodeDict"
_EPISODES_ONCE = "episode_dict"
_KNOWN = frozenset({"key", "name", "site", "folder", _EPISODES, _EPISODES_ONCE})
_LONGEST_KEY = 200
_SEASON = re.compile(r"\d{1,4}", re.ASCII)
_LAST_EPISODE = 99_999
_YEAR = re.compile(r"\s*\(((?:19|20)\d\d)\)", re.ASCII)


def series_in(record: object, *, folder: str) -> tuple[Series, tuple[str, ...]]:
    """Make a series of the record that lies in ``folder``, and notes of what is odd about it.

    The episodes are those that the older program had recorded as missing. Raises MigrationError
    that says what is wrong.
    """
    if not isinstance(record, dict):
        raise MigrationError("It holds no JSON object.")
    if not _is_unicode(folder):
        raise MigrationError("The name of its folder is not UTF-8.")
    ref = _text(record, "key").strip()
    site = site_of(_text(record, "site"))
    year = _YEAR.search(folder)
    series = Series(
        key=_key(ref),
        provider=site.provider,
        ref=ref,
        title=_title(record) or _YEAR.sub("", folder).strip() or folder,
        year=int(year[1]) if year else None,
        link=site.link(ref),
        folder=folder,
        episodes=_episodes(record),
    )
    return series, tuple(_notes(record, series, site))


def _text(record: Mapping[str, Any], name: str) -> str:
    value = record.get(name)
    if value is None or value == "":
        raise MigrationError(f"{name} is missing.")
    if not isinstance(value, str):
        raise MigrationError(f"{name} is not a text: {_short(value)}.")
    if not _is_unicode(value):
        raise MigrationError(f"{name} has half a character: {_short(value)}.")
    return value


def _is_unicode(text: str) -> bool:
    """Tell surrogates apart, which JSON can spell but no file, database or terminal takes."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _key(ref: str) -> SeriesKey:
    if len(ref) > _LONGEST_KEY:
        raise MigrationError(f"key is too long: {len(ref)} characters.")
    try:
        return SeriesKey(ref)
    except InvalidKey:
        return _normalised(ref)


def _normalised(ref: str) -> SeriesKey:
    if "/" in ref or "\\" in ref or not ref.isprintable():
        raise MigrationError(f"key is an address, a path or no text: {_short(ref)}.")
    try:
        return keys.from_slug(ref)
    except InvalidKey as error:
        raise MigrationError(f"key has no letter or digit of a-z, 0-9: {_short(ref)}.") from error


def _title(record: Mapping[str, Any]) -> str:
    """Return the name on one line without what cannot be shown; empty if there is none."""
    if record.get("name") in (None, ""):
        return ""
    words = " ".join(_text(record, "name").split())
    return words if words.isprintable() else "".join(filter(str.isprintable, words)).strip()


def _episodes(record: Mapping[str, Any]) -> tuple[Episode, ...]:
    seasons = record.get(_EPISODES, record.get(_EPISODES_ONCE, {}))
    if not isinstance(seasons, dict):
        raise MigrationError(f"{_EPISODES} is not an object of seasons: {_short(seasons)}.")
    numbers = {number for season in seasons.items() for number in _season(*season)}
    return tuple(_episode(*number) for number in sorted(numbers))


@lru_cache(maxsize=4096)  # most series have an episode 1, and a frozen one can be shared
def _episode(season: int, number: int) -> Episode:
    return Episode(id=EpisodeId(season, number))


def _season(season: str, episodes: object) -> Iterator[tuple[int, int]]:
    if not _SEASON.fullmatch(season):
        raise MigrationError(f"{_short(season)} is no season number.")
    if not isinstance(episodes, list):
        raise MigrationError(f"Season {season} is not a list of episodes: {_short(episodes)}.")
    for number in episodes:
        if type(number) is not int or not 0 <= number <= _LAST_EPISODE:  # True is an int too
            raise MigrationError(
                f"Season {season} lists {_short(number)}, which is no episode number."
            )
        yield int(season), number


def _notes(record: Mapping[str, Any], series: Series, site: Site) -> Iterator[str]:
    if series.key != record["key"]:
        yield f"the key {_short(record['key'])} became {series.key}"
    if not site.known:
        yield f"the site is not a known one; its provider is called {series.provider}"
    if series.title != record.get("name"):
        yield f"the name {_short(record.get('name'))} became {series.title!r}"
    if _differs(record.get("folder"), series.folder):
        yield f"the file names the folder {_short(record['folder'])} but lies in {series.folder!r}"
    if _EPISODES in record and _EPISODES_ONCE in record:
        yield f"{_EPISODES_ONCE} was left out because there is {_EPISODES} as well"
    for name in sorted(record.keys() - _KNOWN):
        yield f"the unknown field {_short(name)} was left out: {_short(record[name])}"


def _differs(written: object, folder: str | None) -> bool:
    if not isinstance(written, str) or folder is None:
        return written is not None
    if written == folder:
        return False
    return unicodedata.normalize("NFC", written) != unicodedata.normalize("NFC", folder)


def _short(value: object) -> str:
    # reprlib, because data nested just short of too deeply for JSON is too deep for repr.
    return f"{value!r:.120}" if isinstance(value, str) else reprlib.repr(value)
