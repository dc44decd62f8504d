"""Every operation of the REST interface in one table: routes, OpenAPI and docs/rest.md are made of it."""

from aniworld_web.rest import api_keys, auth, describing
from aniworld_web.rest.operation import Operation

__all__ = ["OPERATIONS"]

OPERATIONS: tuple[Operation, ...] = (
    *auth.OPERATIONS,
    *api_keys.OPERATIONS,
    *describing.OPERATIONS,
)
