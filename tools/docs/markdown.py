"""Small pieces of Markdown that every generated page is made of."""

import inspect
import re
from collections.abc import Iterable, Sequence

__all__ = ["GENERATED", "doc", "markdown", "table"]

GENERATED = "<!-- Written by `python -m tools.docs`; change the code instead. -->"


def doc(thing: object) -> str:
    """Return a docstring as Markdown."""
    return markdown(inspect.getdoc(thing) or "")


def markdown(text: str) -> str:
    """Return a docstring's text as Markdown: reStructuredText's double backquotes become single ones."""
    text = text.replace("``", "`")
    return re.sub(r":\w+:`[~.]?([^`]*)`", r"`\1`", text)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; a bar inside a cell is escaped, a line break becomes a blank."""
    lines = [head, ["--"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
