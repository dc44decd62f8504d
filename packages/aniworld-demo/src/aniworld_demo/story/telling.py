"""How the story is told: headings, lines and tables, on stderr where stdout is for JSON."""

from collections.abc import Iterable, Sequence

import click

from aniworld_cli.output import Output
from aniworld_cli.tables import Column, Table

__all__ = ["Teller"]


class Teller:
    """Tells the acts in their order."""

    def __init__(self, out: Output) -> None:
        self.out = out
        self._acts = 0

    def act(self, title: str) -> None:
        """Begin the next act."""
        self._acts += 1
        click.secho(f"\n{self._acts}. {title}", bold=True, err=self.out.as_json)

    def line(self, text: str) -> None:
        """Tell one thing."""
        if self.out.as_json:
            self.out.note(text)
        else:
            self.out.show(dict, [text])

    def table(self, titles: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Show a table; a column whose title begins with ``>`` stands to the right."""
        columns = [Column(title.removeprefix(">"), title.startswith(">")) for title in titles]
        if not self.out.as_json:
            self.out.show(dict, [Table(columns, rows)])
