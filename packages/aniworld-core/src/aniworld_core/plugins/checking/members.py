"""Whether a plugin's value has what its port asks for: each member, callable as the port says."""

import inspect
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from aniworld_core.errors import AniworldError
from aniworld_core.keys import validate
from aniworld_core.ports import (
    Downloader,
    KnowsLinks,
    ListsNewEpisodes,
    ListsTitles,
    Migrator,
    NameReader,
    OpensLinks,
    Provider,
    RefreshesSeasons,
    Resolver,
    SharesPace,
    ShowsCalendar,
    ShowsCovers,
)

__all__ = ["PORTS", "member_faults", "name_faults"]

PORTS: Mapping[str, type] = MappingProxyType(
    {
        "aniworld_providers": Provider,
        "aniworld_resolvers": Resolver,
        "aniworld_downloaders": Downloader,
        "aniworld_migrators": Migrator,
        "aniworld_name_readers": NameReader,
    }
)
"""The port of each hook whose values have one; a sink is any function, a store opens by an address."""

_ABILITIES: tuple[type, ...] = (
    KnowsLinks,
    ListsNewEpisodes,
    ListsTitles,
    OpensLinks,
    RefreshesSeasons,
    SharesPace,
    ShowsCalendar,
    ShowsCovers,
)


def member_faults(value: object, port: type) -> Iterator[str]:
    """Yield what a value lacks of a port, and of the abilities that it has begun to have."""
    yield from _faults(value, port)
    if port is not Provider:
        return
    for ability in _ABILITIES:
        # One that has none of an ability does not want it; one that has a part forgot the rest.
        if any(hasattr(value, member) for member in _members(ability)):
            yield from _faults(value, ability)


def name_faults(value: object, port: type) -> Iterator[str]:
    """Yield what is wrong with a value's name; a provider's also stands in settings and keys."""
    try:
        name = getattr(value, "name", None)
    except Exception as error:  # noqa: BLE001 - a property of a plugin is foreign code
        yield f"its name cannot be read: {type(error).__name__}: {error}"
        return
    if not isinstance(name, str) or not name:
        yield f"its name is {name!r}, not a text"
    elif port is Provider:
        try:
            validate(name)
        except AniworldError as error:
            yield f"its name cannot stand in settings and keys: {error.message}"


def _faults(value: object, port: type) -> Iterator[str]:
    for name, member in _members(port).items():
        if not hasattr(value, name):
            yield f"it has no {name}, which {port.__name__} asks for"
        elif callable(member):
            yield from _call_faults(name, getattr(value, name), member)


def _call_faults(name: str, method: object, asked: object) -> Iterator[str]:
    if not callable(method):
        yield f"{name} is {type(method).__name__}, not a method"
        return
    if not callable(asked):
        return
    wanted = [one for one in inspect.signature(asked).parameters if one != "self"]
    try:
        inspect.signature(method).bind(*wanted)
    except TypeError:
        yield f"{name} cannot be called as {name}({', '.join(wanted)})"
    except ValueError:
        return  # some functions written in C do not tell their arguments
    if inspect.iscoroutinefunction(method):
        yield f"{name} is async, but ports are plain functions: threads call them"
    if inspect.isgeneratorfunction(method) and name != "read":
        yield f"{name} is a generator, but its answer has to be a list or tuple"


def _members(port: type) -> Mapping[str, object]:
    return {name: member for name, member in vars(port).items() if not name.startswith("_")}
