"""Settings that come as plain JSON values: looked through, and joined with those of the file."""

from collections.abc import Iterator, Mapping
from typing import Any

from aniworld_core import serde
from aniworld_core.config import invalid
from aniworld_core.errors import InvalidConfig

__all__ = ["joined", "plain"]

_DEEPEST = 20
"""Sections within sections: far more than any plugin has, far less than would exhaust the stack."""


def plain(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the same data once all of it can stand in a settings file; raises InvalidConfig."""
    if not isinstance(data, Mapping):  # what another program hands over need not be one
        raise InvalidConfig(
            f"Settings are names and values, not {data!r}.", hint="Give a JSON object."
        )
    found = list(_unfit(data, ""))
    if found:
        raise invalid(found)
    return data


def joined(stored: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the stored settings, changed by the given ones; None drops one of them."""
    result = dict(stored)
    for name, value in given.items():
        if value is None:
            result.pop(name, None)
        elif isinstance(value, Mapping):
            below = result.get(name)
            section = joined(below if isinstance(below, Mapping) else {}, value)
            if section or name in result or not value:  # dropping makes no empty section
                result[name] = section
        else:
            result[name] = value
    return result


def _unfit(value: object, place: str, depth: int = 0) -> Iterator[serde.Problem]:
    if depth > _DEEPEST:
        yield place, "it is nested too deeply"
        return
    match value:
        case Mapping():
            for name, one in value.items():
                below = f"{place}.{name}" if place else str(name)
                yield from _unfit_text(name, below)
                if one is not None:
                    yield from _unfit(one, below, depth + 1)
        case list() | tuple():
            for index, one in enumerate(value):
                yield from _unfit(one, f"{place}.{index}", depth + 1)
        case bool() | int() | float():
            return
        case _:
            yield from _unfit_text(value, place)


def _unfit_text(value: object, place: str) -> Iterator[serde.Problem]:
    if not isinstance(value, str):
        yield place, f"{value!r} cannot stand in a settings file"
        return
    try:
        value.encode()
    except UnicodeEncodeError:
        yield ascii(place)[1:-1], "the text is not Unicode"
