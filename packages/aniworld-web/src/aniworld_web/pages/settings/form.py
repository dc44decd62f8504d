"""The form: every setting with its value, its meaning, what is allowed and what is wrong with it."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen

from aniworld_core.config import Section, Setting
from aniworld_core.entities import Language
from aniworld_web import configuration
from aniworld_web.configuration import Standing
from aniworld_web.pages.fields import Fields
from aniworld_web.pages.page import Visit
from aniworld_web.pages.settings.labels import BYTES, meaning, measured, section_name, setting_name
from aniworld_web.pages.settings.values import given, parsed, shown, typed, value_of
from aniworld_web.pages.wording import language_name

__all__ = ["FormField", "FormSection", "changes", "filled", "sections_of"]

_LONG = 48
"""Characters from which on a text gets several lines."""


@frozen(kw_only=True)
class FormField:
    """One setting in the form; ``texts`` are what stands in it, ``default`` what holds when it is empty.

    ``measured`` is its number with a unit, ``usual`` tells that it is the default, ``overridden`` that
    environment or options set it, whatever is chosen here; then ``used`` is what holds. ``kind`` names
    the way it is drawn: text, long, number, flag, choice, ranks or secret.
    """

    setting: Setting
    kind: str
    name: str
    meaning: str
    texts: Sequence[str]
    default: str
    choices: Sequence[tuple[str, str]]
    usual: bool
    measured: str = ""
    overridden: bool = False
    used: str = ""
    restart: bool = False
    problem: str = ""

    @property
    def bytes(self) -> bool:
        """Whether a unit may stand behind its number."""
        return self.setting.name in BYTES

    @property
    def id(self) -> str:
        """What the field is called in the page."""
        return self.setting.path.replace(".", "-")


@frozen(kw_only=True)
class FormSection:
    """A section's fields; ``path`` is empty for the settings at the top."""

    path: str
    name: str
    meaning: str
    fields: tuple[FormField, ...]


def sections_of(visit: Visit, *, plugins: bool) -> Sequence[Section]:
    """Return the sections of the core, or those of the plugins."""
    found = configuration.sections(visit.site)
    return [one for one in found if ("." in one.path) is plugins]


def filled(visit: Visit, sections: Sequence[Section], standing: Standing) -> Sequence[FormSection]:
    """Return the form as the file has it, or the settings in use where there is no file."""
    site = visit.site
    data = shown(configuration.filed(site) or site.library.config)
    return [
        FormSection(
            path=section.path,
            name=section_name(visit.texts, section),
            meaning=meaning(visit.texts, section.doc),
            fields=tuple(
                _field(visit, setting, data, standing)
                for setting in section.settings
                if setting.type != "sections"
            ),
        )
        for section in sections
    ]


def changes(sections: Sequence[FormSection], form: Fields) -> Mapping[str, Any]:
    """Return what was changed in the form, by path."""
    found: dict[str, Any] = {}
    for section in sections:
        for field in section.fields:
            texts = given(form, field.setting)
            if texts is not None and list(texts) != list(field.texts):
                found[field.setting.path] = parsed(field.setting, texts)
    return found


def _field(
    visit: Visit, setting: Setting, data: Mapping[str, Any], standing: Standing
) -> FormField:
    texts = typed(setting, value_of(data, setting))
    default = typed(setting, setting.default)
    return FormField(
        setting=setting,
        kind=_kind(setting, texts),
        name=setting_name(visit.texts, setting),
        meaning=meaning(visit.texts, setting.doc),
        texts=texts,
        measured=measured(visit.texts, setting, texts[0] if len(texts) == 1 else ""),
        usual=list(texts) == list(default),
        default=_default(visit, setting, default),
        choices=_choices(visit, setting, texts),
        overridden=setting.path in standing.overridden,
        used=_used(visit, setting) if setting.path in standing.overridden else "",
        restart=setting.path in standing.restart_needed,
    )


def _kind(setting: Setting, texts: Sequence[str]) -> str:
    kinds = {"true or false": "flag", "whole number": "number", "number": "number"}
    if setting.secret:
        return "secret"
    if setting.rules.choices:
        return "ranks" if setting.type == "list of texts" else "choice"
    if setting.type in kinds:
        return kinds[setting.type]
    return "long" if any(len(text) > _LONG for text in texts) else "text"


def _used(visit: Visit, setting: Setting) -> str:
    """Return what holds in spite of the file; a secret is never told."""
    if setting.secret or setting.type == "true or false":
        return ""
    return ", ".join(typed(setting, value_of(shown(visit.site.library.config), setting)))


def _choices(visit: Visit, setting: Setting, texts: Sequence[str]) -> Sequence[tuple[str, str]]:
    others = [text for text in texts if text and text not in setting.rules.choices]
    found = [*setting.rules.choices, *others] if setting.rules.choices else []
    return [(one, _named(visit, setting, one)) for one in found]


def _default(visit: Visit, setting: Setting, texts: Sequence[str]) -> str:
    if setting.type == "true or false":
        return visit.gettext("on") if texts[0] else visit.gettext("off")
    unit = measured(visit.texts, setting, texts[0] if texts else "")
    return unit or ", ".join(_named(visit, setting, text) for text in texts if text)


def _named(visit: Visit, setting: Setting, text: str) -> str:
    if setting.name == "languages":
        return language_name(visit.texts, Language(text))
    return text
