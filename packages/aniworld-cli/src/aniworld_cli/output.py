"""What a command prints: one JSON document, or lines and tables for a person.

The stream is always named to click: left to itself it writes to what lies below the streams that a
progress display puts in their place, and so into the bars.
"""

import sys
from collections.abc import Callable, Iterable
from typing import NamedTuple

import click

from aniworld_cli import tables
from aniworld_cli.tables import Table
from aniworld_cli.text import clean, folded

__all__ = ["Block", "Next", "Output"]


class Next(NamedTuple):
    """The command that usually comes next; who wants quiet knows it."""

    command: str


Block = str | Table | Next
"""A line, a table, or the next step."""


class Output:
    """Where answers and notes of one run go; ``as_json`` leaves stdout to the one document."""

    def __init__(self, *, as_json: bool, quiet: bool) -> None:
        self.as_json = as_json
        self._quiet = quiet

    @property
    def lively(self) -> bool:
        """Tell whether progress may be drawn: a person sits at a terminal and wants to see it."""
        return not self._quiet and sys.stderr.isatty()

    def show(self, document: Callable[[], object], text: Iterable[Block]) -> None:
        """Print the answer of a command; only the form that is asked for is made."""
        if self.as_json:
            self.document(document())
            return
        for block in text:
            self._print(block)

    def done(self, document: Callable[[], object], text: Iterable[Block]) -> None:
        """Print what a command did, and nothing when quiet: the exit code tells that it was done."""
        if self.as_json or not self._quiet:
            self.show(document, text)

    def document(self, data: object) -> None:
        """Print the one JSON document; pure ASCII, so that no terminal or encoding can spoil it."""
        import json

        click.echo(json.dumps(data, indent=2))

    def note(self, text: str) -> None:
        """Say on stderr what goes on beside the answer."""
        if not self._quiet:
            self.warn(text)

    def warn(self, text: str) -> None:
        """Say on stderr what went wrong beside the answer, also when quiet."""
        click.echo(folded(clean(text), sys.stderr), file=sys.stderr)

    def _print(self, block: Block) -> None:
        if isinstance(block, Next):
            if not self._quiet:
                self._print(f"Next: {block.command}")
        elif isinstance(block, str):
            click.echo(folded(clean(block), sys.stdout), file=sys.stdout)
        elif sys.stdout.isatty():
            tables.draw(block)
        else:
            for line in tables.plain(block):
                click.echo(line, file=sys.stdout)
