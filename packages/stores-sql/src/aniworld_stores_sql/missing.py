"""What series lack, with reasons, by one query over the rows that are not on the disk."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from attrs import evolve
from sqlalchemy import ColumnElement, Connection, Select, and_, func, select, true

from aniworld_core.entities import LIVE, Missing, MissingFilter, QueueState, Reason, SeriesMissing
from aniworld_stores_sql.columns import AnyRow, episode_id, series_key, split_languages
from aniworld_stores_sql.schema.queue import queue
from aniworld_stores_sql.schema.series import episodes, series

__all__ = ["Explain", "Facts", "count", "find"]

_LIVE = frozenset(state.value for state in LIVE)
_FACTS = (
    episodes.c.ignored,
    queue.c.state,
    episodes.c.upcoming,
    episodes.c.languages,
    series.c.monitored,
    series.c.languages,
)
"""What the reason follows from."""

Facts = tuple[bool, str | None, bool, str, bool, str]
Explain = Callable[[Facts], Reason | None]


def find(connection: Connection, filter: MissingFilter) -> Iterator[SeriesMissing]:
    """Read what is missing; of a whole list, values are made while they are iterated over."""
    explain = _explainer(filter)
    if filter.limit is None:
        rows = connection.execute(_rows(filter)).all()
        return _grouped(rows, explain)
    return iter(_page(connection, filter, explain, filter.limit))


def _page(
    connection: Connection, filter: MissingFilter, explain: Explain, limit: int
) -> list[SeriesMissing]:
    """Read as many series as needed: whether one belongs on the page is known only with its reasons."""
    found: list[SeriesMissing] = []
    size = limit
    while len(found) < limit:
        keys = connection.scalars(_keys(filter).limit(size)).all()
        if not keys:
            break
        last = series_key(keys[-1])
        rows = connection.execute(_rows(filter).where(series.c.key <= last)).all()
        found += _grouped(rows, explain)
        filter = evolve(filter, after=last)
        # A reason that is rare is looked for in few steps.
        size *= 2
    return found[:limit]


def count(connection: Connection, filter: MissingFilter) -> Mapping[str, int]:
    """Count by reason, with one row for each combination of facts."""
    explain = _explainer(filter)
    counts: Counter[str] = Counter()
    query = _missing(filter).add_columns(func.count()).group_by(*_FACTS)
    for *facts, number in connection.execute(query):
        reason = explain(tuple(facts))
        if reason is not None:
            counts[reason.value] += number
    return counts


def _missing(filter: MissingFilter) -> Select[Any]:
    item = and_(
        queue.c.key == series.c.key,
        queue.c.season == episodes.c.season,
        queue.c.number == episodes.c.number,
    )
    listed = series.join(episodes).outerjoin(queue, item)
    return select(*_FACTS).select_from(listed).where(*_fits(filter))


def _rows(filter: MissingFilter) -> Select[Any]:
    return (
        _missing(filter)
        .add_columns(
            series.c.key,
            series.c.title,
            series.c.folder,
            episodes.c.season,
            episodes.c.number,
            episodes.c.title,
            queue.c.reason,
            queue.c.next_try,
        )
        .where(series.c.key > filter.after if filter.after else true())
        .order_by(series.c.key, episodes.c.season, episodes.c.number)
    )


def _keys(filter: MissingFilter) -> Select[str]:
    """Select the series that miss anything, in order."""
    return (
        select(series.c.key)
        .distinct()
        .select_from(series.join(episodes))
        # SQLite goes along the keys, and stops when the page is full, only if told where to begin.
        .where(*_fits(filter), series.c.key > (filter.after or ""))
        .order_by(series.c.key)
    )


def _fits(filter: MissingFilter) -> Iterator[ColumnElement[bool]]:
    yield ~episodes.c.on_disk
    yield series.c.deleted.is_(None)
    if filter.keys:
        yield series.c.key.in_(filter.keys)
    if filter.reasons and Reason.IGNORED not in filter.reasons:
        yield series.c.monitored


def _grouped(rows: Sequence[AnyRow], explain: Explain) -> Iterator[SeriesMissing]:
    for key, its_rows in groupby(rows, key=itemgetter(6)):
        first: AnyRow | None = None
        found = []
        for row in its_rows:
            first = row
            reason = explain(row[:6])
            if reason is not None:
                found.append(_one(row, reason))
        if found and first is not None:
            yield SeriesMissing(
                key=series_key(key),
                title=first[7],
                folder=first[8],
                languages=split_languages(first[5]),
                missing=tuple(found),
            )


def _one(row: AnyRow, reason: Reason) -> Missing:
    told = reason is Reason.QUEUED or reason is Reason.FAILED
    return Missing(
        episode=episode_id(row[9], row[10]),
        title=row[11],
        reason=reason,
        languages=split_languages(row[3]),
        error=row[12] if told else "",
        next_try=row[13] if told else None,
    )


def _explainer(filter: MissingFilter) -> Explain:
    """Return a function from the facts to the reason, or to None for a reason not asked for."""

    # The facts of a hundred thousand episodes are a few dozen combinations.
    @cache
    def explain(facts: Facts) -> Reason | None:
        ignored, state, upcoming, languages, monitored, own = facts
        policy = "" if filter.for_all else own
        wanted = frozenset(split_languages(policy) or filter.languages)
        offered = frozenset(split_languages(languages))
        if ignored or not monitored:
            reason = Reason.IGNORED
        elif state in _LIVE:
            reason = Reason.QUEUED
        elif state == QueueState.FAILED:
            reason = Reason.FAILED
        elif upcoming:
            reason = Reason.UPCOMING
        elif offered and not offered & wanted:
            reason = Reason.WAITING_FOR_LANGUAGE
        else:
            reason = Reason.NOT_DOWNLOADED
        return reason if not filter.reasons or reason in filter.reasons else None

    return explain
