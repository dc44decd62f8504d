"""Series as rows."""

from typing import Any

from sqlalchemy import ColumnElement

from aniworld_core.entities import Episode, Series, SeriesFilter, SeriesSummary
from aniworld_stores_sql.columns import (
    AnyRow,
    join_languages,
    join_texts,
    series_key,
    split_languages,
    split_texts,
)
from aniworld_stores_sql.schema.series import series

__all__ = ["SUMMARY", "fits", "read", "search_text", "summary", "write"]

SUMMARY = (
    series.c.key,
    series.c.provider,
    series.c.title,
    series.c.year,
    series.c.folder,
    series.c.link,
    series.c.monitored,
)
"""The columns of a list, without the counts."""

_BETWEEN = "\x1f"  # no text that a person looks for has it


def write(one: Series) -> dict[str, Any]:
    """Return what a series' row is to say, except how many episodes are missing."""
    return {
        "key": one.key,
        "provider": one.provider,
        "ref": one.ref,
        "title": one.title,
        "aliases": join_texts(one.aliases),
        "year": one.year,
        "description": one.description,
        "cover": one.cover,
        "link": one.link,
        "folder": one.folder,
        "monitored": one.monitored,
        "languages": join_languages(one.languages),
        "genres": join_texts(one.genres),
        "added": one.added,
        "checked": one.checked,
        "search": search_text(one),
        "episode_count": len(one.episodes),
        "deleted": None,
    }


def read(row: AnyRow, episodes: tuple[Episode, ...]) -> Series:
    """Make the series of a whole row and its episodes."""
    return Series(
        key=series_key(row.key),
        provider=row.provider,
        ref=row.ref,
        title=row.title,
        aliases=split_texts(row.aliases),
        year=row.year,
        description=row.description,
        cover=row.cover,
        link=row.link,
        folder=row.folder,
        monitored=row.monitored,
        languages=split_languages(row.languages),
        genres=split_texts(row.genres),
        episodes=episodes,
        added=row.added,
        checked=row.checked,
    )


def summary(row: AnyRow, episodes: int, missing: int) -> SeriesSummary:
    """Make the summary of a row that begins with the columns of :data:`SUMMARY`."""
    return SeriesSummary(
        key=series_key(row[0]),
        provider=row[1],
        title=row[2],
        year=row[3],
        folder=row[4],
        link=row[5],
        monitored=row[6],
        episodes=episodes,
        missing=missing,
    )


def search_text(one: Series) -> str:
    """Return key, title and aliases in folded case: databases fold ASCII letters only."""
    return _BETWEEN.join((one.key, one.title, *one.aliases)).casefold()


def fits(filter: SeriesFilter) -> list[ColumnElement[bool]]:
    """Return the conditions for a series to be shown."""
    conditions: list[ColumnElement[bool]] = [series.c.deleted.is_(None)]
    if filter.text:
        conditions.append(series.c.search.contains(filter.text.casefold(), autoescape=True))
    if filter.provider is not None:
        conditions.append(series.c.provider == filter.provider)
    if filter.monitored is not None:
        conditions.append(series.c.monitored.is_(filter.monitored))
    if filter.has_missing is not None:
        conditions.append((series.c.missing_count > 0) == filter.has_missing)
    return conditions
