"""Foreign and technical values as text for a person: titles made harmless, times."""

import shutil
import unicodedata
from datetime import datetime
from typing import TextIO

__all__ = ["at_time", "clean", "count", "duration", "folded", "when", "width"]

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_MINUTE = 60
_HOUR = 3600


def clean(text: str) -> str:
    """Return ``text`` without what could steer a terminal.

    Control characters, marks that turn the writing direction and halves of surrogate pairs (bytes
    of a file name that are no UTF-8) become U+FFFD; line ends and tabs become blanks.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_harmless(character) for character in text)


def folded(text: str, stream: TextIO) -> str:
    """Return a line with line ends between its words where it is too long for a terminal."""
    if not stream.isatty():
        return text
    columns = shutil.get_terminal_size().columns
    if width(text) <= columns:
        return text
    # rich takes longer to import than most commands run.
    from rich.console import Console
    from rich.text import Text

    words = text.lstrip()
    indent = " " * (len(text) - len(words))
    lines = Text(words).wrap(Console(), max(columns - len(indent), 1))
    return "\n".join(indent + line.plain.rstrip() for line in lines)


def width(text: str) -> int:
    """Return how many columns of a terminal ``text`` takes."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def count(number: int, thing: str) -> str:
    """Write how many things there are: ``1 episode``, ``2 episodes``."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def duration(seconds: float) -> str:
    """Write a time span as ``45s``, ``3m 05s`` or ``2h 03m``."""
    whole = round(seconds)
    if whole < _MINUTE:
        return f"{whole}s"
    if whole < _HOUR:
        return f"{whole // _MINUTE}m {whole % _MINUTE:02}s"
    return f"{whole // _HOUR}h {whole % _HOUR // _MINUTE:02}m"


def when(at: datetime | None) -> str:
    """Write a time in the local zone to the minute; nothing for None."""
    return "" if at is None else f"{at.astimezone():%Y-%m-%d %H:%M}"


def at_time(at: datetime) -> str:
    """Write a time soon to come in the local zone to the second, with its day unless that is today."""
    local = at.astimezone()
    today = datetime.now().astimezone().date()
    return f"{local:%H:%M:%S}" if local.date() == today else f"{local:%Y-%m-%d %H:%M:%S}"


def _harmless(character: str) -> str:
    if character.isspace():
        return " "
    steers = character in _BIDI or unicodedata.category(character) in ("Cc", "Cs")
    return "\ufffd" if steers else character


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
