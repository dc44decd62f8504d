"""What is on the disk in a language before which others are preferred, from the files' rows."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    and_,
    case,
    exists,
    func,
    select,
    union_all,
)

from aniworld_core.entities import LIVE, Language, QueueState, Replaceable, ReplaceableFilter
from aniworld_stores_sql.columns import (
    AnyRow,
    episode_id,
    join_languages,
    series_key,
    split_languages,
)
from aniworld_stores_sql.schema.files import ABSOLUTE, files, folders
from aniworld_stores_sql.schema.queue import queue
from aniworld_stores_sql.schema.series import episodes, series

__all__ = ["Languages", "find"]

_LIVE = frozenset(state.value for state in LIVE)

Languages = tuple[Language, ...]


def find(connection: Connection, filter: ReplaceableFilter) -> Sequence[Replaceable]:
    """Read what could be replaced, of each episode the best file."""
    by_series: dict[str, list[AnyRow]] = defaultdict(list)
    for row in connection.execute(_rows(filter)).all():
        by_series[row[0]].append(row)
    found = (one for key in sorted(by_series) for one in _of_series(by_series[key]))
    return [one for one in found if one.better or not filter.offered]


def _of_series(rows: Sequence[AnyRow]) -> Iterator[Replaceable]:
    best: dict[tuple[int, int], tuple[tuple[int, str], AnyRow]] = {}
    only: dict[str, tuple[int, int]] = {}
    several: set[str] = set()
    for row in rows:
        # Taken apart at once, which is quicker than to ask the row for each value.
        _, _, policy, path, part, language, season, number, *_ = row
        if part:
            several.add(path)
        if season is None:  # the file names an episode that is not listed
            continue
        place = (season, number)
        if only.setdefault(path, place) != place:
            several.add(path)
        worth = (_judged(policy, language)[0], path)
        if place not in best or worth < best[place][0]:
            best[place] = (worth, row)
    for place in sorted(best):
        (_, path), row = best[place]
        if path not in several:
            yield from _told(row)


@cache
def _judged(policy: str, language: str) -> tuple[int, Languages]:
    """Return the place of a file's language in the policy, and what is preferred before it."""
    languages = split_languages(policy)
    place = languages.index(Language(language)) if language in languages else len(languages)
    return place, languages[:place]


def _told(row: AnyRow) -> Iterator[Replaceable]:
    """Yield what a row tells of the best file of an episode, unless nothing better is wanted."""
    key, title, policy, path, _, language, season, number, ignored, offered, state, reason = row
    wanted = _judged(policy, language)[1]
    if wanted and not ignored:
        there = split_languages(offered)
        yield Replaceable(
            key=series_key(key),
            title=title,
            episode=episode_id(season, number),
            path=path,
            has=split_languages(language)[0],
            better=tuple(one for one in wanted if one in there),
            wanted=wanted,
            queued=state in _LIVE,
            failed=reason if state == QueueState.FAILED else None,
        )


def _rows(filter: ReplaceableFilter) -> CompoundSelect[Any]:
    """Select the files of every series that has one in a later language, with their episodes."""
    some = _with_later(filter)
    by_name = and_(files.c.season == episodes.c.season, files.c.number == episodes.c.number)
    by_count = files.c.number == episodes.c.counted
    return union_all(
        _held(some, by_name).where(files.c.season != ABSOLUTE),
        _held(some, by_count).where(files.c.season == ABSOLUTE),
    )


def _with_later(filter: ReplaceableFilter) -> CTE:
    """Select the series to be replaced of which any file is not in the first language."""
    settings = join_languages(filter.languages)
    policy = case((series.c.languages == "", settings), else_=series.c.languages)
    first = func.substr(policy + ",", 1, func.char_length(files.c.language) + 1)
    later = exists().where(
        files.c.folder_id == folders.c.id,
        files.c.language.is_not(None),
        first != files.c.language + ",",
    )
    found = (
        select(
            series.c.id,
            series.c.key,
            series.c.title,
            policy.label("policy"),
            folders.c.id.label("folder_id"),
        )
        .join(folders, folders.c.name == series.c.folder)
        .where(*_asked(filter), later)
    )
    return found.cte("some")


def _held(some: CTE, same: ColumnElement[bool]) -> Select[Any]:
    item = and_(
        queue.c.key == some.c.key,
        queue.c.season == episodes.c.season,
        queue.c.number == episodes.c.number,
    )
    listed = (
        some.join(files, files.c.folder_id == some.c.folder_id)
        .outerjoin(episodes, and_(episodes.c.series_id == some.c.id, same))
        .outerjoin(queue, item)
    )
    return (
        select(
            some.c.key,
            some.c.title,
            some.c.policy,
            files.c.path,
            files.c.part,
            files.c.language,
            episodes.c.season,
            episodes.c.number,
            episodes.c.ignored,
            episodes.c.languages,
            queue.c.state,
            queue.c.reason,
        )
        .select_from(listed)
        .where(files.c.language.is_not(None))
    )


def _asked(filter: ReplaceableFilter) -> Iterator[ColumnElement[bool]]:
    yield series.c.deleted.is_(None)
    yield series.c.monitored
    yield func.coalesce(series.c.replace, filter.replace)
    if filter.keys:
        yield series.c.key.in_(filter.keys)
