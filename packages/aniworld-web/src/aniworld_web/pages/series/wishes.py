"""What is wanted of a series: whether it is monitored, and its languages in order of preference."""

from collections.abc import Mapping
from typing import Any

from aniworld_core.entities import KNOWN_LANGUAGES, Language, Series
from aniworld_web.pages.addresses import address
from aniworld_web.pages.page import Page, Redirect, Visit
from aniworld_web.pages.wording import language_name

__all__ = ["PAGES", "wish", "wishes_context"]


def wishes_context(visit: Visit, series: Series) -> Mapping[str, Any]:
    """Return the languages to choose from, as pairs of their codes and names, and those chosen."""
    offered = {one for episode in series.episodes for one in episode.languages}
    others = sorted({*offered, *series.languages} - set(KNOWN_LANGUAGES))
    choices = [(one, language_name(visit.texts, one)) for one in (*KNOWN_LANGUAGES, *others)]
    usual = visit.site.library.config.downloads.languages
    return {
        "language_choices": choices,
        "ranks": min(len(choices), max(3, len(series.languages))),
        "usual_languages": ", ".join(language_name(visit.texts, one) for one in usual),
    }


def wish(visit: Visit) -> Redirect:
    """Remember what is wanted of a series; no language at all means those of the library."""
    key = visit.path["key"]
    visit.site.library.catalog.configure(
        key,
        monitored=visit.form.text("monitored") == "1",
        languages=tuple(Language(text) for text in visit.form.all("language") if text),
    )
    return Redirect(visit.back_to(address("/series", key)), visit.gettext("Saved."))


PAGES = (Page("POST", "/series/{key}/wishes", wish),)
