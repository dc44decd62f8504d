"""Texts, numbers and times in the visitor's language."""

import re
from datetime import datetime
from functools import cache
from gettext import GNUTranslations, NullTranslations

from attrs import frozen

from aniworld_web.paths import LOCALE

__all__ = ["LANGUAGES", "Texts", "choose", "texts"]

LANGUAGES = {"en": "English", "de": "Deutsch"}
"""The languages of the pages by their codes, each with its own name; the first one is the default."""

_UNITS = ("B", "kB", "MB", "GB", "TB", "PB")
_ACCEPTED = re.compile(
    r"\s*([A-Za-z]{1,8})(?:-[A-Za-z0-9-]*)?\s*(?:;\s*q=([01](?:\.\d{0,3})?))?\s*"
)


@frozen
class Texts:
    """One language: its messages, and how it writes numbers, sizes and times."""

    language: str
    translations: NullTranslations

    def gettext(self, message: str, /, **values: object) -> str:
        """Translate a message and fill its ``%(name)s`` in."""
        text = self.translations.gettext(message)
        return text % values if values else text

    def ngettext(self, one: str, many: str, number: int, /, **values: object) -> str:
        """Translate a message for a number, which is ``%(num)s`` in it."""
        text = self.translations.ngettext(one, many, number)
        return text % {"num": self.number(number), **values}

    def number(self, value: float, digits: int = 0) -> str:
        """Write a number with separators."""
        text = f"{value:,.{digits}f}"
        return text.translate(str.maketrans(",.", ".,")) if self.language == "de" else text

    def size(self, count: float) -> str:
        """Write a number of bytes in three digits or so, such as 1.4 GB."""
        power = 0
        while count >= 999.5 and power < len(_UNITS) - 1:
            count, power = count / 1000, power + 1
        digits = 1 if power and count < 99.95 else 0
        return f"{self.number(count, digits)}\N{NO-BREAK SPACE}{_UNITS[power]}"

    def date(self, when: datetime) -> str:
        """Write a day in the machine's time zone."""
        local = when.astimezone()
        if self.language == "de":
            return f"{local.day}.{local.month}.{local.year}"
        return f"{local.day} {local:%b} {local.year}"

    def hour(self, when: datetime) -> str:
        """Write a time of day in the machine's time zone."""
        return f"{when.astimezone():%H:%M}"

    def time(self, when: datetime) -> str:
        """Write a day and time in the machine's time zone."""
        return f"{self.date(when)}, {when.astimezone():%H:%M}"

    def clock(self, when: datetime) -> str:
        """Write a time in the machine's time zone; the day is left out when it is today."""
        local = when.astimezone()
        if local.date() == datetime.now().astimezone().date():
            return f"{local:%H:%M}"
        return self.time(when)

    def duration(self, seconds: float) -> str:
        """Write a time span as a clock would, such as 3:05 or 1:02:30."""
        minutes, rest = divmod(round(seconds), 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


@cache
def texts(language: str) -> Texts:
    """Return a language's texts; English is what the messages are written in."""
    path = LOCALE / language / "LC_MESSAGES" / "messages.mo"
    if language == "en" or not path.is_file():
        return Texts(language, NullTranslations())
    with path.open("rb") as compiled:
        return Texts(language, GNUTranslations(compiled))


def choose(chosen: str, accepted: str) -> str:
    """Return the language a visitor chose, else the one of ours their browser likes best."""
    if chosen in LANGUAGES:
        return chosen
    liked: dict[str, float] = {}
    for part in accepted[:200].split(","):
        match = _ACCEPTED.fullmatch(part)
        if match and match[1].lower() in LANGUAGES:
            quality = float(match[2] or 1)
            liked[match[1].lower()] = max(quality, liked.get(match[1].lower(), 0.0))
    best = max(liked, key=lambda one: liked[one], default="en")
    return best if liked.get(best) else "en"
