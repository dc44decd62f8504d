"""The page of settings: every section with each setting's type, default and meaning."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_type_hints

import attrs

from aniworld_core import serde
from aniworld_core.config import Config
from aniworld_downloaders_ytdlp.options import Options
from aniworld_providers_aniworld.site import AniworldConfig
from tools.docs.markdown import GENERATED, doc, table

__all__ = ["page", "sections"]

_INTRODUCTION = """
Settings come from four places, the later ones win: the defaults below, the TOML file, the
environment, the options of the command. `aniw config path` tells where the file is,
`aniw config show` what is in force, `aniw config check` what is wrong; an unknown setting is an
error, with a guess at what was meant.

```toml
library = "/srv/anime"

[downloads]
languages = ["ger-dub", "ger-sub"]
workers = 3

[providers.aniworld]
base_url = "https://aniworld.to"
```

In the environment two underscores stand between section and setting, and a list is written with
commas: `ANIWORLD_DOWNLOADS__WORKERS=3`, `ANIWORLD_DOWNLOADS__LANGUAGES=ger-dub,ger-sub`.
"""
_PLUGINS = {"providers.aniworld": AniworldConfig, "plugins.ytdlp": Options}
_PLAIN_VARIABLES = {"library", "data", "store"}
_WORDS = {str: "text", int: "whole number", float: "number", Path: "path"}


def page() -> str:
    """Return docs/settings.md."""
    parts = [f"# Settings\n\n{GENERATED}\n{_INTRODUCTION}"]
    for section, cls in sections():
        head = f"## [{section}]" if section else "## Top level"
        rows = [_row(section, setting, get_type_hints(cls)) for setting in _settings(cls)]
        columns = ("Setting", "Type", "Default", "Meaning", "Environment")
        parts.append(f"{head}\n\n{doc(cls)}\n\n{table(columns, rows)}\n")
    return "\n".join(parts)


def sections() -> Iterator[tuple[str, type]]:
    """Yield the top level and every section with the class that holds it."""
    yield "", Config
    for name, kind in get_type_hints(Config).items():
        if attrs.has(kind):
            yield name, kind
    yield from _PLUGINS.items()


def _settings(cls: type) -> Iterator[Any]:
    for setting in attrs.fields(cls):
        if "doc" in setting.metadata:
            yield setting


def _row(section: str, setting: Any, hints: Mapping[str, Any]) -> tuple[str, ...]:
    name = setting.name
    return (
        f"`{name}`",
        _type(hints[name]),
        _default(setting.default),
        setting.metadata["doc"],
        _variable(section, name),
    )


def _type(kind: Any) -> str:
    if getattr(kind, "__origin__", None) is tuple:
        return "list of texts"
    for plain, word in _WORDS.items():
        if kind in {plain, plain | None}:
            return word
    return "sections"


def _default(value: Any) -> str:
    if value in {None, attrs.NOTHING} or isinstance(value, attrs.Factory):  # type: ignore[arg-type]
        return ""
    return f"`{json.dumps(serde.unstructure(value), ensure_ascii=False)}`"


def _variable(section: str, name: str) -> str:
    if section:
        return f"`ANIWORLD_{section.replace('.', '__').upper()}__{name.upper()}`"
    return f"`ANIWORLD_{name.upper()}`" if name in _PLAIN_VARIABLES else ""
