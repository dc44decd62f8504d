"""The OpenAPI document as what the page lists: operations by their tags, and the data they speak of."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from attrs import frozen

from aniworld_web.pages.reference.kinds import Field, Kind, Schema, kinds, prose, schema_of

__all__ = ["Group", "Reference", "Response", "Route", "reference"]


@frozen(kw_only=True)
class Response:
    """One status that an operation can answer with."""

    status: str
    meaning: str
    kinds: Sequence[Kind]


@frozen(kw_only=True)
class Route:
    """An operation; ``scope`` is read, write, or nothing where everybody may call it."""

    id: str
    method: str
    path: str
    summary: str
    scope: str
    parameters: Sequence[Field]
    body: Schema | None
    responses: Sequence[Response]


@frozen(kw_only=True)
class Group:
    """The operations of one tag."""

    name: str
    routes: Sequence[Route]


@frozen(kw_only=True)
class Reference:
    """All there is to read."""

    introduction: str
    version: str
    groups: Sequence[Group]
    schemas: Sequence[Schema]


@cache
def reference(prefix: str) -> Reference:
    """Return the reference of the application below a prefix; it does not change while it runs."""
    from aniworld_web.rest.openapi import document
    from aniworld_web.rest.table import OPERATIONS

    described = document(OPERATIONS, prefix=prefix)
    components = described["components"]["schemas"]
    routes = list(_routes(described["paths"], components))
    return Reference(
        introduction=prose(described["info"]["description"]),
        version=described["info"]["version"],
        groups=[
            Group(name=tag["name"], routes=[one for name, one in routes if name == tag["name"]])
            for tag in described["tags"]
        ],
        schemas=[schema_of(id, components[id]) for id in sorted(components, key=_last_part)],
    )


def _routes(paths: Mapping[str, Any], components: Mapping[str, Any]) -> Iterator[tuple[str, Route]]:
    for path, methods in paths.items():
        for method, one in methods.items():
            yield one["tags"][0], _route(method.upper(), path, one, components)


def _route(method: str, path: str, one: Mapping[str, Any], components: Mapping[str, Any]) -> Route:
    return Route(
        id=one["operationId"],
        method=method,
        path=path,
        summary=one["summary"],
        scope=one.get("x-scope", ""),
        parameters=[_parameter(given) for given in one["parameters"]],
        body=_body(one, components),
        responses=[_response(status, answer) for status, answer in one["responses"].items()],
    )


def _parameter(given: Mapping[str, Any]) -> Field:
    schema = given["schema"]
    default = schema.get("default")
    return Field(
        name=given["name"],
        kinds=tuple(kinds(schema)),
        required=given["required"],
        meaning=prose(given.get("description", "")),
        default="" if default in (None, (), [], "") else str(default).lower(),
    )


def _body(one: Mapping[str, Any], components: Mapping[str, Any]) -> Schema | None:
    if "requestBody" not in one:
        return None
    (schema,) = (content["schema"] for content in one["requestBody"]["content"].values())
    id = schema["$ref"].rpartition("/")[2]
    return schema_of(id, components[id])


def _response(status: str, answer: Mapping[str, Any]) -> Response:
    contents = [content["schema"] for content in answer.get("content", {}).values() if content]
    return Response(
        status=status,
        meaning=prose(answer["description"]),
        kinds=tuple(kinds(contents[0])) if contents else (),
    )


def _last_part(id: str) -> tuple[str, str]:
    return id.rpartition(".")[2].casefold(), id
