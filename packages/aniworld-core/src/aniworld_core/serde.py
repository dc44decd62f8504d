"""Between plain values and JSON or TOML data: strict on the way in, one fixed form on the way out."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path, PurePath
from typing import Any, TypeVar

from attrs import NOTHING, fields
from cattrs import Converter
from cattrs.errors import ClassValidationError, ForbiddenExtraKeysError, IterableValidationError
from cattrs.gen import make_dict_structure_fn, mapping_structure_factory
from cattrs.preconf.json import make_converter

from aniworld_core.entities import EpisodeId, Language, SeriesKey
from aniworld_core.errors import AniworldError

__all__ = ["Problem", "problems", "structure", "timestamp", "unstructure"]

T = TypeVar("T")
Problem = tuple[str, str]
"""Where something is wrong (``downloads.workers``) and what."""

_TEXTS: tuple[type, ...] = (EpisodeId, SeriesKey, Language, PurePath, AniworldError)
"""What is written as its text."""

_SIZE = re.compile(r"[0-9.]+\s*[kmgt]i?b?(/s)?", re.IGNORECASE)
_WORDS = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}


def timestamp(at: datetime) -> str:
    """Write a time as RFC 3339 in UTC with milliseconds."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def structure(data: object, cls: type[T]) -> T:
    """Make a value of ``cls`` from plain data; nothing is converted silently, nothing unknown accepted.

    Raises an exception that :func:`problems` can read.
    """
    return _strict().structure(data, cls)


def unstructure(value: object) -> Any:
    """Return the JSON form: ids and keys as text, times as :func:`timestamp`, sizes and counts as numbers."""
    return _outward().unstructure(value)


def problems(error: BaseException, path: str = "") -> list[Problem]:
    """List what :func:`structure` found wrong, each with its place."""
    if isinstance(error, ClassValidationError | IterableValidationError):
        found: list[Problem] = []
        for part in error.exceptions:
            note = next(iter(getattr(part, "__notes__", ())), None)
            name = getattr(note, "name", getattr(note, "index", None))
            inner = path if name is None else f"{path}.{name}" if path else str(name)
            found += problems(part, inner)
        return found
    if isinstance(error, ForbiddenExtraKeysError):
        known = sorted(field.name for field in fields(error.cl))
        return [
            (f"{path}.{name}".lstrip("."), _unknown(name, known))
            for name in sorted(error.extra_fields)
        ]
    if isinstance(error, AniworldError):  # its hint tells what would be right
        return [(path, f"{error.message} {error.hint}".rstrip())]
    return [(path, str(error))]


def _unknown(name: str, known: list[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, known, n=1)
    guess = f"did you mean {close[0]}?" if close else f"known here: {', '.join(known)}"
    return f"unknown setting; {guess}"


def _exactly(kind: type) -> Any:
    def take(value: object, _: object) -> object:
        if kind is float and type(value) is int:
            return float(value)
        if type(value) is not kind:
            in_bytes = isinstance(value, str) and kind is int and _SIZE.fullmatch(value.strip())
            unit = ": write out all the bytes" if in_bytes else ""
            raise TypeError(f"{value!r} is not {_WORDS[kind]}{unit}")
        return value

    return take


def _path(value: object, _: object) -> Path:
    if not isinstance(value, str | PurePath):
        raise TypeError(f"{value!r} is not a path")
    if not str(value):  # it would be the folder that the program was started in
        raise ValueError("it is empty")
    return Path(value).expanduser().absolute()


def _words(value: object, kind: Any) -> tuple[Any, ...]:
    if isinstance(value, str):  # an environment variable holds a list as "a, b"
        value = [part.strip() for part in value.split(",") if part.strip()]
    if not isinstance(value, list | tuple):
        raise TypeError(f"{value!r} is not a list")
    inner = kind.__args__[0]
    return tuple(_strict().structure(part, inner) for part in value)


def _section(read: Callable[[Any, Any], Any], instead: str) -> Callable[[object, Any], Any]:
    def take(value: object, kind: Any) -> Any:
        if not isinstance(value, Mapping):
            raise TypeError(f"it is a section; {instead}")
        return read(value, kind)

    return take


def _telling_all(read: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """Let the error of a section tell of each setting that breaks a rule; attrs stops at the first."""

    def take(value: Any, kind: Any) -> Any:
        try:
            return read(value, kind)
        except ClassValidationError as error:
            if any(one.default is NOTHING for one in fields(kind)):
                raise
            wrong: list[Exception] = []
            for name, one in value.items():
                try:
                    read({name: one}, kind)
                except ClassValidationError as alone:
                    wrong += alone.exceptions
            raise ClassValidationError(error.message, wrong or error.exceptions, kind) from error

    return take


def _is_mapping(kind: Any) -> bool:
    return getattr(kind, "__origin__", None) is Mapping


def _is_words(kind: Any) -> bool:
    return getattr(kind, "__origin__", None) is tuple and kind.__args__[1:] == (Ellipsis,)


def _is_attrs(kind: Any) -> bool:
    return hasattr(kind, "__attrs_attrs__")


@cache
def _strict() -> Converter:
    converter = Converter(forbid_extra_keys=True)
    for kind in _WORDS:
        converter.register_structure_hook(kind, _exactly(kind))
    converter.register_structure_hook(Path, _path)
    converter.register_structure_hook(Language, lambda value, _: Language(_text(value)))
    converter.register_structure_hook(SeriesKey, lambda value, _: SeriesKey(_text(value)))
    converter.register_structure_hook(EpisodeId, lambda value, _: EpisodeId.parse(_text(value)))
    converter.register_structure_hook(datetime, lambda value, _: _moment(_text(value)))
    # These are texts, too, whose hook would be taken for them.
    converter.register_structure_hook(StrEnum, lambda value, kind: kind(_text(value)))
    converter.register_structure_hook_func(_is_words, _words)
    converter.register_structure_hook_factory(
        _is_attrs,
        lambda cls: _section(
            _telling_all(make_dict_structure_fn(cls, converter, _cattrs_forbid_extra_keys=True)),
            next(
                (f"set one of its settings, such as {one.name}" for one in fields(cls)),
                "it has none",
            ),
        ),
    )
    converter.register_structure_hook_factory(
        _is_mapping,
        lambda kind: _section(
            mapping_structure_factory(kind, converter), "give its settings one by one"
        ),
    )
    return converter


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not a text")
    return value


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text!r} names no time zone")
    return moment


@cache
def _outward() -> Converter:
    converter = make_converter()
    for kind in _TEXTS:
        converter.register_unstructure_hook(kind, str)
    converter.register_unstructure_hook(datetime, timestamp)
    converter.register_unstructure_hook(timedelta, timedelta.total_seconds)
    converter.register_unstructure_hook_func(
        _is_mapping,
        lambda value: {name: converter.unstructure(part) for name, part in value.items()},
    )
    return converter
