"""A property that is made when it is first asked for, and once only, whichever thread asks."""

from collections.abc import Callable
from functools import cached_property
from threading import RLock
from typing import Any, TypeVar, overload

__all__ = ["once"]

T = TypeVar("T")


class once(cached_property[T]):  # noqa: N801 - it stands where functools.cached_property would
    """functools.cached_property with the lock that it lost in Python 3.12.

    Without it, threads that come first together would each get a service, or a provider, of their own.
    """

    def __init__(self, func: Callable[[Any], T]) -> None:
        super().__init__(func)
        self._making = RLock()

    @overload
    def __get__(self, instance: None, owner: type | None = None) -> "once[T]": ...

    @overload
    def __get__(self, instance: object, owner: type | None = None) -> T: ...

    def __get__(self, instance: object | None, owner: type | None = None) -> "once[T] | T":
        """Return the value; only its first readers come here, later ones find it on the instance."""
        if instance is None:
            return self
        with self._making:
            return super().__get__(instance, owner)
