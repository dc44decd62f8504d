"""One event of every kind, with a telling value in every field."""

from collections.abc import Sequence
from datetime import UTC, datetime

from aniworld_core import events
from aniworld_core.entities import (
    ConditionKind,
    EpisodeId,
    Failure,
    HoldKind,
    MigrationResult,
    QueueState,
    SeriesKey,
)

__all__ = ["progress", "queued", "samples"]

_KEY, _EPISODE = SeriesKey("fern"), EpisodeId(1, 3)
_AT = datetime(2026, 11, 22, 15, 30, 0, 250_000, tzinfo=UTC)


def queued(id: int, state: QueueState | None = QueueState.QUEUED) -> events.QueueChanged:
    """Return the news of an item of the queue."""
    return events.QueueChanged(id=id, key=_KEY, episode=_EPISODE, state=state)


def progress(id: int, received: int) -> events.DownloadProgress:
    """Return a progress, of which neither the size nor the speed is known."""
    return events.DownloadProgress(
        id=id,
        key=_KEY,
        episode=_EPISODE,
        received=received,
        total=None,
        speed=None,
        eta=None,
    )


def samples() -> Sequence[events.Event]:
    """Return one event of every kind, and some with what may be missing."""
    return (*_of_series(), *_of_scans(), *_of_downloads(), queued(7, None), progress(7, 1))


def _of_series() -> Sequence[events.Event]:
    result = MigrationResult(
        total_found=2,
        migrated=1,
        skipped=0,
        failed=1,
        errors=(Failure(path="Old Show/data", reason="it is no JSON"),),
    )
    return (
        events.SeriesAdded(key=_KEY, title="Fern \N{SNOWFLAKE} \N{SPARKLES} 『葬送』"),
        events.SeriesChanged(key=_KEY),
        events.SeriesRemoved(key=_KEY),
        events.RefreshProgress(done=1, series=2),
        events.TitlesRead(provider="site", titles=2_000),
        events.ConditionChanged(
            provider="site", kind=ConditionKind.RESTING, reason="429\nlater", until=_AT
        ),
        events.MigrationFinished(result=result, automatic=True),
    )


def _of_scans() -> Sequence[events.Event]:
    return (
        events.ScanStarted(folders=3),
        events.ScanProgress(done=1, folders=3),
        events.ScanFinished(folders=3, read=2, files=40),
        events.ScanFailed(reason="the folder is away"),
    )


def _of_downloads() -> Sequence[events.Event]:
    return (
        queued(7),
        events.QueuePaused(),
        events.QueueResumed(),
        events.DownloadStarted(id=7, key=_KEY, episode=_EPISODE),
        events.DownloadProgress(
            id=7, key=_KEY, episode=_EPISODE, received=5, total=10**12, speed=2.5, eta=12.0
        ),
        events.LinkFailed(
            id=7, key=_KEY, episode=_EPISODE, hoster="VOE", language="ger-dub", reason="gone"
        ),
        events.DownloadWaiting(id=7, key=_KEY, episode=_EPISODE, reason="later", next_try=_AT),
        events.DownloadFinished(id=7, key=_KEY, episode=_EPISODE, path="Fern/é.mkv", size=1),
        events.DownloadFailed(id=7, key=_KEY, episode=_EPISODE, reason="no way left"),
        events.DownloadsHeld(kind=HoldKind.DISK, reason="full", until=None),
        events.DownloadsReleased(),
    )
