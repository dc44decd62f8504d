"""Whether foreign values hold what their class promises, down to the last field."""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from typing import Any, get_args, get_origin

from attrs import fields, has

__all__ = ["misfit"]

_Test = Callable[[Any], bool]


def misfit(value: object, kind: Any) -> str | None:
    """Return the name of a field that holds something else than ``kind`` promises, or None.

    Text that no file and no database takes (half of a surrogate pair) fits nowhere.
    """
    return next((name for name, fits in _fields(kind) if not fits(getattr(value, name))), None)


@cache
def _fields(kind: Any) -> tuple[tuple[str, _Test], ...]:
    return tuple((one.name, _test(one.type)) for one in fields(kind)) if has(kind) else ()


@cache
def _test(kind: Any) -> _Test:
    parts = get_args(kind)
    if get_origin(kind) is tuple:
        each = _test(parts[0])
        return lambda value: isinstance(value, tuple) and all(map(each, value))
    if parts:
        some = tuple(map(_test, parts))
        return lambda value: any(fits(value) for fits in some)
    if issubclass(kind, str):
        return lambda value: isinstance(value, kind) and _is_text(value)
    if kind is date:  # a moment is one for Python, but no day
        return lambda value: type(value) is date
    if kind is datetime:
        return lambda value: isinstance(value, datetime) and value.tzinfo is not None
    return lambda value: isinstance(value, kind) and misfit(value, kind) is None


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
