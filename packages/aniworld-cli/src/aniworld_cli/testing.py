"""For tests of commands, also of plugins: runs them in the test's process and holds JSON to its shape."""

# ruff: noqa: S101 - tests are made of assertions

import json
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from aniworld_cli import hookspecs
from aniworld_cli.drawing import resolved
from aniworld_cli.main import program
from aniworld_cli.shapes import ERROR, SHAPES, OrNull
from aniworld_core.plugins import PluginManager
from aniworld_core.testing.world import VIDEO, World

__all__ = ["Aniw", "fits"]


class Aniw:
    """Runs commands in this process, over one world and one library folder."""

    def __init__(self, world: World, root: Path, home: Path) -> None:
        self.world = world
        self.root = root
        self.manager = PluginManager(hookspecs)
        self.manager.add(world, "world")
        self.environment = {
            "XDG_CONFIG_HOME": str(home / "config"),
            "ANIWORLD_LIBRARY": str(root),
            "ANIWORLD_DATA": str(home / "data"),
            "ANIWORLD_STORE": "memory:",
            "ANIWORLD_DOWNLOADS__RESERVE": "0",
            "ANIWORLD_DOWNLOADS__BACKOFF": "0",
            "ANIWORLD_DOWNLOADS__PATIENCE": "0",
        }

    def __call__(self, *args: str, code: int = 0) -> Result:
        """Run a command and hold it to its exit code."""
        result = CliRunner(env=self.environment).invoke(program(lambda: self.manager), args)
        assert result.exit_code == code, result.output
        assert "\x1b" not in result.output
        return result

    def json(self, *args: str, code: int = 0, shape: str = "") -> dict[str, Any]:
        """Run a command with --json and hold its document to the shape in the table."""
        document = json.loads(self(*args, "--json", code=code).stdout)
        if not shape:
            shape = " ".join(args[:2]) if " ".join(args[:2]) in SHAPES else args[0]
        fits(document, SHAPES[shape])
        assert isinstance(document, dict)
        return document

    def error(self, *args: str, code: int) -> dict[str, str]:
        """Run a command that fails, with and without --json, and return the error."""
        plain = self(*args, code=code)
        assert plain.stdout == ""
        assert plain.stderr.startswith("Error: ")
        assert "Traceback" not in plain.stderr
        result = self("--json", *args, code=code)
        document = json.loads(result.stdout)
        fits(document, ERROR)
        error: dict[str, str] = document["error"]
        assert result.stderr == plain.stderr
        assert error["message"] in plain.stderr
        assert error["hint"] in plain.stderr
        return error

    def video(self, path: str) -> None:
        """Put a video into the library folder."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(VIDEO)


def fits(value: Any, shape: Any, place: str = "document") -> None:
    """Hold a JSON value to a shape: the same names, and in each place what the shape says."""
    shape = resolved(shape)
    match shape:
        case OrNull():
            if value is not None:
                fits(value, shape.shape, place)
        case dict():
            assert isinstance(value, dict), place
            assert list(value) == list(shape), place
            for name, part in shape.items():
                fits(value[name], part, f"{place}.{name}")
        case list():
            assert isinstance(value, list), place
            for number, part in enumerate(value):
                fits(part, shape[0], f"{place}[{number}]")
        case _:
            assert _is(value, shape), f"{place}: {value!r}"


def _is(value: object, kind: type) -> bool:
    if kind is dict:
        return isinstance(value, dict)
    if kind in (bool, int):
        return type(value) is kind
    if kind is date:
        return isinstance(value, str) and str(date.fromisoformat(value)) == value
    if kind is datetime:
        return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None
    if issubclass(kind, StrEnum):
        return value in set(kind)
    return type(value) is str
