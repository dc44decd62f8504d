"""What is new on the sites and what is coming, in SQL."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from attrs import evolve
from sqlalchemy import delete, func, insert, select

from aniworld_core.entities import Language, Release, ReleaseKind, ReleaseList
from aniworld_stores_sql.columns import AnyRow, episode_id
from aniworld_stores_sql.database import Database, Part
from aniworld_stores_sql.schema.releases import release_lists, releases

__all__ = ["SqlReleases"]


class SqlReleases:
    """Fulfils :class:`aniworld_core.ports.ReleaseStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def replace(
        self, provider: str, kind: ReleaseKind, read: Iterable[Release], now: datetime
    ) -> None:
        """Replace what one page told."""
        new = dict.fromkeys(evolve(one, provider=provider, kind=kind) for one in read)
        with self._database.write(Part.RELEASES) as connection:
            for table in (releases, release_lists):
                old = delete(table).where(table.c.provider == provider, table.c.kind == kind.value)
                connection.execute(old)
            if new:
                connection.execute(insert(releases), [_row(one) for one in new])
            page = insert(release_lists).values(
                provider=provider, kind=kind.value, releases=len(new), read=now
            )
            connection.execute(page)

    def between(self, first: date, last: date) -> Sequence[Release]:
        """List releases from day to day."""
        query = (
            select(releases)
            .where(releases.c.day.between(first.isoformat(), last.isoformat()))
            .order_by(
                releases.c.day,
                releases.c.at.is_(None),
                releases.c.at,
                releases.c.provider,
                releases.c.ref,
                releases.c.season,
                releases.c.number,
                func.coalesce(releases.c.language, ""),
                releases.c.kind,
                releases.c.id,
            )
        )
        with self._database.read() as connection:
            return [_release(row) for row in connection.execute(query)]

    def lists(self) -> Sequence[ReleaseList]:
        """Tell which pages are kept."""
        query = select(release_lists).order_by(release_lists.c.provider, release_lists.c.kind)
        with self._database.read() as connection:
            return [
                ReleaseList(
                    provider=row.provider,
                    kind=ReleaseKind(row.kind),
                    releases=row.releases,
                    read=row.read,
                )
                for row in connection.execute(query)
            ]


def _row(one: Release) -> dict[str, Any]:
    return {
        "provider": one.provider,
        "kind": one.kind.value,
        "ref": one.ref,
        "title": one.title,
        "season": one.episode.season,
        "number": one.episode.number,
        "day": one.day.isoformat(),
        "at": one.at,
        "language": one.language,
        "link": one.link,
    }


def _release(row: AnyRow) -> Release:
    return Release(
        provider=row.provider,
        kind=ReleaseKind(row.kind),
        ref=row.ref,
        title=row.title,
        episode=episode_id(row.season, row.number),
        day=date.fromisoformat(row.day),
        at=row.at,
        language=None if row.language is None else Language(row.language),
        link=row.link,
    )
