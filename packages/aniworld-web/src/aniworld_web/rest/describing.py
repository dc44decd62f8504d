"""``/api/openapi.json``: what can be called, for programs."""

from collections.abc import Callable, Sequence
from functools import lru_cache

import msgspec

from aniworld_web.rest.openapi import document
from aniworld_web.rest.operation import Answer, Call, Nothing, Operation

__all__ = ["describing"]


def describing(everything: Callable[[], Sequence[Operation]]) -> Operation:
    """Return the operation that describes ``everything``, itself included."""

    @lru_cache(
        maxsize=4
    )  # everybody may ask for it, and to make it takes the time of many other answers
    def written(prefix: str) -> bytes:
        return msgspec.json.encode(document(everything(), prefix=prefix))

    def openapi(call: Call[Nothing, Nothing]) -> Answer:
        return Answer(content=written(call.prefix))

    return Operation(
        method="GET",
        path="/openapi.json",
        handle=openapi,
        summary="Describe this interface in the form of OpenAPI 3.1.",
        tag="description",
        scope=None,
    )
