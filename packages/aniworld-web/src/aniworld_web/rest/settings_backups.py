"""``/config/backups``: copies of the settings file, made by hand and before every change."""

from datetime import datetime
from typing import Annotated

from attrs import frozen
from msgspec import Meta

from aniworld_core.entities import Scope
from aniworld_core.errors import InvalidConfig, InvalidValue, NotFound, NotPossible
from aniworld_web import reload
from aniworld_web.rest.fields import Limit
from aniworld_web.rest.operation import Call, Nothing, Operation
from aniworld_web.rest.paging import cut
from aniworld_web.rest.settings import ConfigChanged, changed

__all__ = [
    "OPERATIONS",
    "BackupList",
    "BackupMade",
    "BackupQuery",
    "BackupShown",
    "listed",
    "make",
    "restore",
]


@frozen(kw_only=True)
class BackupQuery:
    """Which page of the backups."""

    after: Annotated[str, Meta(max_length=100)] | None = None
    limit: Limit = 100


@frozen(kw_only=True)
class BackupShown:
    """A copy of the settings file: when it was made, its size in bytes."""

    name: str
    time: datetime
    size: int


@frozen(kw_only=True)
class BackupList:
    """Backups, the newest first; ``next`` is the cursor of the next page, null at the end."""

    items: tuple[BackupShown, ...]
    total: int
    next: str | None


@frozen(kw_only=True)
class BackupMade:
    """The name of a new backup."""

    name: str


def listed(call: Call[Nothing, BackupQuery]) -> BackupList:
    """List the backups."""
    found = reload.editable(call.site).backups()
    names = [one.name for one in found]
    after = call.query.after
    start = names.index(after) + 1 if after in names else 0 if after is None else len(names)
    page, following = cut(found[start:], call.query.limit, lambda one: one.name)
    items = tuple(BackupShown(name=one.name, time=one.time, size=one.size) for one in page)
    return BackupList(items=items, total=len(found), next=following)


def make(call: Call[Nothing, Nothing]) -> BackupMade:
    """Make a backup."""
    return BackupMade(name=reload.editable(call.site).backup())


def restore(call: Call[Nothing, Nothing]) -> ConfigChanged:
    """Put a backup in the place of the settings."""
    name = call.path["name"]
    return changed(call.site, lambda settings: settings.restore(name))


OPERATIONS = (
    Operation(
        method="GET",
        path="/config/backups",
        handle=listed,
        summary="List the backups of the settings, the newest first.",
        tag="config",
        query=BackupQuery,
        answer=BackupList,
        errors=(NotPossible,),
    ),
    Operation(
        method="POST",
        path="/config/backups",
        handle=make,
        summary="Make a backup of the settings.",
        tag="config",
        scope=Scope.WRITE,
        answer=BackupMade,
        status=201,
        errors=(NotFound, NotPossible),
    ),
    Operation(
        method="POST",
        path="/config/backups/{name}/restore",
        handle=restore,
        summary="Put a backup in the place of the settings, once it is known to be in order.",
        tag="config",
        scope=Scope.WRITE,
        answer=ConfigChanged,
        errors=(InvalidValue, NotFound, InvalidConfig, NotPossible),
    ),
)
