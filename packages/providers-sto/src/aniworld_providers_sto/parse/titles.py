"""Titles as the site writes them."""

from collections.abc import Sequence

from aniworld_scraping import clean, clean_all

__all__ = ["shown", "shown_all"]


def shown(text: str) -> str:
    """Clean a title, in which the site writes a backtick for an apostrophe."""
    return clean(text).replace("`", "'")


def shown_all(texts: Sequence[str]) -> list[str]:
    """Clean many titles."""
    return [text.replace("`", "'") for text in clean_all(texts)]
