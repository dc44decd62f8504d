"""Where a file of an episode belongs: the naming template, filled in safely."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from string import Formatter

from aniworld_core import validators
from aniworld_core.entities import Episode, Language, Series
from aniworld_core.errors import InvalidValue

__all__ = ["Naming"]

_MAX_BYTES = 200
"""Longest part of a path, in UTF-8: leaves room for the suffixes that downloaders append."""

_ANY = 1_000_000
"""No limit: the whole part is shortened, not each of its texts."""

_EMPTY_BRACKETS = re.compile(r"\s*(?:\(\s*\)|\[\s*\])")


class Naming:
    """Fills one template, such as ``{title} ({year})/Season {season:02}/E{episode:02}.{ext}``.

    The first part of the path is the series' folder: a confirmed ``series.folder`` stands in for it.
    """

    def __init__(self, *, template: str) -> None:
        self._folder, *self._rest = validators.naming_template(template).split("/")

    def folder(self, series: Series) -> str:
        """Return the folder below the library root that holds the series, or would."""
        return series.folder or _part(self._folder, {**_of_series(series)})

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
    return {"title": series.title, "year": "" if series.year is None else str(series.year)}


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
        longest = max(_texts(template, filled), key=lambda name: len(str(filled[name])), default="")
        if not longest or not filled[longest]:
            raise InvalidValue(
                "A name gets too long for a file system.", hint="Shorten naming.template."
            )
        filled[longest] = _shorter(str(filled[longest]), excess)


def _texts(template: str, values: Mapping[str, str | int]) -> list[str]:
    used = {name for _, name, _, _ in Formatter().parse(template) if name}
    return [name for name in used if isinstance(values.get(name), str)]


def _shorter(text: str, excess: int) -> str:
    size = max(0, len(text.encode()) - excess)
    return text.encode()[:size].decode(errors="ignore").rstrip()


def _render(template: str, values: Mapping[str, str | int]) -> str:
    clean = {
        name: validators.safe_file_name(value, max_bytes=_ANY)
        if value and isinstance(value, str)
        else value
        for name, value in values.items()
    }
    text = Formatter().vformat(template, (), clean)
    # A leading dot would hide the folder from the scanner, and from people.
    return re.sub(r"\s{2,}", " ", _EMPTY_BRACKETS.sub("", text)).strip().lstrip(".")
