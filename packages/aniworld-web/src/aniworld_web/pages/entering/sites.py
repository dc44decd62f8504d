"""The third step: which sites there are, and which languages are wanted."""

from aniworld_core.entities import KNOWN_LANGUAGES, Language
from aniworld_core.errors import AniworldError
from aniworld_core.plugins import Trial, reports
from aniworld_web import reload
from aniworld_web.pages.entering.steps import SITES, steps_context
from aniworld_web.pages.page import Page, Redirect, Shown, Visit
from aniworld_web.pages.reaching import reaching_context
from aniworld_web.pages.wording import language_name, told

__all__ = ["PAGES", "save", "show"]


def show(visit: Visit) -> Shown | Redirect:
    """Show the sites; none of them is asked for anything."""
    if visit.site.settings is None:
        return Redirect("/")
    return _shown(visit, visit.site.library.config.downloads.languages)


def save(visit: Visit) -> Shown | Redirect:
    """Keep the languages; that was the last step."""
    site = visit.site
    if site.settings is None:
        return Redirect("/")
    chosen = dict.fromkeys(text for text in visit.form.all("language") if text)
    try:
        languages = tuple(map(Language, chosen))
        if not languages:
            problem = visit.gettext("Choose at least one language.")
            return _shown(visit, (), problem)
        given = {"downloads": {"languages": list(map(str, languages))}}
        reload.change(site, lambda settings: settings.merge(given))
    except AniworldError as error:
        usual = site.library.config.downloads.languages
        return _shown(visit, usual, told(visit.texts, error))
    return Redirect("/", visit.gettext("All is set. Have fun!"))


def _shown(visit: Visit, chosen: tuple[Language, ...], problem: str = "") -> Shown:
    library = visit.site.library
    choices = (*KNOWN_LANGUAGES, *(one for one in chosen if one not in KNOWN_LANGUAGES))
    found = reports(Trial(library.plugins.manager, library.config))
    context = {
        "providers": list(library.plugins.providers),
        "broken": [one for one in found if one.broken is not None],
        "language_choices": [(one, language_name(visit.texts, one)) for one in choices],
        "chosen": chosen,
        "problem": problem,
        **reaching_context(visit),
        **steps_context(visit, SITES),
    }
    return Shown("setup_sites.html", context, 422 if problem else 200)


PAGES = (
    Page("GET", SITES, show, templates=("setup_sites.html",)),
    Page("POST", SITES, save, templates=("setup_sites.html",)),
)
