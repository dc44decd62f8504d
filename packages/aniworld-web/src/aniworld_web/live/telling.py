"""From an event of the core to what the WebSocket tells of it."""

from collections.abc import Callable, Sequence
from typing import Literal

from attrs import frozen

from aniworld_core import events
from aniworld_core.entities import QueueState, SeriesKey
from aniworld_core.serde import timestamp
from aniworld_web.live import messages
from aniworld_web.live.messages import EVENTS, mask

__all__ = ["QUEUE", "ROOMS", "SCAN", "Told", "download_slot", "newest", "tell"]

QUEUE = "queue"
"""The slot of the queue's status."""

SCAN = "scan"
"""The slot of the scan that runs."""

ROOMS = {one.name: mask(*one.rooms) for one in EVENTS}
"""The rooms of each type, as bits."""

_NAMES = {one.data: one.name for one in EVENTS}
_REASON = 1000
"""Characters of a reason, at most: a message is for a person, and many are kept."""

_Folder = Callable[[SeriesKey], str | None]


@frozen
class Told:
    """What to tell: ``data`` (None ends the slot without a word), and see :class:`~.log.Entry`."""

    data: object | None
    slot: str | None = None
    ends: bool = False

    @property
    def name(self) -> str:
        """The type of the message, or nothing."""
        return _NAMES.get(type(self.data), "")


def download_slot(id: int) -> str:
    """Return the slot of a download."""
    return f"download {id}"


def tell(event: events.Event, folder: _Folder) -> Told | None:
    """Return what an event means to clients, or None where it means nothing to them."""
    told = None
    match event:
        case events.DownloadProgress() | events.DownloadStarted():
            told = Told(_progress(event, folder), download_slot(event.id))
        case events.DownloadFinished() | events.DownloadFailed() | events.DownloadWaiting():
            told = Told(_ended(event, folder), download_slot(event.id), ends=True)
        case events.QueueChanged(state=state) if state is not QueueState.RUNNING:
            told = Told(None, download_slot(event.id), ends=True)
        case events.ScanStarted(folders=total):
            told = Told(_scanned(0, total), SCAN)
        case events.ScanProgress(done=done, folders=total):
            told = Told(_scanned(done, total), SCAN)
        case events.ScanFinished(folders=folders, read=read, files=files):
            data = messages.ScanComplete(folders=folders, read=read, files=files)
            told = Told(data, SCAN, ends=True)
        case events.ScanFailed(reason=reason):
            told = Told(messages.ScanFailed(reason=reason[:_REASON]), SCAN, ends=True)
        case events.SeriesAdded() | events.SeriesChanged() | events.SeriesRemoved():
            told = Told(_changed(event, folder))
        case events.ConditionChanged() | events.TitlesRead():
            told = Told(_of_site(event))
    return told


def newest(told: Sequence[Told]) -> Sequence[Told]:
    """Leave out what is replaced by something later: of each slot the last stays, and what ends it."""
    kept: list[Told] = []
    later: set[str] = set()
    for one in reversed(told):
        if one.slot is not None:
            if one.slot in later and not one.ends:
                continue
            later.add(one.slot)
        kept.append(one)
    kept.reverse()
    return kept


def _progress(
    event: events.DownloadProgress | events.DownloadStarted, folder: _Folder
) -> messages.DownloadProgress:
    received, total, speed, eta = 0, None, None, None
    if isinstance(event, events.DownloadProgress):
        received, total, speed, eta = event.received, event.total, event.speed, event.eta
    return messages.DownloadProgress(
        download_id=event.id,
        key=event.key,
        folder=folder(event.key),
        episode=str(event.episode),
        percent=_percent(received, total),
        speed_mbps=None if speed is None else round(speed * 8 / 1e6, 2),
        eta_seconds=None if eta is None else round(eta),
        received=received,
        total=total,
    )


def _ended(
    event: events.DownloadFinished | events.DownloadFailed | events.DownloadWaiting,
    folder: _Folder,
) -> messages.DownloadComplete | messages.DownloadFailed:
    if isinstance(event, events.DownloadFinished):
        return messages.DownloadComplete(
            download_id=event.id,
            key=event.key,
            folder=folder(event.key),
            episode=str(event.episode),
            path=event.path,
            size=event.size,
        )
    next_try = event.next_try if isinstance(event, events.DownloadWaiting) else None
    return messages.DownloadFailed(
        download_id=event.id,
        key=event.key,
        folder=folder(event.key),
        episode=str(event.episode),
        reason=event.reason[:_REASON],
        next_try=None if next_try is None else timestamp(next_try),
    )


def _changed(
    event: events.SeriesAdded | events.SeriesChanged | events.SeriesRemoved, folder: _Folder
) -> messages.SeriesChanged:
    changes: dict[type, Literal["added", "changed", "removed"]] = {
        events.SeriesAdded: "added",
        events.SeriesRemoved: "removed",
    }
    change = changes.get(type(event), "changed")
    return messages.SeriesChanged(key=event.key, folder=folder(event.key), change=change)


def _of_site(
    event: events.ConditionChanged | events.TitlesRead,
) -> messages.ConditionChanged | messages.TitlesRead:
    if isinstance(event, events.TitlesRead):
        return messages.TitlesRead(provider=event.provider, titles=event.titles)
    return messages.ConditionChanged(
        provider=event.provider,
        condition=event.kind.value,
        reason=event.reason[:_REASON],
        until=None if event.until is None else timestamp(event.until),
    )


def _scanned(done: int, total: int) -> messages.ScanProgress:
    return messages.ScanProgress(done=done, total=total, percent=_percent(done, total))


def _percent(done: int, total: int | None) -> float | None:
    return round(min(done / total, 1) * 100, 1) if total else None
