"""What the settings that come with the program are called in the form."""

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["NAMES"]


def _(text: str) -> str:
    """Mark a text for translation; it is translated where it is shown."""
    return text


NAMES: Mapping[str, str] = MappingProxyType(
    {
        "allowed_hosts": _("Host names"),
        "attempts": _("Tries"),
        "backoff": _("Wait before the second try (seconds)"),
        "base_url": _("Address"),
        "concurrency": _("Requests at the same time"),
        "connections": _("Pieces at the same time"),
        "data": _("Data folder"),
        "download": _("Work the queue off"),
        "episode_limit": _("Highest episode number"),
        "extensions": _("Video files"),
        "ffmpeg": _("ffmpeg program"),
        "guard_files": _("Vanished files that are fine"),
        "guard_share": _("Share of vanished files that is fine (percent)"),
        "host": _("Address to listen on"),
        "host_label": _("Name of this host"),
        "hosters": _("Hosters, the best first"),
        "item_speed_limit": _("Speed limit of one download (bytes a second)"),
        "languages": _("Languages, the best first"),
        "library": _("Library folder"),
        "local_addresses": _("Hosters in the local network"),
        "max_size": _("Largest video (bytes)"),
        "min_size": _("Smallest video (bytes)"),
        "min_speed": _("Slowest hoster (bytes a second)"),
        "patience": _("Longest wait (seconds)"),
        "per_hoster": _("Downloads from one hoster"),
        "per_hour": _("Downloads an hour"),
        "port": _("Port"),
        "prefix": _("Path below a proxy"),
        "quality": _("Quality"),
        "quarantine_days": _("Keep failed files (days)"),
        "quarantine_size": _("Space for failed files (bytes)"),
        "refresh_hours": _("Look at the sites every (hours)"),
        "relay": _("Relay"),
        "replace": _("Replace files when a better language is offered"),
        "requests_per_hour": _("Requests an hour"),
        "requests_per_second": _("Requests a second"),
        "reserve": _("Space to keep free (bytes)"),
        "resolve_timeout": _("Patience with a hoster's page (seconds)"),
        "retries": _("Repeated requests"),
        "scan_hours": _("Scan the library folder every (hours)"),
        "session_hours": _("Sign in again after (hours)"),
        "size_limit": _("Largest page (bytes)"),
        "speed_limit": _("Speed limit of all downloads (bytes a second)"),
        "stall_timeout": _("Patience with a stalled download (seconds)"),
        "store": _("Store"),
        "template": _("Name of a new file"),
        "timeout": _("Patience with the site (seconds)"),
        "trash_days": _("Keep replaced files (days)"),
        "trusted_proxies": _("Trusted proxies"),
        "wait_days": _("Wait for the first language (days)"),
        "window": _("Time of the day for downloads"),
        "workers": _("Downloads at the same time"),
    }
)
"""By the last part of a setting's path."""
