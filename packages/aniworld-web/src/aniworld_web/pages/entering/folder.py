"""The second step: the library folder is looked at, chosen, and scanned for the first time."""

from contextlib import suppress
from pathlib import Path

from aniworld_core.errors import AniworldError, LibraryUnavailable
from aniworld_web import reload
from aniworld_web.pages.entering.folder_look import FolderLook, FolderState, look
from aniworld_web.pages.entering.steps import FOLDER, SITES, steps_context
from aniworld_web.pages.page import Page, Redirect, Shown, Visit
from aniworld_web.pages.wording import told
from aniworld_web.scans import Scan

__all__ = ["PAGES", "choose", "show"]


def show(visit: Visit) -> Shown | Redirect:
    """Ask for the folder; one that was typed is looked at before it is used."""
    if visit.site.settings is None:
        return _elsewhere(visit)
    text = visit.query.text("folder")
    if "folder" in visit.query:
        return _shown(visit, look(visit.site, text), text)
    current = visit.site.library.config.library
    return _shown(visit, None, str(current or _suggestion()))


def choose(visit: Visit) -> Shown | Redirect:
    """Use a folder, made before if that was asked for, and begin to scan it."""
    site, text = visit.site, visit.form.text("folder")
    if site.settings is None:
        return _elsewhere(visit)
    found = look(site, text)
    if found.state is FolderState.MISSING and visit.form.text("create") == "1":
        try:
            found.path.mkdir(parents=True)
        except OSError as error:
            problem = visit.gettext("The folder could not be made: %(why)s", why=error.strerror)
            return _shown(visit, found, text, problem)
        found = look(site, text)
    if found.state is not FolderState.GOOD:
        return _shown(visit, found, text, refused=True)
    former = site.library.config.library
    try:
        reload.change(site, lambda settings: settings.merge({"library": str(found.path)}))
    except AniworldError as error:
        return _shown(visit, found, text, told(visit.texts, error))
    if site.library.config.library != found.path:
        problem = visit.gettext(
            "Saved, but not used: an option or the environment of this program names another folder."
        )
        return _shown(visit, found, text, problem)
    if found.path != former:
        with suppress(LibraryUnavailable):  # the scan tells why not
            site.library.scanner.adopt_root()
    Scan(offline=True).start(site)
    return Redirect(SITES, visit.gettext("The folder is set. It is being scanned right now."))


def _shown(
    visit: Visit,
    found: FolderLook | None,
    text: str,
    problem: str = "",
    *,
    refused: bool = False,
) -> Shown:
    context = {
        "folder": text,
        "look": found,
        "problem": problem,
        "refused": refused,
        "reserve": visit.site.library.config.downloads.reserve,
        **steps_context(visit, FOLDER),
    }
    return Shown("setup_folder.html", context, 422 if problem or refused else 200)


def _suggestion() -> Path:
    return Path.home() / "Anime"


def _elsewhere(visit: Visit) -> Redirect:
    text = visit.gettext("Folder and sites are set by the program that this is part of.")
    return Redirect("/", text, "info")


PAGES = (
    Page("GET", FOLDER, show, templates=("setup_folder.html",)),
    Page("POST", FOLDER, choose, templates=("setup_folder.html",)),
)
