"""What is wrong in the form, placed beside the fields and said in the visitor's language where it can be."""

from collections.abc import Sequence

from attrs import evolve

from aniworld_core.config import Setting
from aniworld_core.serde import Problem
from aniworld_web.pages.fields import Fields
from aniworld_web.pages.page import Visit
from aniworld_web.pages.settings.form import FormField, FormSection
from aniworld_web.pages.settings.values import given, parsed

__all__ = ["with_problems"]


def with_problems(
    visit: Visit, sections: Sequence[FormSection], form: Fields, problems: Sequence[Problem]
) -> tuple[Sequence[FormSection], Sequence[str]]:
    """Return the form with what was typed and what is wrong there, and what is wrong elsewhere."""
    placed: set[Problem] = set()

    def marked(field: FormField) -> FormField:
        mine = [one for one in problems if f"{one[0]}.".startswith(f"{field.setting.path}.")]
        placed.update(mine)
        texts = given(form, field.setting)
        told = dict.fromkeys(_told(visit, field.setting, texts, what) for _, what in mine)
        return evolve(field, texts=field.texts if texts is None else texts, problem=" ".join(told))

    result = [evolve(one, fields=tuple(map(marked, one.fields))) for one in sections]
    others = [one for one in problems if one not in placed]
    return result, [f"{path}: {what}" if path else what for path, what in others]


def _told(visit: Visit, setting: Setting, texts: Sequence[str] | None, what: str) -> str:
    value = None if texts is None else parsed(setting, texts)
    if setting.type == "whole number" and isinstance(value, str):
        return visit.gettext("It has to be a whole number.")
    if setting.type == "number" and isinstance(value, str):
        return visit.gettext("It has to be a number.")
    if isinstance(value, int | float) and (out := _out_of_bounds(visit, setting, value)):
        return out
    return f"{what[:1].upper()}{what[1:].rstrip('.')}."


def _out_of_bounds(visit: Visit, setting: Setting, value: float) -> str:
    low, high = setting.rules.low, setting.rules.high
    if (low is None or value >= low) and (high is None or value <= high):
        return ""
    least = "" if low is None else _number(visit, low)
    most = "" if high is None else _number(visit, high)
    if least and most:
        return visit.gettext("It has to be from %(low)s to %(high)s.", low=least, high=most)
    if least:
        return visit.gettext("It has to be at least %(low)s.", low=least)
    return visit.gettext("It has to be at most %(high)s.", high=most)


def _number(visit: Visit, number: float) -> str:
    return visit.texts.number(number, 0 if float(number).is_integer() else 2)
