"""Renders templates: strictly and escaped."""

import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from aniworld_core.entities import HistoryKind, Language
from aniworld_web.pages.texts import Texts
from aniworld_web.pages.wording import (
    history_word,
    language_name,
    language_short,
    sorted_languages,
)
from aniworld_web.paths import TEMPLATES

__all__ = ["environment", "render"]


def render(template: str, context: Mapping[str, Any]) -> str:
    """Return a page; ``context`` needs the ``texts`` of a language."""
    return environment().get_template(template).render(context)


@cache
def environment() -> Environment:
    """Return the templates; each is parsed when it is first shown."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_callables(  # type: ignore[attr-defined]  # the extension adds it
        _gettext, _ngettext, newstyle=True
    )
    made.filters.update(number=_number, size=_size, date=_date, time=_time, initials=_initials)
    made.filters.update(clock=_clock, duration=_duration)
    made.filters.update(
        language=language_short,
        language_name=_language_name,
        by_language=sorted_languages,
        history_word=_history_word,
    )
    return made


@pass_context
def _gettext(context: Context, message: str) -> str:
    return _texts(context).translations.gettext(message)


@pass_context
def _ngettext(context: Context, one: str, many: str, number: int) -> str:
    return _texts(context).translations.ngettext(one, many, number)


@pass_context
def _number(context: Context, value: float, digits: int = 0) -> str:
    return _texts(context).number(value, digits)


@pass_context
def _size(context: Context, count: float) -> str:
    return _texts(context).size(count)


@pass_context
def _date(context: Context, when: datetime) -> str:
    return _texts(context).date(when)


@pass_context
def _time(context: Context, when: datetime) -> str:
    return _texts(context).time(when)


@pass_context
def _clock(context: Context, when: datetime) -> str:
    return _texts(context).clock(when)


@pass_context
def _duration(context: Context, seconds: float) -> str:
    return _texts(context).duration(seconds)


@pass_context
def _language_name(context: Context, language: Language) -> str:
    return language_name(_texts(context), language)


@pass_context
def _history_word(context: Context, kind: HistoryKind) -> str:
    return history_word(_texts(context), kind)


def _initials(title: str) -> str:
    words = re.findall(r"\w+", title)
    return "".join(word[0] for word in words[:2]).upper() or "?"


def _texts(context: Context) -> Texts:
    texts = context["texts"]
    assert isinstance(texts, Texts)  # noqa: S101 - told to whoever imports macros without context
    return texts
