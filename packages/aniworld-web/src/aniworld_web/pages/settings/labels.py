"""What settings and their sections are called in the form."""

from aniworld_core.config import Section, Setting
from aniworld_web.pages.settings.meanings import MEANINGS
from aniworld_web.pages.texts import Texts

__all__ = ["meaning", "measured", "section_name", "setting_name"]


_BYTES = {"min_size", "rate_limit", "reserve", "size_limit"}
_SECONDS = {"backoff", "patience", "resolve_timeout", "stall_timeout", "timeout"}


def setting_name(texts: Texts, setting: Setting) -> str:
    """Return the name of a setting; one that a foreign plugin declares is called as it calls it."""
    _ = texts.gettext
    names = {
        "allowed_hosts": _("Host names"),
        "attempts": _("Tries"),
        "backoff": _("Wait before the second try (seconds)"),
        "base_url": _("Address"),
        "concurrency": _("Requests at the same time"),
        "data": _("Data folder"),
        "download": _("Work the queue off"),
        "episode_limit": _("Highest episode number"),
        "extensions": _("Video files"),
        "ffmpeg": _("ffmpeg program"),
        "guard_files": _("Vanished files that are fine"),
        "guard_share": _("Share of vanished files that is fine (percent)"),
        "host": _("Address to listen on"),
        "hosters": _("Hosters, the best first"),
        "languages": _("Languages, the best first"),
        "library": _("Library folder"),
        "min_size": _("Smallest video (bytes)"),
        "patience": _("Longest wait (seconds)"),
        "port": _("Port"),
        "prefix": _("Path below a proxy"),
        "quality": _("Quality"),
        "rate_limit": _("Speed limit (bytes a second)"),
        "refresh_hours": _("Look at the sites every (hours)"),
        "requests_per_hour": _("Requests an hour"),
        "requests_per_second": _("Requests a second"),
        "reserve": _("Space to keep free (bytes)"),
        "resolve_timeout": _("Patience with a hoster's page (seconds)"),
        "retries": _("Repeated requests"),
        "session_hours": _("Sign in again after (hours)"),
        "size_limit": _("Largest page (bytes)"),
        "stall_timeout": _("Patience with a stalled download (seconds)"),
        "store": _("Store"),
        "template": _("Name of a new file"),
        "timeout": _("Patience with the site (seconds)"),
        "trusted_proxies": _("Trusted proxies"),
        "workers": _("Downloads at the same time"),
    }
    return names.get(setting.name) or setting.name.replace("_", " ").capitalize()


def measured(texts: Texts, setting: Setting, text: str) -> str:
    """Return a number of bytes or seconds as a person would say it; nothing where it says no more."""
    if not text.isascii() or not text.isdecimal() or len(text) > 18:
        return ""
    number = int(text)
    if setting.name in _BYTES and number >= 1000:
        return texts.size(number) + ("/s" if setting.name == "rate_limit" else "")
    if setting.name in _SECONDS and number >= 60:
        return (
            texts.gettext("%(time)s hours", time=texts.number(number / 3600, 1))
            if (number >= 3600)
            else texts.gettext("%(time)s minutes", time=texts.duration(number))
        )
    return ""


def section_name(texts: Texts, section: Section) -> str:
    """Return the name of a section; a plugin's is the plugin's own name."""
    _ = texts.gettext
    names = {
        "": _("Library"),
        "downloads": _("Downloads"),
        "naming": _("File names"),
        "scanner": _("Scanner"),
        "plugins.web": _("Web application"),
    }
    return names.get(section.path) or section.path.partition(".")[2]


def meaning(texts: Texts, doc: str) -> str:
    """Return what a setting means; the words of a foreign plugin stay as they are."""
    return texts.gettext(doc) if doc in MEANINGS else doc
