"""Titles as the site writes them."""

from aniworld_scraping import clean

__all__ = ["shown"]


def shown(text: str) -> str:
    """Clean a title, in which the site writes a backtick for an apostrophe."""
    return clean(text).replace("`", "'")
