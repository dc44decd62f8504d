"""Reading sites that answer with JSON."""

import json
from collections.abc import Callable
from typing import Any, TypeVar

from aniworld_scraping.outcomes import unknown_page
from aniworld_scraping.page import Page

__all__ = ["parse_json"]

T = TypeVar("T")

_STUMBLES = (ValueError, LookupError, TypeError, AttributeError, RecursionError)
"""What reading a document raises that is not of the form it should have."""


def parse_json(page: Page, read: Callable[[Any], T]) -> T:
    """Return what ``read`` makes of a page's JSON document, without checking each of its parts.

    Whatever it stumbles over makes the page an unknown one: raises LayoutChanged, or Blocked when the
    page shows a challenge. A ProviderError that ``read`` itself raises, such as Gone, is kept.
    """
    try:
        return read(json.loads(page.text))
    except _STUMBLES as error:
        raise unknown_page(page.url, page.text) from error
