"""Every setting as data, for forms and for the page of settings."""

import inspect
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_origin, get_type_hints

from attrs import NOTHING, Attribute, Factory, fields, frozen, has

from aniworld_core import serde
from aniworld_core.config.model import Config
from aniworld_core.config.secrets import is_secret
from aniworld_core.config.setting import Rules, rules

__all__ = ["Section", "Setting", "describe"]

_WORDS = {str: "text", int: "whole number", float: "number", bool: "true or false", Path: "path"}


@frozen(kw_only=True)
class Setting:
    """One setting; ``path`` is its dotted name, ``type`` a word, ``default`` as JSON has it.

    The types are text, whole number, number, true or false, path, list of texts and sections. The
    default of a path that depends on the machine is None.
    """

    path: str
    type: str
    default: Any
    doc: str
    rules: Rules
    secret: bool

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition(".")[2]


@frozen(kw_only=True)
class Section:
    """The settings of one section in order; ``path`` is empty for those at the top."""

    path: str
    doc: str
    settings: tuple[Setting, ...]


def describe(plugins: Mapping[str, type] = MappingProxyType({})) -> tuple[Section, ...]:
    """Describe every setting: the top level, each section of the core, then those of ``plugins``.

    ``plugins`` has the class of each section by its place (``providers.aniworld``), as
    ``Trial.classes`` lists those of the installed plugins.
    """
    own = {name: kind for name, kind in get_type_hints(Config).items() if has(kind)}
    classes: dict[str, type] = {"": Config, **own, **plugins}
    return tuple(
        Section(path=path, doc=inspect.getdoc(cls) or "", settings=tuple(_settings(path, cls)))
        for path, cls in classes.items()
    )


def _settings(section: str, cls: type) -> Iterator[Setting]:
    hints = get_type_hints(cls)
    for one in fields(cls):
        if has(hints[one.name]):
            continue  # a section of its own
        yield Setting(
            path=f"{section}.{one.name}" if section else one.name,
            type=_type(hints[one.name]),
            default=_default(one),
            doc=one.metadata.get("doc", ""),
            rules=rules(one),
            secret=is_secret(one.name),
        )


def _type(kind: Any) -> str:
    if get_origin(kind) is tuple:
        return "list of texts"
    if get_origin(kind) is Mapping:
        return "sections"
    return next((word for one, word in _WORDS.items() if kind in {one, one | None}), "text")


def _default(one: "Attribute[Any]") -> Any:
    if one.default is NOTHING:
        return None
    if isinstance(one.default, Factory):  # type: ignore[arg-type]
        return None
    return serde.unstructure(one.default)
