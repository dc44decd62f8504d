"""docs/cli.md is what the program says of itself, and every command's JSON has a shape."""

from pathlib import Path

import click
import pytest

from aniworld_cli import document
from aniworld_cli.groups import LazyGroup
from aniworld_cli.main import program
from aniworld_cli.shapes import SHAPES

_PAGE = Path(__file__).parents[3] / "docs" / "cli.md"


def commands(group: LazyGroup, above: str = "") -> dict[str, click.Command]:
    """Return all built-in commands that do something, by their path."""
    found: dict[str, click.Command] = {}
    for name in group.commands:
        command = group.load(name)
        if isinstance(command, LazyGroup):
            found |= commands(command, f"{above}{name} ")
        if not isinstance(command, LazyGroup) or command.invoke_without_command:
            found[f"{above}{name}"] = command
    return found


ALL = commands(program())


def test_the_page_is_up_to_date() -> None:
    hint = "run: python -m aniworld_cli.document > docs/cli.md"
    assert _PAGE.read_text("utf-8") == document.page(), hint


def test_every_shape_belongs_to_a_command() -> None:
    ways = {"FOLDER KEY", "--accept-certain", "--no-series FOLDER", "--forget FOLDER"}
    assert set(SHAPES) - set(ALL) == {
        "missing --upgrades",
        "undo --list",
        *(f"match {way}" for way in ways),
    }
    assert set(ALL) <= set(SHAPES)


@pytest.mark.parametrize("path", sorted(ALL))
def test_every_command_explains_itself(path: str) -> None:
    command = ALL[path]
    assert command.help
    for param in command.params:
        assert getattr(param, "help", None), param.name


@pytest.mark.parametrize("path", sorted(ALL))
def test_the_short_help_of_the_list_fits_the_line(path: str) -> None:
    assert len(ALL[path].get_short_help_str(80)) <= 80


_WRITES = {
    "add",
    "config backup",
    "config restore",
    "config set",
    "config unset",
    "download",
    "edit",
    "ignore",
    "match",
    "migrate",
    "plugins new",
    "quarantine drop",
    "quarantine retry",
    "queue add",
    "queue clear",
    "queue move",
    "queue pause",
    "queue remove",
    "queue resume",
    "queue retry",
    "remove",
    "rename",
    "restore",
    "scan",
    "trash drop",
    "trash empty",
    "trash restore",
    "undo",
    "workers drain",
    "workers stop",
}


@pytest.mark.parametrize("path", sorted(ALL))
def test_what_writes_has_a_dry_run_and_nothing_else_has(path: str) -> None:
    has = any("--dry-run" in param.opts for param in ALL[path].params)
    assert has == (path in _WRITES)
