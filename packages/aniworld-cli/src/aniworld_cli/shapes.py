"""The JSON documents of all commands in one table: docs/cli.md shows it, tests hold commands to it."""

from datetime import datetime
from typing import Any, NamedTuple

from aniworld_core.entities import (
    ConditionKind,
    Episode,
    HistoryEntry,
    Hold,
    MigrationResult,
    Quarantined,
    QueueItem,
    QueueState,
    ReleaseKind,
    Replaceable,
    SearchHit,
    Series,
    SeriesMissing,
    SeriesSummary,
    Trashed,
    WorkerProcess,
)
from aniworld_core.events import DownloadFailed, DownloadFinished, DownloadWaiting
from aniworld_core.plugins import PluginReport
from aniworld_core.services.explaining import Explanation, Part
from aniworld_core.services.health import Finding
from aniworld_core.services.matching import Accepted, Proposal
from aniworld_core.services.migration import CleanupResult
from aniworld_core.services.renaming import FolderMove, Move, RenameRun, Skipped
from aniworld_core.services.scanner import ScanResult
from aniworld_core.services.settings import Backup
from aniworld_core.services.upcoming import Upcoming

__all__ = ["ERROR", "SHAPES", "And", "OrNull"]


class OrNull(NamedTuple):
    """A shape, or null in its place."""

    shape: Any


class And(NamedTuple):
    """The fields of a class, and more of them or others in their place."""

    cls: type
    more: dict[str, Any]


_FAILURE = {"type": str, "message": str, "hint": str}
_ITEM = {"id": int | None, "key": str, "episode": str}
_SERIES = And(Series, {"episodes": [And(Episode, {"state": str})]})
_SETTING = {"dry_run": bool, "path": str, "setting": str}

_WORKER = And(WorkerProcess, {"alive": bool, "items": [QueueItem], "leads": [str]})
_ASKED = {"dry_run": bool, "asked": [_WORKER]}

ERROR = {"error": _FAILURE}
"""What any command prints instead when it fails."""

_DROPPED = {"dry_run": bool, "dropped": int, "files": [Trashed]}

_RENAMED = {
    "dry_run": bool,
    "id": str,
    "moves": [Move],
    "folders": [FolderMove],
    "skipped": [Skipped],
}


def _changed(done: str) -> dict[str, Any]:
    return {"dry_run": bool, done: int, "items": [_ITEM]}


_SWITCHED = {"dry_run": bool, "id": int | None, "pause": bool, "changed": bool}

SHAPES: dict[str, Any] = {
    "search": {"answers": [{"provider": str, "error": OrNull(_FAILURE), "hits": [SearchHit]}]},
    "index": {
        "lists": [
            {
                "provider": str,
                "titles": int,
                "read": OrNull(datetime),
                "asked": bool,
                "error": OrNull(_FAILURE),
            }
        ]
    },
    "add": {"dry_run": bool, "series": Series},
    "list": {"total": int, "series": [SeriesSummary]},
    "show": {"series": _SERIES},
    "edit": {"dry_run": bool, "series": Series},
    "remove": {"dry_run": bool, "removed": str},
    "restore": {"dry_run": bool, "restored": str},
    "scan": {
        "dry_run": bool,
        "due": int | None,
        "refreshed": [{"key": str, "asked": bool, "error": OrNull(_FAILURE)}],
        "scan": ScanResult,
    },
    "upcoming": {
        "pages": [
            {
                "provider": str,
                "kind": ReleaseKind,
                "releases": int,
                "read": datetime | None,
                "error": OrNull(_FAILURE),
            }
        ],
        "total": int,
        "entries": [Upcoming],
    },
    "missing": {"total": int, "series": [SeriesMissing]},
    "missing --upgrades": {"total": int, "upgrades": [Replaceable]},
    "ignore": {"dry_run": bool, "key": str, "ignored": bool, "episodes": [str]},
    "match": {
        "titles": int,
        "no_series": [str],
        "refused": [{"folder": str, "provider": str, "ref": str}],
        "proposals": [Proposal],
    },
    "match FOLDER KEY": {"dry_run": bool, "series": Series},
    "match --accept-certain": {
        "dry_run": bool,
        "certain": [Proposal],
        "accepted": [Accepted],
        "refused": [{"folder": str, "error": _FAILURE}],
    },
    "match --no-series FOLDER": {"dry_run": bool, "folder": str},
    "match --forget FOLDER": {
        "dry_run": bool,
        "folder": str,
        "forgotten": int,
        "series": OrNull(str),
    },
    "download": {
        "dry_run": bool,
        "queued": [_ITEM],
        "skipped": [{"key": str, "folders": [str]}],
        "finished": [DownloadFinished],
        "failed": [DownloadFailed],
        "waiting": [DownloadWaiting],
        "behind": int,
        "hold": OrNull(Hold),
        "paused": bool,
        "stopped": bool,
    },
    "queue list": {
        "paused": bool,
        "hold": OrNull(Hold),
        "counts": {state.value: int for state in QueueState},
        "items": [QueueItem],
    },
    "queue add": _changed("queued"),
    "queue remove": _changed("removed"),
    "queue retry": _changed("retried"),
    "queue clear": _changed("cleared"),
    "queue pause": _SWITCHED,
    "queue resume": _SWITCHED,
    "queue move": _changed("moved"),
    "worker": {"name": str, "downloads": int, "providers": [str]},
    "workers": {"workers": [_WORKER]},
    "workers drain": _ASKED,
    "workers stop": _ASKED,
    "history": {"total": int, "entries": [HistoryEntry]},
    "explain": And(
        Explanation,
        {"sentences": [{"part": Part, "kind": str, "text": str, "values": dict}]},
    ),
    "quarantine list": {"total": int, "size": int, "files": [Quarantined]},
    "quarantine retry": {
        "dry_run": bool,
        "retried": int,
        "files": [Quarantined],
        "items": [_ITEM],
    },
    "quarantine drop": {"dry_run": bool, "dropped": int, "files": [Quarantined]},
    "trash list": {"total": int, "size": int, "files": [Trashed]},
    "trash restore": {
        "dry_run": bool,
        "restored": [str],
        "refused": [{"id": str, "error": _FAILURE}],
    },
    "trash drop": _DROPPED,
    "trash empty": _DROPPED,
    "rename": _RENAMED | {"foreign": int, "fitting": int},
    "undo": _RENAMED,
    "undo --list": {"runs": [RenameRun]},
    "migrate": {
        "dry_run": bool,
        "result": MigrationResult,
        "cleanup": OrNull(CleanupResult),
    },
    "config path": {"path": str, "exists": bool},
    "config show": {"settings": dict},
    "config check": {"path": str, "problems": [{"setting": str, "problem": str}]},
    "config set": _SETTING | {"value": str},
    "config unset": _SETTING,
    "config backup": {"dry_run": bool, "backup": str | None},
    "config backups": {"backups": [Backup]},
    "config restore": {"dry_run": bool, "restored": str},
    "plugins": {
        "plugins": [PluginReport],
        "sites": [
            {
                "provider": str,
                "state": ConditionKind,
                "until": OrNull(datetime),
                "reason": str,
            }
        ],
    },
    "plugins new": {"dry_run": bool, "folder": str, "files": [str]},
    "plugins check": {"plugin": str, "ok": bool, "checks": [Finding]},
    "doctor": {"ok": bool, "checks": [Finding]},
    "completion": {"shell": str, "script": str},
}
"""By command: Python types stand for the JSON they become, a list for any number of its one element."""
