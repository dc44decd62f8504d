"""Making a transaction again that the database gave up because two waited for each other."""

import random
import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from aniworld_core.errors import StoreError

__all__ = ["gave_up", "repeated"]

P = ParamSpec("P")
T = TypeVar("T")

_PAUSES = (0.01, 0.05, 0.2, 0.5)
"""Seconds to wait at most before each further try."""

_STATES = {"40001", "40P01"}  # PostgreSQL: serialization failure, deadlock
_NUMBERS = {1020, 1213}  # MariaDB: the record changed meanwhile, deadlock


def repeated(call: Callable[P, T]) -> Callable[P, T]:
    """Let a call that is one transaction be made again a few times; the last failure comes out."""

    @wraps(call)
    def try_again(*args: P.args, **kwargs: P.kwargs) -> T:
        for pause in _PAUSES:
            try:
                return call(*args, **kwargs)
            except StoreError as error:
                if not gave_up(error):
                    raise
            # By chance, so that the two do not meet again.
            time.sleep(random.uniform(0, pause))  # noqa: S311 - no secret
        return call(*args, **kwargs)

    return try_again


def gave_up(error: StoreError) -> bool:
    """Tell whether nothing is wrong but that two transactions were in each other's way."""
    cause = error.__cause__
    if getattr(cause, "sqlstate", None) in _STATES:
        return True
    return bool(cause and cause.args and cause.args[0] in _NUMBERS)
