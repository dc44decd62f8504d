"""Changes the text of a settings file: comments and order stay, and the result is always valid."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import Any, get_origin

import attrs

from aniworld_core.config import Config
from aniworld_core.errors import InvalidConfig, NotFound

__all__ = ["Refusal", "data_of", "with_data", "with_setting", "without_setting"]

_NAME = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*", re.ASCII)
_Section = MutableMapping[str, Any]

Refusal = Callable[[Mapping[str, Any]], None]
"""Raises InvalidConfig for settings that must not be written."""


def data_of(toml: str) -> dict[str, Any]:
    """Return what a TOML text says; raises InvalidConfig."""
    try:
        return tomllib.loads(toml)
    except (ValueError, RecursionError) as error:  # tomllib raises both for hostile numbers, lists
        raise InvalidConfig(
            f"The settings file is no valid TOML: {error}.", hint="Mend it, or restore a backup."
        ) from error


def with_setting(toml: str, name: str, text: str, refuse: Refusal) -> str:
    """Return the file with one setting changed; raises InvalidConfig when the result is refused.

    ``text`` is a TOML value if it can be read as one that fits, else it is taken as it stands; a list
    may also be written ``a, b``.
    """
    *sections, setting = _parts(name)
    if not _is_unicode(text):
        raise InvalidConfig(f"{name}: the text is not Unicode.")

    refusals: list[InvalidConfig] = []
    for value in _values(name, text):
        data = data_of(toml)
        _section(data, sections)[setting] = value
        try:
            return with_data(toml, data, refuse)
        except InvalidConfig as error:
            refusals.append(error)
    raise refusals[0]


def without_setting(toml: str, name: str, refuse: Refusal) -> str:
    """Return the file without one setting, so that its default holds; raises NotFound, InvalidConfig."""
    *sections, setting = _parts(name)
    data = data_of(toml)
    section = _section(data, sections)
    if setting not in section:
        raise NotFound(f"The settings file does not set {name}.", hint="See: aniw config show")
    del section[setting]
    return with_data(toml, data, refuse)


def with_data(toml: str, data: Mapping[str, Any], refuse: Refusal) -> str:
    """Return the file with these settings and no others; raises InvalidConfig when they are refused.

    What stays the same keeps its place and its comments.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    refuse(data)
    try:
        document = tomlkit.parse(toml)
        _align(document, data)
        result = tomlkit.dumps(document)
        if dict(_leaves(tomllib.loads(result))) == dict(_leaves(data)):
            return result
    except (TOMLKitError, ValueError):
        pass
    # tomlkit 0.15 puts some keys into the wrong section where dotted keys stand in one.
    raise InvalidConfig(
        "The settings file is written in a way that this program cannot change.",
        hint="Change it in an editor.",
    )


def _align(section: _Section, data: Mapping[str, Any]) -> None:
    for name in [name for name in section if name not in data]:
        del section[name]
    for name, value in data.items():
        old = section.get(name)
        if isinstance(value, Mapping) and isinstance(old, MutableMapping):
            _align(old, value)
        elif old != value or isinstance(old, bool) is not isinstance(value, bool):  # 1 == True
            section[name] = value


def _leaves(section: Mapping[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[Any, Any]]:
    """Yield every setting by its place; a section without any is as good as none."""
    for name, value in section.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, (*above, name))
        else:
            yield (*above, name), value


def _section(settings: _Section, names: list[str]) -> _Section:
    for name in names:
        settings = settings.setdefault(name, {})
        if not isinstance(settings, MutableMapping):
            raise InvalidConfig(f"{name} is a setting, not a section.")
    return settings


def _parts(name: str) -> list[str]:
    if not _NAME.fullmatch(name):
        raise InvalidConfig(
            f"{name!r} is no name of a setting.", hint="A setting is named like downloads.workers."
        )
    return name.split(".")


def _is_unicode(text: str) -> bool:
    """Tell bytes apart that a terminal passed in and UTF-8 cannot write."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _values(name: str, text: str) -> Iterator[object]:
    """Yield what a text may mean, the likeliest first."""
    try:
        data = tomllib.loads(f"value = {text}")
    except (ValueError, RecursionError):
        data = {}
    if _is_list(name):
        if isinstance(data.get("value"), list) and len(data) == 1:
            yield data["value"]
        yield [word for part in text.split(",") if (word := part.strip())]
        return
    if len(data) == 1:  # more: the text went on with lines of its own
        yield data["value"]
    yield text


def _is_list(name: str) -> bool:
    kind: Any = Config
    for part in name.split("."):
        fields = attrs.fields_dict(kind) if attrs.has(kind) else {}
        kind = fields[part].type if part in fields else None
    return get_origin(kind) is tuple
