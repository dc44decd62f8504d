"""The schemas of all bodies, queries and answers, made by msgspec from the attrs classes."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from aniworld_web.problems import Problem
from aniworld_web.rest.operation import Operation

__all__ = ["REFERENCE", "Schemas"]

REFERENCE = "#/components/schemas/{name}"


class Schemas:
    """Schemas by class; ``components`` are those that the document holds by name."""

    def __init__(self, operations: Sequence[Operation]) -> None:
        classes = list(dict.fromkeys([Problem, *_classes(operations)]))
        schemas, self.components = msgspec.json.schema_components(
            classes, ref_template=REFERENCE, schema_hook=_text
        )
        self._by_class = dict(zip(classes, schemas, strict=True))
        taken = {one.body for one in operations}
        for cls in taken - {None}:
            self._object(cls)["additionalProperties"] = False

    def of(self, cls: type) -> dict[str, Any]:
        """Return the schema that stands for a class: a reference to its component."""
        return self._by_class[cls]

    def fields(self, cls: type) -> Iterator[tuple[str, dict[str, Any], bool]]:
        """Yield name, schema and whether it is required for every field of a class."""
        schema = self._object(cls)
        required = schema.get("required", ())
        for name, field in schema["properties"].items():
            yield name, _given(field), name in required

    def _object(self, cls: type | None) -> dict[str, Any]:
        assert cls is not None  # noqa: S101 - for the type checker
        schema: dict[str, Any] = self.components[self._by_class[cls]["$ref"].rpartition("/")[2]]
        return schema


def _classes(operations: Sequence[Operation]) -> Iterator[type]:
    for one in operations:
        yield from (cls for cls in (one.body, one.query, one.answer) if cls is not None)


def _given(field: dict[str, Any]) -> dict[str, Any]:
    """Return a schema without null, which the query of an address cannot say."""
    others = [one for one in field.get("anyOf", ()) if one != {"type": "null"}]
    return others[0] if len(others) == 1 else field


def _text(_: type) -> dict[str, Any]:
    """Describe what is written as its text, such as keys and languages."""
    return {"type": "string"}
