"""Rules of the field as plain functions: each returns the valid value or says which rule broke."""

from aniworld_core.errors import InvalidValue

__all__ = ["naming_template", "quality"]


def quality(text: str) -> str:
    """Return a quality: 360p, 480p, 720p, 1080p, best or worst; raises InvalidValue."""
    if text not in ("360p", "480p", "720p", "1080p", "best", "worst"):
        raise InvalidValue(f"{text!r} is no quality.")
    return text


def naming_template(text: str) -> str:
    """Return a naming template that can be used; raises InvalidValue."""
    return text
