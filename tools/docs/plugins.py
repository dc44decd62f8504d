"""The guide for authors of plugins: a text, the files that it shows, and every port."""

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

from aniworld_core import ports, testing
from tools.docs.markdown import GENERATED, doc
from tools.docs.plugin_names import entities, scraping

__all__ = ["page", "shown_ports"]

_REPOSITORY = Path(__file__).resolve().parents[2]
_TEXT = Path(__file__).with_name("plugins.md.txt")
_FILE = re.compile(r"\{\{file: (\S+)\}\}")

_CONTRACTS = {
    "Provider": "ProviderContract",
    "Resolver": "ResolverContract",
    "Downloader": "DownloaderContract",
    "Migrator": "MigratorContract",
    "Store": "StoreContract",
    "Relay": "RelayContract",
    "CountsHits": "HitsContract",
}
_HOOKS = {
    "Provider": "aniworld_providers",
    "Resolver": "aniworld_resolvers",
    "Downloader": "aniworld_downloaders",
    "Migrator": "aniworld_migrators",
    "NameReader": "aniworld_name_readers",
    "Store": "aniworld_open_store",
    "Relay": "aniworld_open_relay",
}
_ABILITIES = {
    "Provider": (
        "KnowsLinks",
        "OpensLinks",
        "ShowsCovers",
        "ListsTitles",
        "ListsNewEpisodes",
        "ShowsCalendar",
        "RefreshesSeasons",
        "SharesPace",
    ),
    "Relay": ("CountsHits", "Answers"),
}
_SINKS = """
### Sinks and commands

A sink is any function that takes an [event](events.md) and returns fast: hook
[aniworld_sinks](hooks.md#aniworld_sinks). Commands of `aniw` come by
[aniworld_commands](hooks.md#aniworld_commands).
"""


def page() -> str:
    """Return docs/plugins.md."""
    text = _FILE.sub(lambda found: _read(found[1]), _TEXT.read_text("utf-8"))
    sections = "\n".join([*map(_section, shown_ports()), _SINKS.strip()])
    for mark, part in (("ports", sections), ("entities", entities()), ("scraping", scraping())):
        text = text.replace(f"{{{{{mark}}}}}", part)
    return f"# Plugins\n\n{GENERATED}\n\n{text.strip()}\n"


def shown_ports() -> Iterator[str]:
    """Yield the name of every port and ability that a plugin may fulfil."""
    for name in _HOOKS:
        yield name
        yield from _ABILITIES.get(name, ())


def _section(name: str) -> str:
    port = getattr(ports, name)
    text = f"### {name}\n\n{doc(port)}\n\n{_members(port)}\n"
    if name in _HOOKS:
        hook = _HOOKS[name]
        text += f"\nHook: [{hook}](hooks.md#{hook}), with the smallest plugin.\n"
    if name in _CONTRACTS:
        contract = _CONTRACTS[name]
        text += (
            f"\n`aniworld_core.testing.{contract}`: {_lowered(doc(getattr(testing, contract)))}\n"
        )
    return text


def _lowered(text: str) -> str:
    """Return a docstring with its example as a block of code, to follow a colon."""
    before, _, example = text.partition("::\n\n")
    if not example:
        return before[0].lower() + before[1:]
    lines = example.splitlines()
    inside = [line for line in lines if not line or line.startswith(" ")]
    after = "\n".join(line for line in lines if line and not line.startswith(" "))
    code = inspect.cleandoc("\n" + "\n".join(inside))
    return f"{before[0].lower()}{before[1:]}:\n\n```py\n{code}\n```" + (
        f"\n\n{after}" if after else ""
    )


def _members(port: type) -> str:
    source = ast.parse(inspect.cleandoc("\n" + inspect.getsource(port))).body[0]
    if not isinstance(source, ast.ClassDef):
        raise TypeError(f"{port} is no class.")
    return "\n".join(_member(one) for one in source.body if isinstance(one, ast.FunctionDef))


def _member(one: ast.FunctionDef) -> str:
    arguments = ast.unparse(one.args).removeprefix("self").removeprefix(", ")
    result = ast.unparse(one.returns) if one.returns else "None"
    form = "" if one.decorator_list else f"({arguments})"
    meaning = " ".join((ast.get_docstring(one) or "").replace("``", "`").split())
    meaning = re.sub(r":\w+:`[~.]?([^`]*)`", r"`\1`", meaning)
    return f"- `{one.name}{form} -> {result}`: {meaning}"


def _read(path: str) -> str:
    return (_REPOSITORY / path).read_text("utf-8").strip()
