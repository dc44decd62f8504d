"""One operation as OpenAPI describes it."""

import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from aniworld_core.errors import (
    AniworldError,
    InvalidRequest,
    NotAllowed,
    NotSignedIn,
    StoreError,
)
from aniworld_web.problems import MEDIA_TYPE, Problem, type_of
from aniworld_web.rest.openapi.schemas import Schemas
from aniworld_web.rest.operation import Operation

__all__ = ["described", "refusals"]

_PARAMETER = re.compile(r"\{(\w+)(?::(\w+))?\}")
_TEXT = {"type": "string", "minLength": 1}
_NUMBER = {"type": "integer", "minimum": 0, "maximum": 10**18 - 1}
_EMPTY = (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)


def described(operation: Operation, schemas: Schemas) -> dict[str, Any]:
    """Return the operation object."""
    form: dict[str, Any] = {
        "summary": operation.summary,
        "operationId": _id(operation),
        "tags": [operation.tag],
        "parameters": [*_of_path(operation), *_of_query(operation, schemas)],
        "responses": _responses(operation, schemas),
        "security": []
        if operation.scope is None
        else [{"bearer": []}, {"session": []}, {"key": []}],
    }
    if operation.scope is not None:
        form["x-scope"] = operation.scope.value
    if operation.deprecated:
        form["deprecated"] = True
    if operation.body is not None:
        form["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": schemas.of(operation.body)}},
        }
    return form


def refusals(operation: Operation) -> dict[int, list[type[AniworldError]]]:
    """Return the errors that an operation can answer with, by HTTP status."""
    errors = list(operation.errors)
    if operation.scope is not None:  # who asks is looked up in the store
        errors += [NotSignedIn, NotAllowed, StoreError]
    if operation.body is not None or operation.query is not None:
        errors.append(InvalidRequest)
    found: dict[int, list[type[AniworldError]]] = {}
    for error in dict.fromkeys(errors):
        found.setdefault(error.status, []).append(error)
    return dict(sorted(found.items()))


def _id(operation: Operation) -> str:
    words = re.findall(r"[A-Za-z0-9]+", _PARAMETER.sub(r"by_\1", operation.path))
    return "_".join([operation.method.lower(), *words]).replace("-", "_")


def _of_path(operation: Operation) -> Iterator[dict[str, Any]]:
    for name, kind in _PARAMETER.findall(operation.path):
        schema = _NUMBER if kind == "number" else _TEXT
        yield {"name": name, "in": "path", "required": True, "schema": schema}


def _of_query(operation: Operation, schemas: Schemas) -> Iterator[dict[str, Any]]:
    if operation.query is None:
        return
    for name, schema, required in schemas.fields(operation.query):
        parameter: dict[str, Any] = {"name": name, "in": "query", "required": required}
        if text := schema.get("description"):
            parameter["description"] = text
        yield parameter | {"schema": schema}


def _responses(operation: Operation, schemas: Schemas) -> dict[str, Any]:
    responses = {str(operation.status): _good(operation, schemas)}
    if operation.listing or operation.tagged:
        responses["304"] = {"description": "What the client has is still so."}
    for status, errors in refusals(operation).items():
        kinds = "; ".join(f"`{type_of(error)}`" for error in errors)
        responses.setdefault(str(status), _refusal(f"{_meaning(errors)} Types: {kinds}.", schemas))
    if operation.body is not None:
        responses["413"] = _refusal("The body is too large.", schemas)
        responses["415"] = _refusal("The body is not sent as application/json.", schemas)
    return responses


def _good(operation: Operation, schemas: Schemas) -> dict[str, Any]:
    form: dict[str, Any] = {"description": HTTPStatus(operation.status).phrase}
    if operation.status in _EMPTY:
        return form
    if operation.answer is not None:
        form["content"] = {operation.media_type: {"schema": schemas.of(operation.answer)}}
    elif operation.media_type != "application/json":
        form["content"] = {operation.media_type: {}}
    return form


def _refusal(text: str, schemas: Schemas) -> dict[str, Any]:
    return {"description": text, "content": {MEDIA_TYPE: {"schema": schemas.of(Problem)}}}


def _meaning(errors: list[type[AniworldError]]) -> str:
    return " ".join((error.__doc__ or "").partition("\n")[0] for error in errors)
