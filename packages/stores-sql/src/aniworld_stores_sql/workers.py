"""The working processes in SQL."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update

from aniworld_core.entities import WorkerOrder, WorkerProcess, WorkerRole
from aniworld_stores_sql.columns import AnyRow, join_texts, split_texts
from aniworld_stores_sql.database import Database
from aniworld_stores_sql.repeating import repeated
from aniworld_stores_sql.schema.workers import workers

__all__ = ["SqlWorkers"]


class SqlWorkers:
    """Fulfils :class:`aniworld_core.ports.WorkerStore`; who is alive is told by one clock."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @repeated
    def beat(self, worker: WorkerProcess, lease: timedelta, now: datetime) -> WorkerOrder | None:
        """Note a sign of life; only the process itself writes its row."""
        now += self._database.ahead()
        own = workers.c.name == worker.name
        told = {
            "host": worker.host,
            "role": worker.role.value,
            "downloads": worker.downloads,
            "providers": join_texts(worker.providers),
            "root": worker.root,
            "version": worker.version,
            "started": worker.started + self._database.ahead(),
            "seen": now,
            "until": now + lease,
        }
        with self._database.write() as connection:
            if not connection.execute(update(workers).where(own).values(told)).rowcount:
                connection.execute(insert(workers).values(name=worker.name, **told))
            asked = connection.scalar(select(workers.c.asked).where(own))
        return None if asked is None else WorkerOrder(asked)

    def all(self) -> Sequence[WorkerProcess]:
        """List the processes."""
        ahead = self._database.ahead()
        query = select(workers).order_by(workers.c.host, workers.c.name)
        with self._database.read() as connection:
            return [_worker(row, ahead) for row in connection.execute(query)]

    @repeated
    def ask(self, name: str, order: WorkerOrder) -> bool:
        """Ask something of a process."""
        asked = update(workers).where(workers.c.name == name).values(asked=order.value)
        with self._database.write(durable=True) as connection:
            return connection.execute(asked).rowcount > 0

    @repeated
    def leave(self, name: str) -> None:
        """Forget a process."""
        with self._database.write() as connection:
            connection.execute(delete(workers).where(workers.c.name == name))

    @repeated
    def forget(self, before: datetime) -> int:
        """Forget those of which nothing was heard for long."""
        old = workers.c.seen < before + self._database.ahead()
        with self._database.write() as connection:
            return connection.execute(delete(workers).where(old)).rowcount


def _worker(row: AnyRow, ahead: timedelta) -> WorkerProcess:
    return WorkerProcess(
        name=row.name,
        host=row.host,
        role=WorkerRole(row.role),
        downloads=row.downloads,
        providers=split_texts(row.providers),
        root=row.root,
        version=row.version,
        started=row.started - ahead,
        seen=row.seen - ahead,
        until=row.until - ahead,
        asked=None if row.asked is None else WorkerOrder(row.asked),
    )
