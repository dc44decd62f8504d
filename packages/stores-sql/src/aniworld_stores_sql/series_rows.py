"""Series as rows."""

from typing import Any

from sqlalchemy import ColumnElement, Integer, exists, literal_column

from aniworld_core.entities import Episode, Series, SeriesAge, SeriesFilter, SeriesSummary
from aniworld_stores_sql.columns import (
    AnyRow,
    join_languages,
    join_texts,
    series_key,
    split_languages,
    split_texts,
)
from aniworld_stores_sql.schema.series import episodes, series

__all__ = ["AGES", "NAMES", "SUMMARY", "age", "fits", "read", "search_text", "summary", "write"]

_NAMED = (
    series.c.key,
    series.c.provider,
    series.c.title,
    series.c.year,
    series.c.folder,
    series.c.link,
    series.c.monitored,
)

SUMMARY = (*_NAMED, series.c.episode_count, series.c.missing_count)
"""The columns of a list."""

NAMES = (*_NAMED, literal_column("0", Integer), literal_column("0", Integer))
"""The same without counting."""

AGES = (
    series.c.key,
    series.c.provider,
    series.c.ref,
    series.c.monitored,
    series.c.ended,
    exists().where(episodes.c.series_id == series.c.id, episodes.c.upcoming).label("upcoming"),
    series.c.added,
    series.c.checked,
    series.c.changed,
)
"""What tells when a series is to be read again."""

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
        "imdb": one.imdb,
        "ended": one.ended,
        "description": one.description,
        "cover": one.cover,
        "link": one.link,
        "folder": one.folder,
        "monitored": one.monitored,
        "languages": join_languages(one.languages),
        "wait_days": one.wait_days,
        "replace": one.replace,
        "genres": join_texts(one.genres),
        "added": one.added,
        "checked": one.checked,
        "changed": one.changed,
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
        imdb=row.imdb,
        ended=row.ended,
        description=row.description,
        cover=row.cover,
        link=row.link,
        folder=row.folder,
        monitored=row.monitored,
        languages=split_languages(row.languages),
        wait_days=row.wait_days,
        replace=row.replace,
        genres=split_texts(row.genres),
        episodes=episodes,
        added=row.added,
        checked=row.checked,
        changed=row.changed,
    )


def summary(row: AnyRow) -> SeriesSummary:
    """Make the summary of a row of :data:`SUMMARY` or :data:`NAMES`."""
    # Taken apart at once: to ask the row for each value would be a fifth of the time of a list.
    key, provider, title, year, folder, link, monitored, episodes, missing = row
    return SeriesSummary(
        key=series_key(key),
        provider=provider,
        title=title,
        year=year,
        folder=folder,
        link=link,
        monitored=monitored,
        episodes=episodes,
        missing=missing,
    )


def age(row: AnyRow) -> SeriesAge:
    """Make what :data:`AGES` tells of a series."""
    return SeriesAge(
        key=series_key(row.key),
        provider=row.provider,
        ref=row.ref,
        monitored=row.monitored,
        ended=row.ended,
        upcoming=row.upcoming,
        added=row.added,
        checked=row.checked,
        changed=row.changed,
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
