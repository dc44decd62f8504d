"""The settings shown, checked while one types, and saved."""

from collections.abc import Mapping, Sequence
from typing import Any

from aniworld_core.errors import InvalidConfig
from aniworld_web import configuration, reload
from aniworld_web.pages.fields import Fields
from aniworld_web.pages.page import Page, Redirect, Shown, Visit
from aniworld_web.pages.settings.faults import with_problems
from aniworld_web.pages.settings.form import FormSection, changes, filled, sections_of
from aniworld_web.pages.settings.labels import section_name, setting_name
from aniworld_web.pages.settings.values import nested

__all__ = ["PAGES", "check", "plugins", "save", "save_plugins", "show"]

_CORE, _PLUGINS = "/settings", "/settings/plugins"


def show(visit: Visit) -> Shown:
    """Show the settings of the core."""
    return _shown(visit, plugins=False)


def plugins(visit: Visit) -> Shown:
    """Show the settings of sites and other plugins."""
    return _shown(visit, plugins=True)


def save(visit: Visit) -> Shown | Redirect:
    """Save what was changed of the core's settings."""
    return _saved(visit, plugins=False)


def save_plugins(visit: Visit) -> Shown | Redirect:
    """Save what was changed of the plugins' settings."""
    return _saved(visit, plugins=True)


def check(visit: Visit) -> Shown:
    """Tell what is wrong with one field of a form that is still being filled in."""
    path = visit.query.text("field")
    standing = configuration.standing(visit.site)
    sections = filled(visit, sections_of(visit, plugins="." in path.partition(".")[2]), standing)
    problems: Sequence[tuple[str, str]] = ()
    given = changes(sections, visit.form)
    if path in given:
        problems = _wrong(visit, {path: given[path]})
    sections, others = with_problems(visit, sections, visit.form, problems)
    fields = [field for section in sections for field in section.fields]
    field = next((one for one in fields if one.setting.path == path), None)
    if field is None:
        raise InvalidConfig(visit.gettext("There is no such setting."))
    text = " ".join([field.problem, *others]).strip()
    return Shown("settings_problem.html", {"id": field.id, "problem": text})


def _wrong(visit: Visit, given: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    try:
        reload.editable(visit.site).merge(nested(given), dry_run=True)
    except InvalidConfig as error:
        return error.problems or (("", error.message),)
    return ()


def _saved(visit: Visit, *, plugins: bool) -> Shown | Redirect:
    standing = configuration.standing(visit.site)
    given = changes(filled(visit, sections_of(visit, plugins=plugins), standing), visit.form)
    to = _PLUGINS if plugins else _CORE
    if not given:
        return Redirect(to, visit.gettext("Nothing was changed."), "info")
    try:
        reload.change(visit.site, lambda settings: settings.merge(nested(given)))
    except InvalidConfig as error:
        problems = error.problems or (("", error.message),)
        return _shown(visit, plugins=plugins, form=visit.form, problems=problems)
    return Redirect(to, visit.gettext("Saved. A backup of the settings before was kept."))


def _shown(
    visit: Visit,
    *,
    plugins: bool,
    form: Fields | None = None,
    problems: Sequence[tuple[str, str]] = (),
) -> Shown:
    standing = configuration.standing(visit.site)
    sections: Sequence[FormSection] = filled(visit, sections_of(visit, plugins=plugins), standing)
    others: Sequence[str] = ()
    if form is not None:
        sections, others = with_problems(visit, sections, form, problems)
    context = {
        "tab": "plugins" if plugins else "core",
        "action": _PLUGINS if plugins else _CORE,
        "sections": sections,
        "standing": standing,
        "restart_names": _names(visit, standing.restart_needed),
        "refused": form is not None,
        "others": others,
    }
    return Shown("settings.html", context, 200 if form is None else 422)


def _names(visit: Visit, paths: Sequence[str]) -> Sequence[str]:
    """Return what settings are called, each with its section."""
    called: dict[str, str] = {}
    for section in configuration.sections(visit.site):
        above = f"{section_name(visit.texts, section)}: " if section.path else ""
        for setting in section.settings:
            called[setting.path] = above + setting_name(visit.texts, setting)
    return [called.get(path, path) for path in paths]


PAGES = (
    Page("GET", _CORE, show, templates=("settings.html",)),
    Page("POST", _CORE, save, templates=("settings.html",)),
    Page("GET", _PLUGINS, plugins, templates=("settings.html",)),
    Page("POST", _PLUGINS, save_plugins, templates=("settings.html",)),
    Page("POST", "/settings/check", check, templates=("settings_problem.html",)),
)
