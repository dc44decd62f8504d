"""What a visitor chooses for their own browser: the language."""

from aniworld_web.pages.addresses import ours
from aniworld_web.pages.page import Page, Redirect, Visit
from aniworld_web.pages.texts import LANGUAGES
from aniworld_web.pages.visiting import LANGUAGE_COOKIE

__all__ = ["PAGES", "language"]


def language(visit: Visit) -> Redirect:
    """Remember a language and show the same page in it."""
    chosen = visit.form.text("language")
    back = ours(visit.form.text("next")) or "/"
    return Redirect(back, cookies={LANGUAGE_COOKIE: chosen} if chosen in LANGUAGES else {})


PAGES = (Page("POST", "/language", language, scope=None),)
