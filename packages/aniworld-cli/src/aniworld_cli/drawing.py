"""Draws the shape of a JSON document as readable lines."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from attrs import fields, has

from aniworld_cli.shapes import And, OrNull
from aniworld_core.entities import EpisodeId

__all__ = ["block", "resolved"]

_WORDS = {
    bool: "true or false",
    int: "number",
    float: "number",
    date: '"2026-11-22"',
    datetime: '"2026-11-22T18:05:00.000Z"',
    EpisodeId: '"S01E003"',
}


def block(shape: Any) -> Iterator[str]:
    """Yield the lines of a fenced block that shows a shape."""
    yield "```text"
    yield from _lines(shape)
    yield "```"


def resolved(shape: Any) -> Any:
    """Return a shape of dicts, lists, OrNull and plain types, classes and unions taken apart."""
    if isinstance(shape, And):
        return resolved(shape.cls) | shape.more
    if isinstance(shape, UnionType):
        (kind,) = (kind for kind in get_args(shape) if kind is not NoneType)
        return OrNull(kind)
    if get_origin(shape) is tuple:
        return [get_args(shape)[0]]
    if isinstance(get_origin(shape), type) and issubclass(get_origin(shape), Mapping):
        return dict
    if isinstance(shape, type) and has(shape) and shape is not EpisodeId:
        hints = get_type_hints(shape)
        return {field.name: hints[field.name] for field in fields(shape)}
    return shape


def _lines(shape: Any, indent: str = "", before: str = "", after: str = "") -> Iterator[str]:
    shape = resolved(shape)
    if isinstance(shape, OrNull):
        yield from _lines(shape.shape, indent, before, f" or null{after}")
    elif isinstance(shape, dict):
        yield f"{indent}{before}{{"
        last = len(shape) - 1
        for number, (name, part) in enumerate(shape.items()):
            comma = "" if number == last else ","
            yield from _lines(part, f"{indent}  ", f'"{name}": ', comma)
        yield f"{indent}}}{after}"
    elif isinstance(shape, list) and isinstance(inner := resolved(shape[0]), dict):
        yield f"{indent}{before}["
        yield from _lines(inner, f"{indent}  ", after=", ...")
        yield f"{indent}]{after}"
    elif isinstance(shape, list):
        yield f"{indent}{before}[{_word(shape[0])}, ...]{after}"
    else:
        yield f"{indent}{before}{_word(shape)}{after}"


def _word(kind: Any) -> str:
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return " or ".join(f'"{member.value}"' for member in kind)
    if kind is dict:
        return "{...}"
    return _WORDS.get(kind, "text")
