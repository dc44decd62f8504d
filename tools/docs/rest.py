"""The page of the REST interface: every operation with what it takes, gives and refuses."""

from collections.abc import Iterator, Mapping
from typing import Any

from aniworld_core.errors import AniworldError
from aniworld_web.problems import type_of
from aniworld_web.rest.openapi import document
from aniworld_web.rest.openapi.document import address_of
from aniworld_web.rest.openapi.operations import refusals
from aniworld_web.rest.operation import Operation
from aniworld_web.rest.table import OPERATIONS
from tools.docs.markdown import GENERATED, table

__all__ = ["page"]

_INTRODUCTION = """
`aniw serve` answers these; the running program shows the same at `/api/docs`, and for programs as
OpenAPI 3.1 at `/api/openapi.json`. Every path below `/api` is also below `/api/v1`, where it stays as
it is now. `key` identifies a series everywhere; `folder` is only where its files are.

Sign in with `POST /api/auth/login`, or make an API key on the page *Settings* or with
`aniw auth keys add NAME`, and send either one with every request:

```console
$ curl -H "Authorization: Bearer $KEY" http://127.0.0.1:8765/api/anime
```

Bodies are JSON, unknown fields are refused. Errors are problem documents (RFC 9457): `type` is stable,
`detail` says what happened, `hint` what to do next, `errors` which field is wrong. Lists carry an
`ETag`; with `If-None-Match` an unchanged one is answered with 304. Times are RFC 3339 in UTC, sizes
bytes.
"""


def page() -> str:
    """Return docs/rest.md."""
    whole = document(OPERATIONS)
    components = whole["components"]["schemas"]
    parts = [f"# REST interface\n\n{GENERATED}\n{_INTRODUCTION}"]
    for tag in (tag["name"] for tag in whole["tags"]):
        parts.append(f"## {tag.capitalize()}\n")
        parts += [
            _operation(one, whole["paths"][address_of(one)][one.method.lower()])
            for one in OPERATIONS
            if one.tag == tag
        ]
    parts.append("## Objects\n")
    parts += [_component(name, schema) for name, schema in sorted(components.items())]
    return "\n".join(parts)


def _operation(one: Operation, form: Mapping[str, Any]) -> str:
    lines = [f"### {one.method} {address_of(one)}", "", one.summary, ""]
    lines += [f"- **Needs**: {f'scope `{one.scope}`' if one.scope else 'nothing'}"]
    if form["parameters"]:
        names = ", ".join(f"`{each['name']}`" for each in form["parameters"])
        lines.append(f"- **Parameters**: {names}")
    if one.body is not None:
        lines.append(f"- **Body**: {_link(one.body.__name__)}")
    lines.append(f"- **Answer**: {one.status}{_answer(one)}")
    told = [f"{status} {', '.join(map(_error, kinds))}" for status, kinds in refusals(one).items()]
    if told:
        lines.append(f"- **Refusals**: {'; '.join(told)}")
    return "\n".join([*lines, ""])


def _answer(one: Operation) -> str:
    if one.answer is not None:
        return f", {_link(one.answer.__name__)}"
    return "" if one.media_type == "application/json" else f", `{one.media_type}`"


def _error(kind: type[AniworldError]) -> str:
    return f"`{type_of(kind).rpartition(':')[2]}`"


def _component(name: str, schema: Mapping[str, Any]) -> str:
    required = schema.get("required", ())
    rows = [
        (f"`{field}`", _type(form), "yes" if field in required else "", form.get("description", ""))
        for field, form in schema.get("properties", {}).items()
    ]
    fields = f"\n\n{table(('Field', 'Type', 'Always', 'Meaning'), rows)}" if rows else ""
    return f"### {name}\n\n{schema.get('description', '')}{fields}\n"


def _type(form: Mapping[str, Any]) -> str:
    return " or ".join(_types(form)) or "anything"


def _types(form: Mapping[str, Any]) -> Iterator[str]:
    if "$ref" in form:
        yield _link(form["$ref"].rpartition("/")[2])
    elif "anyOf" in form:
        for part in form["anyOf"]:
            yield from _types(part)
    elif "enum" in form:
        yield " or ".join(f"`{value}`" for value in form["enum"])
    elif form.get("type") == "array":
        yield f"list of {_type(form.get('items', {}))}"
    elif "type" in form:
        yield form["type"]


def _link(name: str) -> str:
    return f"[{name}](#{name.lower()})"
