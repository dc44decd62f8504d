"""The sentences of an explanation: what can be said, and how it reads."""

import string
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from attrs import frozen

from aniworld_core.entities import EpisodeId, SeriesKey
from aniworld_core.services.explaining.kinds import Kind, Part
from aniworld_core.services.explaining.words import WORDS
from aniworld_core.sizes import size

__all__ = ["Explanation", "Kind", "Part", "Sentence", "Value", "say"]

Value = str | int | datetime | date
"""What a sentence tells in one place; several languages or names are one text, with commas."""


@frozen(kw_only=True)
class Sentence:
    """One sentence; ``kind`` and ``values`` are what to write it in another language from."""

    part: Part
    kind: Kind
    text: str
    values: Mapping[str, Value]


@frozen(kw_only=True)
class Explanation:
    """What there is to say of an episode, in the order to read it in."""

    key: SeriesKey
    episode: EpisodeId
    series: str
    title: str
    sentences: tuple[Sentence, ...]


def say(kind: Kind, **values: Value) -> Sentence:
    """Write a sentence; times as the clock of this machine shows them."""
    plain = {name: _plain(value) for name, value in values.items()}
    part, words = WORDS[kind]
    text = _Writer().vformat(words, (), plain)
    return Sentence(part=part, kind=kind, text=text, values=plain)


def _plain(value: Value) -> Value:
    """Return a text as nothing but that: values are compared, and sent to other programs."""
    return str(value) if isinstance(value, str) else value


class _Writer(string.Formatter):
    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, datetime):
            return f"{value.astimezone():%Y-%m-%d %H:%M}"
        if format_spec == "size":
            return size(value)
        return str(value)
