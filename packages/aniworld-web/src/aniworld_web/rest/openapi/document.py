"""The whole OpenAPI document."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from aniworld_core import __version__
from aniworld_web.rest.openapi.operations import described
from aniworld_web.rest.openapi.schemas import Schemas
from aniworld_web.rest.operation import Operation

__all__ = ["address_of", "document"]

_INTRODUCTION = """\
Everything that the pages can do. `key` identifies a series everywhere. Every path below `/api` is also
below `/api/v1`, where it stays as it is now. Sign in with `POST /api/auth/login`, or make an API key; send
either as `Authorization: Bearer ...`. Errors are problem documents (RFC 9457) whose `type` is stable.
Times are RFC 3339 in UTC, sizes bytes. What happens is told at once by the WebSocket `/ws/connect`.
"""

_SIGN_IN = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "The token that signing in gives, or an API key.",
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "aniworld_session",
        "description": "What browsers keep after signing in; theirs has `_` and the port behind its name.",
    },
    "key": {"type": "apiKey", "in": "header", "name": "X-API-Key", "description": "An API key."},
}


def document(operations: Sequence[Operation], *, prefix: str = "") -> dict[str, Any]:
    """Return the document of some operations, whose application is served below ``prefix``."""
    schemas = Schemas(operations)
    paths: dict[str, dict[str, Any]] = {}
    for one in operations:
        methods = paths.setdefault(address_of(one), {})
        methods[one.method.lower()] = described(one, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "aniworld library manager",
            "version": __version__,
            "description": _INTRODUCTION,
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": prefix or "/"}],
        "tags": [{"name": tag} for tag in _in_order(one.tag for one in operations)],
        "paths": paths,
        "components": {"schemas": schemas.components, "securitySchemes": _SIGN_IN},
    }


def address_of(operation: Operation) -> str:
    """Return the path as OpenAPI writes it: without the converters of the router."""
    path = re.sub(r"\{(\w+):\w+\}", r"{\1}", operation.path)
    return f"/api{path}" if operation.versioned else path


def _in_order(tags: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(tags))
