"""``/api/openapi.json``: what can be called, for programs."""

import msgspec

from aniworld_web.rest.operation import Answer, Call, Nothing, Operation

__all__ = ["OPERATIONS"]


def openapi(call: Call[Nothing, Nothing]) -> Answer:
    """Describe every operation."""
    from aniworld_web.rest.openapi import document
    from aniworld_web.rest.table import OPERATIONS as ALL

    return Answer(content=msgspec.json.encode(document(ALL, prefix=call.prefix)))


OPERATIONS = (
    Operation(
        method="GET",
        path="/openapi.json",
        handle=openapi,
        summary="Describe this interface in the form of OpenAPI 3.1.",
        tag="description",
        scope=None,
    ),
)
