"""Every operation of the REST interface in one table: routes, OpenAPI and docs/rest.md are made of it."""

from aniworld_web.rest import (
    anime,
    api_keys,
    auth,
    folders,
    history,
    jobs,
    matching,
    migration,
    missing,
    quarantine,
    queue,
    queue_item,
    queue_running,
    settings,
    settings_backups,
    sites,
    system,
    trash,
    upcoming,
    upgrades,
    workers,
)
from aniworld_web.rest.describing import describing
from aniworld_web.rest.operation import Operation

__all__ = ["OPERATIONS"]

OPERATIONS: tuple[Operation, ...] = (
    *anime.OPERATIONS,
    *missing.OPERATIONS,
    *upgrades.OPERATIONS,
    *folders.OPERATIONS,
    *matching.OPERATIONS,
    *history.OPERATIONS,
    *queue_running.OPERATIONS,
    *queue.OPERATIONS,
    *queue_item.OPERATIONS,
    *quarantine.OPERATIONS,
    *trash.OPERATIONS,
    *jobs.OPERATIONS,
    *migration.OPERATIONS,
    *settings.OPERATIONS,
    *settings_backups.OPERATIONS,
    *system.OPERATIONS,
    *sites.OPERATIONS,
    *workers.OPERATIONS,
    *upcoming.OPERATIONS,
    *auth.OPERATIONS,
    *api_keys.OPERATIONS,
    describing(lambda: OPERATIONS),
)
