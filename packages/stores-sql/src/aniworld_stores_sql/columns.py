"""Column types and texts: how values of the core stand in a row."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, Dialect, Row
from sqlalchemy.types import TypeDecorator

from aniworld_core.entities import EpisodeId, Language, SeriesKey

__all__ = [
    "AnyRow",
    "Moment",
    "episode_id",
    "join_languages",
    "join_texts",
    "micros",
    "moment",
    "series_key",
    "split_languages",
    "split_texts",
]

AnyRow = Row[*tuple[Any, ...]]
"""A row of any columns."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def micros(at: datetime) -> int:
    """Return the microseconds since 1970, exact where a float would round."""
    return (at - _EPOCH) // _MICROSECOND


def moment(micros: int) -> datetime:
    """Undo :func:`micros`."""
    return _EPOCH + timedelta(microseconds=micros)


class Moment(TypeDecorator[datetime]):
    """A time as whole microseconds since 1970: sorted, compared and counted alike in every database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _: Dialect) -> int | None:
        """Write a time."""
        return None if value is None else micros(value)

    def process_result_value(self, value: int | None, _: Dialect) -> datetime | None:
        """Read a time."""
        return None if value is None else moment(value)


# The same few ids, languages and lists stand in millions of rows: each is made once.


@lru_cache(maxsize=65536)
def episode_id(season: int, number: int) -> EpisodeId:
    """Return an episode's id."""
    return EpisodeId(season, number)


@lru_cache(maxsize=4096)
def join_languages(languages: tuple[Language, ...]) -> str:
    """Write languages as one text; a language holds no comma."""
    return ",".join(languages)


@lru_cache(maxsize=4096)
def split_languages(text: str) -> tuple[Language, ...]:
    """Undo :func:`join_languages`."""
    return tuple(Language(part) for part in text.split(",") if part)


@lru_cache(maxsize=4096)
def join_texts(texts: Sequence[str]) -> str:
    """Write any texts as one."""
    return json.dumps(texts, ensure_ascii=False)


@lru_cache(maxsize=4096)
def split_texts(text: str) -> tuple[str, ...]:
    """Undo :func:`join_texts`."""
    return tuple(json.loads(text))


def series_key(text: str) -> SeriesKey:
    """Return a key that was valid when it was written, without checking it again."""
    return str.__new__(SeriesKey, text)
