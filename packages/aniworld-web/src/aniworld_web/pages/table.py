"""Every page in one table."""

from aniworld_web.pages import choices
from aniworld_web.pages.page import Page

__all__ = ["PAGES"]

PAGES: tuple[Page, ...] = (*choices.PAGES,)
