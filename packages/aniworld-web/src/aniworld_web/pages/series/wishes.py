"""What is wanted of a series: whether it is monitored, its languages, and how long it waits for the best."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen

from aniworld_core.entities import KNOWN_LANGUAGES, Series
from aniworld_web.pages.page import Visit
from aniworld_web.pages.wording import language_name

__all__ = ["Wishes", "typed", "wishes_context"]


@frozen(kw_only=True)
class Wishes:
    """The form as it is filled in; ``problem`` is what is wrong with the days."""

    monitored: bool
    languages: Sequence[str]
    wait_days: str
    replace: str
    problem: str = ""


def typed(visit: Visit, problem: str) -> Wishes:
    """Return what was sent, and what is wrong with it."""
    return Wishes(
        monitored=visit.form.text("monitored") == "1",
        languages=[text for text in visit.form.all("language") if text],
        wait_days=visit.form.text("wait_days"),
        replace=visit.form.text("replace"),
        problem=problem,
    )


def wishes_context(visit: Visit, series: Series, wishes: Wishes | None = None) -> Mapping[str, Any]:
    """Return the form, and the languages to choose from, as pairs of their codes and names."""
    offered = {one for episode in series.episodes for one in episode.languages}
    others = sorted({*offered, *series.languages} - set(KNOWN_LANGUAGES))
    choices = [(one, language_name(visit.texts, one)) for one in (*KNOWN_LANGUAGES, *others)]
    usual = visit.site.library.config.downloads
    return {
        "language_choices": choices,
        "ranks": min(len(choices), max(3, len(series.languages))),
        "usual_languages": ", ".join(language_name(visit.texts, one) for one in usual.languages),
        "usual": usual,
        "wishes": wishes or _of(series),
    }


def _of(series: Series) -> Wishes:
    return Wishes(
        monitored=series.monitored,
        languages=series.languages,
        wait_days="" if series.wait_days is None else str(series.wait_days),
        replace={True: "1", False: "0"}.get(series.replace, "")
        if series.replace is not None
        else "",
    )
