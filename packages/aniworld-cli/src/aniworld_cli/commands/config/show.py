"""``aniw config show``: the settings in force."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import click

from aniworld_cli.command import Command
from aniworld_cli.invocation import Invocation
from aniworld_core import serde
from aniworld_core.config import hidden

__all__ = ["command"]


@click.command("show", cls=Command)
@click.pass_obj
def command(invocation: Invocation, /) -> None:
    """Show the settings in force: of the file, the environment and the options together.

    Those of installed plugins are among them. Passwords and other secrets show as ***.
    """
    settings = serde.unstructure(invocation.config)
    for place, section in invocation.trial(invocation.config).sections.items():
        group, _, name = place.partition(".")
        settings[group][name] = serde.unstructure(section)
    shown = hidden(settings)
    invocation.out.show(lambda: {"settings": shown}, _lines(shown, ""))


def _lines(settings: Mapping[str, Any], above: str) -> Iterator[str]:
    for name, value in settings.items():
        if isinstance(value, Mapping):
            yield from _lines(value, f"{above}{name}.")
        else:
            text = "(not set)" if value is None else json.dumps(value, ensure_ascii=False)
            yield f"{above}{name} = {text}"
