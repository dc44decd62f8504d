"""What settings and their sections are called in the form."""

from aniworld_core.config import Section, Setting
from aniworld_web.pages.settings.meanings import MEANINGS
from aniworld_web.pages.settings.names import NAMES
from aniworld_web.pages.texts import Texts

__all__ = ["BYTES", "meaning", "measured", "section_name", "setting_name"]


_SPEEDS = {"item_speed_limit", "min_speed", "speed_limit"}
BYTES = {"max_size", "min_size", "quarantine_size", "reserve", "size_limit", *_SPEEDS}
"""Names of settings that are a number of bytes, or of bytes in a second."""

_SECONDS = {"backoff", "patience", "resolve_timeout", "stall_timeout", "timeout"}


def setting_name(texts: Texts, setting: Setting) -> str:
    """Return the name of a setting; one that a foreign plugin declares is called as it calls it."""
    name = NAMES.get(setting.name)
    return texts.gettext(name) if name else setting.name.replace("_", " ").capitalize()


def measured(texts: Texts, setting: Setting, text: str) -> str:
    """Return a number of bytes or seconds as a person would say it; nothing where it says no more."""
    if not text.isascii() or not text.isdecimal() or len(text) > 18:
        return ""
    number = int(text)
    if setting.name in BYTES and number >= 1000:
        return texts.size(number) + ("/s" if setting.name in _SPEEDS else "")
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
        "schedule": _("Schedule"),
        "plugins.web": _("Web application"),
    }
    return names.get(section.path) or section.path.partition(".")[2]


def meaning(texts: Texts, doc: str) -> str:
    """Return what a setting means; the words of a foreign plugin stay as they are."""
    return texts.gettext(doc) if doc in MEANINGS else doc
