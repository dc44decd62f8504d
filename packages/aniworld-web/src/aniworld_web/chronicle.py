"""What happens in the library, written into the program's log."""

import logging

from aniworld_core import events
from aniworld_core.entities import ConditionKind

__all__ = ["chronicle"]

_log = logging.getLogger(__name__)


def chronicle(event: events.Event) -> None:
    """Log an event, a sink's way; not progress, nor what its own job tells."""
    match event:
        case events.SeriesAdded(key=key, title=title):
            _log.info("%s was added: %s", key, title)
        case events.SeriesRemoved(key=key):
            _log.info("%s was removed", key)
        case events.TitlesRead(provider=provider, titles=titles):
            _log.info("the list of %s was read: %d titles", provider, titles)
        case events.ConditionChanged():
            _tell_condition(event)
        case events.ScanFinished(folders=folders, read=read, files=files):
            _log.info("scanned %d folders, read %d anew: %d videos", folders, read, files)
        case events.MigrationFinished(result=result):
            _log.info("old data was taken over: %s", result)
        case _:
            _tell_download(event)


def _tell_condition(event: events.ConditionChanged) -> None:
    if event.kind is ConditionKind.WORKING:
        _log.info("%s works again", event.provider)
    else:
        _log.warning("%s is %s: %s", event.provider, event.kind, event.reason)


def _tell_download(event: events.Event) -> None:
    match event:
        case events.DownloadFinished(key=key, episode=episode, path=path):
            _log.info("%s %s was downloaded: %s", key, episode, path)
        case events.LinkFailed(key=key, episode=episode, hoster=hoster, reason=reason):
            _log.info("%s %s: %s did not work: %s", key, episode, hoster, reason)
        case events.DownloadWaiting(key=key, episode=episode, reason=reason):
            _log.info("%s %s is tried again later: %s", key, episode, reason)
        case events.DownloadsHeld(reason=reason):
            _log.warning("downloads wait: %s", reason)
        case events.DownloadsReleased():
            _log.info("downloads go on")
        case events.QueuePaused():
            _log.info("the queue was paused")
        case events.QueueResumed():
            _log.info("the queue goes on")
        case events.DownloadFailed(key=key, episode=episode, reason=reason):
            _log.warning("%s %s failed: %s", key, episode, reason)
