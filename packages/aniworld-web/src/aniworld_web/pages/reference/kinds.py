"""JSON schemas in words: of what kind a value is, and the fields of an object."""

import inspect
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

__all__ = ["Field", "Kind", "Schema", "kinds", "prose", "schema_of"]

_WORDS = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "object": "object",
    "null": "null",
    "array": "list",
}


@frozen
class Kind:
    """One word about a value; ``schema`` is the component that it names, or nothing."""

    text: str
    schema: str = ""


@frozen(kw_only=True)
class Field:
    """A field or parameter: its kind, whether it has to be there, and what it means."""

    name: str
    kinds: Sequence[Kind]
    required: bool
    meaning: str
    default: str = ""


@frozen(kw_only=True)
class Schema:
    """A component: ``id`` is its full name, ``name`` the last part of it; a plain value has no fields."""

    id: str
    name: str
    meaning: str
    fields: Sequence[Field]
    kinds: Sequence[Kind]


def schema_of(id: str, schema: Mapping[str, Any]) -> Schema:
    """Return a component in words."""
    required = schema.get("required", ())
    fields = [
        _field(name, one, required=name in required)
        for name, one in schema.get("properties", {}).items()
    ]
    return Schema(
        id=id,
        name=id.rpartition(".")[2],
        meaning=prose(schema.get("description", "")),
        fields=fields,
        kinds=() if fields else tuple(kinds(schema)),
    )


def kinds(schema: Mapping[str, Any]) -> Iterator[Kind]:
    """Yield the words that say what a value is."""
    if "$ref" in schema:
        id = schema["$ref"].rpartition("/")[2]
        yield Kind(id.rpartition(".")[2], id)
    elif "anyOf" in schema:
        for index, one in enumerate(schema["anyOf"]):
            if index:
                yield Kind("or")
            yield from kinds(one)
    elif "enum" in schema:
        yield Kind(" | ".join(f'"{one}"' for one in schema["enum"]))
    elif schema.get("type") == "array":
        yield Kind("list of")
        yield from kinds(schema.get("items", {}))
    else:
        yield Kind(_WORDS.get(schema.get("type", ""), "anything"))
        yield from _limits(schema)


def prose(text: str) -> str:
    """Return a docstring as one text with `code` in it."""
    return inspect.cleandoc(text).replace("``", "`")


def _limits(schema: Mapping[str, Any]) -> Iterator[Kind]:
    low, high = schema.get("minimum"), schema.get("maximum")
    if high is not None and abs(high) >= 10**17:  # only there so that it fits into 64 bits
        high = None
    if low is not None and high is not None:
        yield Kind(f"from {low} to {high}")
    elif low is not None:
        yield Kind(f"of at least {low}")
    elif high is not None:
        yield Kind(f"of at most {high}")
    if "maxLength" in schema:
        least = schema.get("minLength", 0)
        span = f"{least} to {schema['maxLength']}" if least else f"at most {schema['maxLength']}"
        yield Kind(f"of {span} characters")


def _field(name: str, schema: Mapping[str, Any], *, required: bool) -> Field:
    default = schema.get("default")
    return Field(
        name=name,
        kinds=tuple(kinds(schema)),
        required=required,
        meaning=prose(_description(schema)),
        default="" if default in (None, (), [], "") else str(default).lower(),
    )


def _description(schema: Mapping[str, Any]) -> str:
    """Return the description of a value, also where it stands beside null."""
    if "description" in schema:
        return str(schema["description"])
    return next((_description(one) for one in schema.get("anyOf", ()) if "description" in one), "")
