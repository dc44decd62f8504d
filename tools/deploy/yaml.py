"""Plain values as YAML: mappings, lists, texts, whole numbers and truth values."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

__all__ = ["Value", "written"]

Value: TypeAlias = str | int | Mapping[str, "Value"] | Sequence["Value"]

# What YAML could take for something else than a text stands in quotes, as in JSON, which is YAML too.
_PLAIN = re.compile(r"[A-Za-z/.][A-Za-z0-9_./-]*")
_WORDS = {"true", "false", "yes", "no", "on", "off", "null", "y", "n"}


def written(value: Mapping[str, Value]) -> str:
    """Return a mapping as a YAML document; an empty one as a value is ``{}``."""
    return "".join(f"{line}\n" for line in _mapping(value))


def _mapping(value: Mapping[str, Value]) -> Iterator[str]:
    for key, one in value.items():
        if isinstance(one, str | int) or not one:
            yield f"{_scalar(key)}: {_scalar(one)}"
            continue
        yield f"{_scalar(key)}:"
        yield from (f"  {line}" for line in _lines(one))


def _lines(value: Value) -> Iterator[str]:
    if isinstance(value, str | int) or not value:
        yield _scalar(value)
    elif isinstance(value, Mapping):
        yield from _mapping(value)
    else:
        for one in value:
            first, *others = _lines(one)
            yield f"- {first}"
            yield from (f"  {line}" for line in others)


def _scalar(value: Value) -> str:
    if isinstance(value, str) and _PLAIN.fullmatch(value) and value.lower() not in _WORDS:
        return value
    return json.dumps(value)
