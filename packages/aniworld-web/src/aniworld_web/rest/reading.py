"""From the bytes and texts of a request to the classes that handlers take; nothing unknown is accepted."""

import re
from collections.abc import Mapping
from typing import Any, TypeVar, get_origin

import msgspec
from attrs import AttrsInstance, fields, fields_dict
from starlette.datastructures import QueryParams

from aniworld_core.errors import InvalidRequest

__all__ = ["body", "query"]

T = TypeVar("T", bound=AttrsInstance)
_PLACE = re.compile(r"^(?P<what>.*?)(?: - at `\$(?P<place>.*)`)?$", re.DOTALL)
_EXACT = 2.0**53
"""Below it a float is exactly the number that was written."""
_PART = re.compile(r"\[(\d+|\.\.\.)\]|\.([^.\[\]]+)")


def body(content: bytes, cls: type[T]) -> T:
    """Read a JSON body; raises InvalidRequest."""
    try:
        data = _whole(msgspec.json.decode(content))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InvalidRequest(f"The body is no valid JSON: {error}.") from error
    return _checked(data, cls, strict=True)


def query(parameters: QueryParams, cls: type[T]) -> T:
    """Read the query of an address; a list is given by repeating its name. Raises InvalidRequest."""
    lists = {one.name for one in fields(cls) if get_origin(one.type) is tuple}
    data: dict[str, Any] = {}
    for name, value in parameters.multi_items():
        if name in lists:
            data.setdefault(name, []).append(value)
        elif name in data:
            raise _invalid([(name, "it is given twice")])
        else:
            data[name] = value
    read = _checked(data, cls, strict=False)
    # The word "null" would count as not given, which only leaving a name away does.
    nulls = [name for name in data if getattr(read, name) is None]
    if nulls:
        raise _invalid([(name, "it is null; leave it away instead") for name in nulls])
    return read


def _checked(data: object, cls: type[T], *, strict: bool) -> T:
    if isinstance(data, Mapping):
        known = fields_dict(cls)
        unknown = [
            (str(name), f"unknown; known here: {', '.join(known) or 'nothing'}")
            for name in data
            if name not in known
        ]
        if unknown:
            raise _invalid(unknown)
    try:
        return msgspec.convert(data, cls, strict=strict)
    except msgspec.ValidationError as error:
        raise _invalid([_problem(str(error))]) from error


def _whole(data: Any) -> Any:
    """Return data with 2 for 2.0: JSON has one kind of number, and JSON Schema calls both an integer."""
    match data:
        case float() if data.is_integer() and abs(data) < _EXACT:
            return int(data)
        case dict():
            return {name: _whole(one) for name, one in data.items()}
        case list():
            return [_whole(one) for one in data]
    return data


def _problem(text: str) -> tuple[str, str]:
    match = _PLACE.match(text)
    what, place = (match["what"], match["place"] or "") if match else (text, "")
    return ".".join(index or name for index, name in _PART.findall(place)), what


def _invalid(problems: list[tuple[str, str]]) -> InvalidRequest:
    told = "; ".join(f"{path}: {what}" if path else what for path, what in problems)
    return InvalidRequest(f"The request is wrong: {told}.", problems=tuple(problems))
