"""Where a file of an episode belongs: the naming template, filled in safely."""

import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import PurePosixPath
from string import Formatter

from aniworld_core import validators
from aniworld_core.entities import Episode, Language, Series, SeriesKey
from aniworld_core.errors import InvalidValue

__all__ = ["Naming"]

_MAX_BYTES = 200
"""Longest part of a path, in UTF-8: leaves room for the suffixes that downloaders append."""

_TITLE = 150
"""Longest title of a series in bytes: folder and file bear the same one, by which a scan reads the file."""

_KEY = 80
"""Longest key that stands in a name as it is."""

_ANY = 1_000_000
"""No limit: the whole part is shortened, not each of its texts."""

_EMPTY_BRACKETS = re.compile(r"\s*(?:\(\s*\)|\[\s*\])")


class Naming:
    """Fills one template, such as ``{title} ({year})/Season {season:02}/E{episode:02}.{ext}``.

    The first part of the path is the series' folder: a confirmed ``series.folder`` stands in for it.
    ``tells_languages`` is whether two languages of one episode have two names.
    """

    def __init__(self, *, template: str) -> None:
        self._folder, *self._rest = validators.naming_template(template).split("/")
        self.tells_languages = "{language}" in template

    def folder(self, series: Series) -> str:
        """Return the folder below the library root that holds the series, or would."""
        if series.folder:
            return series.folder
        name = _part(self._folder, {**_of_series(series)}, room=_MAX_BYTES - 1)
        # Scans look for series in the one, and nowhere in the other.
        return f"_{name}" if validators.group_folder(name) or validators.left_out(name) else name

    def apart(self, folder: str, key: SeriesKey) -> str:
        """Return the name of the folder of a series that is told by its key from another one of that name."""
        if len(key) > _KEY:
            key = SeriesKey(f"{key[:_KEY].rstrip('-')}-{sha256(key.encode()).hexdigest()[:8]}")
        mark = f" [{key}]"
        return validators.safe_file_name(folder, max_bytes=_MAX_BYTES - len(mark)) + mark

    def path(
        self, series: Series, episode: Episode, *, language: Language, extension: str
    ) -> PurePosixPath:
        """Return the path of a file below the library root; ``extension`` comes without its dot."""
        values: dict[str, str | int] = {
            **_of_series(series),
            "season": episode.id.season,
            "episode": episode.id.number,
            "episode_title": episode.title or episode.original_title,
            "language": str(language).replace(":", "-"),
            "ext": extension,
        }
        *folders, file = self._rest
        return PurePosixPath(
            self.folder(series), *(_part(part, values) for part in folders), _file(file, values)
        )


def _of_series(series: Series) -> Mapping[str, str | int]:
    title = validators.safe_file_name(series.title, max_bytes=_TITLE) if series.title else ""
    return {"title": title, "year": "" if series.year is None else str(series.year)}


def _file(template: str, values: Mapping[str, str | int]) -> str:
    extension = str(values["ext"])
    if not re.fullmatch(r"[A-Za-z0-9]{1,8}", extension):
        raise InvalidValue(f"{extension!r} is no file name extension.")
    stem = template.removesuffix(".{ext}")
    return f"{_part(stem, values, room=_MAX_BYTES - len(extension) - 1)}.{extension}"


def _part(template: str, values: Mapping[str, str | int], *, room: int = _MAX_BYTES) -> str:
    """Fill one part of the path; only texts are shortened when it is too long, never the numbers."""
    filled = dict(values)
    while True:
        text = _render(template, filled)
        excess = len(text.encode()) - room
        if excess <= 0:
            return validators.safe_file_name(text, max_bytes=room)
        texts = [name for name in _texts(template, filled) if filled[name]]
        longest = max(texts, key=lambda name: (name != "title", len(str(filled[name]))), default="")
        if not longest:
            raise InvalidValue(
                "A name gets too long for a file system.", hint="Shorten naming.template."
            )
        filled[longest] = _shorter(str(filled[longest]), excess)


def _texts(template: str, values: Mapping[str, str | int]) -> list[str]:
    used = {name for _, name, _, _ in Formatter().parse(template) if name}
    return [name for name in used if isinstance(values.get(name), str)]


def _shorter(text: str, excess: int) -> str:
    whole = text.encode(errors="ignore")  # a foreign text may hold half a pair of surrogates
    return whole[: max(0, len(whole) - excess)].decode(errors="ignore").rstrip()


def _render(template: str, values: Mapping[str, str | int]) -> str:
    clean = {
        name: validators.safe_file_name(value, max_bytes=_ANY)
        if value and isinstance(value, str)
        else value
        for name, value in values.items()
    }
    text = Formatter().vformat(template, (), clean)
    # A leading dot would hide the folder from the scanner, and from people.
    return re.sub(r"\s{2,}", " ", _EMPTY_BRACKETS.sub("", text)).strip().lstrip(". ")
