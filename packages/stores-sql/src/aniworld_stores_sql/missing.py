"""What series lack, with reasons, by one query over the rows that are not on the disk."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from attrs import evolve
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    and_,
    exists,
    false,
    func,
    literal,
    select,
    true,
)

from aniworld_core.entities import LIVE, Missing, MissingFilter, QueueState, Reason, SeriesMissing
from aniworld_stores_sql.columns import (
    AnyRow,
    episode_id,
    micros,
    moment,
    series_key,
    split_languages,
)
from aniworld_stores_sql.schema.queue import queue
from aniworld_stores_sql.schema.series import episodes, series

__all__ = ["Explain", "Facts", "Verdict", "count", "find"]

_LIVE = frozenset(state.value for state in LIVE)
_FACTS = (
    episodes.c.ignored,
    queue.c.state,
    episodes.c.upcoming,
    episodes.c.languages,
    series.c.monitored,
    series.c.languages,
)
"""What the reason follows from, besides whether an episode still waits for its first language."""

_DAY = literal(24 * 60 * 60 * 1_000_000, BigInteger)

Facts = tuple[bool, str | None, bool, str, bool, str, bool | None]
Verdict = tuple[Reason, bool]
"""Why an episode is missing, and whether that ends by itself, since another wanted language is there."""

Explain = Callable[[Facts], Verdict | None]


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
    query = _missing(filter).add_columns(func.count()).group_by(*_FACTS, "young")
    # Always in one order, also where groups come as they were found, and NULL is the last.
    ordered = query.order_by(episodes.c.ignored, queue.c.state.is_not(None), queue.c.state)
    for *facts, number in connection.execute(ordered):
        verdict = explain(tuple(facts))
        if verdict is not None:
            counts[verdict[0].value] += number
    return counts


def _missing(filter: MissingFilter) -> Select[Any]:
    item = and_(
        queue.c.key == series.c.key,
        queue.c.season == episodes.c.season,
        queue.c.number == episodes.c.number,
    )
    listed = series.join(episodes).outerjoin(queue, item)
    facts = select(*_FACTS, _young(filter)).select_from(listed)
    return facts.where(~episodes.c.on_disk, *_fits(filter))


def _until(filter: MissingFilter) -> ColumnElement[int]:
    """Return until when an episode waits, in microseconds; NULL where it was never seen to appear."""
    days = literal(filter.wait_days)
    own = days if filter.for_all else func.coalesce(series.c.wait_days, days)
    return episodes.c.offered + own * _DAY


def _young(filter: MissingFilter) -> ColumnElement[bool]:
    young = false() if filter.now is None else _until(filter) > micros(filter.now)
    return young.label("young")


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
            _until(filter),
        )
        .where(series.c.key > filter.after if filter.after else true())
        .order_by(series.c.key, episodes.c.season, episodes.c.number)
    )


def _keys(filter: MissingFilter) -> Select[str]:
    """Select the series that miss anything, in order."""
    # Not joined: PostgreSQL would look at all that is missing before it knows the first key. And of a column
    # that the index has: else SQLite reads the rows.
    lacks = exists(
        select(episodes.c.series_id).where(episodes.c.series_id == series.c.id, ~episodes.c.on_disk)
    )
    return (
        select(series.c.key)
        # SQLite goes along the keys, and stops when the page is full, only if told where to begin.
        .where(lacks, *_fits(filter), series.c.key > (filter.after or ""))
        .order_by(series.c.key)
    )


def _fits(filter: MissingFilter) -> Iterator[ColumnElement[bool]]:
    yield series.c.deleted.is_(None)
    if filter.keys:
        yield series.c.key.in_(filter.keys)
    if filter.reasons and Reason.IGNORED not in filter.reasons:
        yield series.c.monitored


def _grouped(rows: Sequence[AnyRow], explain: Explain) -> Iterator[SeriesMissing]:
    for key, its_rows in groupby(rows, key=itemgetter(7)):
        first: AnyRow | None = None
        found = []
        for row in its_rows:
            first = row
            verdict = explain(row[:7])
            if verdict is not None:
                found.append(_one(row, *verdict))
        if found and first is not None:
            yield SeriesMissing(
                key=series_key(key),
                title=first[8],
                folder=first[9],
                languages=split_languages(first[5]),
                missing=tuple(found),
            )


def _one(row: AnyRow, reason: Reason, waits: bool) -> Missing:  # noqa: FBT001 - a verdict
    told = reason is Reason.QUEUED or reason is Reason.FAILED
    return Missing(
        episode=episode_id(row[10], row[11]),
        title=row[12],
        reason=reason,
        languages=split_languages(row[3]),
        error=row[13] if told else "",
        next_try=row[14] if told else None,
        waits_until=moment(row[15]) if waits else None,
    )


def _explainer(filter: MissingFilter) -> Explain:
    """Return a function from the facts to the verdict, or to None for a reason not asked for."""

    # The facts of a hundred thousand episodes are a few dozen combinations.
    @cache
    def explain(facts: Facts) -> Verdict | None:
        ignored, state, upcoming, languages, monitored, own, young = facts
        policy = "" if filter.for_all else own
        wanted = split_languages(policy) or filter.languages
        offered = frozenset(split_languages(languages))
        waits = bool(young) and not offered.isdisjoint(wanted) and wanted[0] not in offered
        if ignored or not monitored:
            reason = Reason.IGNORED
        elif state in _LIVE:
            reason = Reason.QUEUED
        elif state == QueueState.FAILED:
            reason = Reason.FAILED
        elif upcoming:
            reason = Reason.UPCOMING
        elif waits or (offered and offered.isdisjoint(wanted)):
            reason = Reason.WAITING_FOR_LANGUAGE
        else:
            reason = Reason.NOT_DOWNLOADED
        asked = not filter.reasons or reason in filter.reasons
        return (reason, waits and reason is Reason.WAITING_FOR_LANGUAGE) if asked else None

    return explain
