"""Renders templates: strictly and escaped."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from aniworld_web.pages.texts import Texts
from aniworld_web.pages.wording import (
    day_name,
    history_word,
    kept_reason,
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
    made.filters.update(
        number=_in_language(Texts.number),
        size=_in_language(Texts.size),
        date=_in_language(Texts.date),
        time=_in_language(Texts.time),
        clock=_in_language(Texts.clock),
        hour=_in_language(Texts.hour),
        day_name=_in_language(day_name),
        duration=_in_language(Texts.duration),
        language_name=_in_language(language_name),
        history_word=_in_language(history_word),
        kept_reason=_in_language(kept_reason),
        language=language_short,
        by_language=sorted_languages,
        initials=_initials,
    )
    return made


@pass_context
def _gettext(context: Context, message: str) -> str:
    return _texts(context).translations.gettext(message)


@pass_context
def _ngettext(context: Context, one: str, many: str, number: int) -> str:
    return _texts(context).translations.ngettext(one, many, number)


def _in_language(write: Callable[..., str]) -> Callable[..., str]:
    """Make a filter of what takes the texts of a language first, and gets those of the page."""

    @pass_context
    def written(context: Context, *values: Any, **named: Any) -> str:
        return write(_texts(context), *values, **named)

    return written


def _initials(title: str) -> str:
    words = re.findall(r"\w+", title)
    return "".join(word[0] for word in words[:2]).upper() or "?"


def _texts(context: Context) -> Texts:
    texts = context["texts"]
    assert isinstance(texts, Texts)  # noqa: S101 - told to whoever imports macros without context
    return texts
