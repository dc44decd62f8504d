"""The page of settings: every section with each setting's type, default and meaning."""

import json

from aniworld_core.config import Setting, describe
from aniworld_downloaders_ytdlp.options import Options
from aniworld_providers_aniworld.site import AniworldConfig
from aniworld_providers_sto.site import StoConfig
from aniworld_web.config import WebConfig
from tools.docs.markdown import GENERATED, markdown, table

__all__ = ["page"]

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
commas: `ANIWORLD_DOWNLOADS__WORKERS=3`, `ANIWORLD_DOWNLOADS__LANGUAGES=ger-dub,ger-sub`. The URLs of
store and relay may hold a password: `ANIWORLD_STORE_FILE` and `ANIWORLD_RELAY_FILE` name files that hold
them, which neither a list of processes nor a child process shows.
"""
_PLUGINS = {
    "providers.aniworld": AniworldConfig,
    "providers.sto": StoConfig,
    "plugins.ytdlp": Options,
    "plugins.web": WebConfig,
}
_PLAIN_VARIABLES = {"library", "data", "host_label", "relay", "store"}


def page() -> str:
    """Return docs/settings.md."""
    parts = [f"# Settings\n\n{GENERATED}\n{_INTRODUCTION}"]
    columns = ("Setting", "Type", "Default", "Meaning", "Environment")
    for section in describe(_PLUGINS):
        head = f"## [{section.path}]" if section.path else "## Top level"
        rows = table(columns, map(_row, section.settings))
        parts.append(f"{head}\n\n{markdown(section.doc)}\n\n{rows}\n")
    return "\n".join(parts)


def _row(one: Setting) -> tuple[str, ...]:
    default = "" if one.default is None else f"`{json.dumps(one.default, ensure_ascii=False)}`"
    return f"`{one.name}`", _type(one), default, one.doc, _variable(one.path)


def _type(one: Setting) -> str:
    rules = one.rules
    if rules.choices:
        return f"{one.type}: {', '.join(rules.choices)}{', ...' * rules.others}"
    match rules.low, rules.high:
        case None, None:
            return one.type
        case low, None:
            return f"{one.type}, {_number(low)} or more"
        case None, high:
            return f"{one.type}, at most {_number(high)}"
        case low, high:
            return f"{one.type}, {_number(low)} to {_number(high)}"


def _number(value: float | None) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _variable(path: str) -> str:
    if "." in path or path in _PLAIN_VARIABLES:
        return f"`ANIWORLD_{path.replace('.', '__').upper()}`"
    return ""
