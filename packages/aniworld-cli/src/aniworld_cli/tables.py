"""Tables: plain aligned text for pipes, drawn by rich on a terminal."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from aniworld_cli.text import clean, width

__all__ = ["Column", "Table", "draw", "plain"]

_GAP = "  "


class Column(NamedTuple):
    """The head of a column; numbers stand to the ``right``, a ``fixed`` one is never folded."""

    title: str
    right: bool = False
    fixed: bool = False


class Table(NamedTuple):
    """Rows of cells below their columns; a cell may be foreign text."""

    columns: Sequence[Column]
    rows: Iterable[Sequence[object]]


def plain(table: Table) -> Iterator[str]:
    """Write a table as lines; the cells of a column begin or end below each other."""
    lines = [[column.title.upper() for column in table.columns]]
    lines += [[clean(str(cell)) for cell in row] for row in table.rows]
    widths = [max(map(width, cells)) for cells in zip(*lines, strict=True)]
    for line in lines:
        cells = zip(table.columns, line, widths, strict=True)
        yield _GAP.join(_aligned(*cell) for cell in cells).rstrip()


def draw(table: Table) -> None:
    """Print a table to the terminal, folded to its width."""
    # rich takes longer to import than most commands run.
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

    drawing = RichTable(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for column in table.columns:
        drawing.add_column(
            column.title,
            justify="right" if column.right else "left",
            overflow="fold",
            no_wrap=column.fixed,
        )
    for row in table.rows:
        drawing.add_row(*(Text(clean(str(cell))) for cell in row))
    Console().print(drawing)


def _aligned(column: Column, cell: str, columns: int) -> str:
    blanks = " " * (columns - width(cell))
    return blanks + cell if column.right else cell + blanks
