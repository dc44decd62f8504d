"""The page of one episode: why it is there or not, what was tried, and what happens next."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from types import MappingProxyType

from attrs import frozen

from aniworld_core.entities import EpisodeId, Language
from aniworld_core.errors import EpisodeNotFound, InvalidValue
from aniworld_core.services.explaining import Explanation, Part, Sentence
from aniworld_web.pages.page import Page, Shown, Visit
from aniworld_web.pages.queue.resting import hold_words
from aniworld_web.pages.series.sentences import SENTENCES
from aniworld_web.pages.texts import Texts
from aniworld_web.pages.wording import in_language, language_name

__all__ = ["PAGES", "Told", "explain", "tell"]

_ENTRIES = 50

_LANGUAGES = {"better", "first", "has", "language", "languages", "wanted"}
"""Values that are codes of languages, several with a word or comma between."""

_SIZES = {"received", "size", "total"}

_BETWEEN = re.compile(r"(, | or )")


@frozen
class Told:
    """A sentence in the visitor's language; ``foreign`` is what others said, and stays as it is."""

    text: str
    foreign: str = ""


def explain(visit: Visit) -> Shown:
    """Show what there is to say of an episode, and its history."""
    key, library = visit.path["key"], visit.site.library
    found = library.explaining.explain(key, _episode(visit))
    context = {
        "series": library.catalog.get(key),
        "found": found,
        "parts": _parts(visit, found),
        "history": library.store.history.page(found.key, found.episode, limit=_ENTRIES),
    }
    return Shown("series_episode.html", context)


def tell(texts: Texts, sentence: Sentence, holds: Mapping[str, str] = MappingProxyType({})) -> Told:
    """Write a sentence in the visitor's language; ``holds`` say what holds all downloads, by its kind."""
    values = {name: _said(texts, name, value) for name, value in sentence.values.items()}
    values |= {
        f"in_{name}": _in_languages(texts, str(sentence.values[name]))
        for name in _LANGUAGES & sentence.values.keys()
    }
    reason = str(values.get("reason", ""))
    ours = holds.get(str(sentence.values.get("hold")), "")
    text = texts.gettext(SENTENCES[sentence.kind], **{**values, "reason": ours})
    return Told(text.rstrip(), "" if ours else reason)


def _parts(visit: Visit, found: Explanation) -> Sequence[tuple[str, Sequence[Told]]]:
    """Return what is said by its parts, each with its heading."""
    _ = visit.gettext
    hold = visit.site.library.holds.current()
    holds = {} if hold is None else {str(hold.kind): hold_words(visit, hold)}
    names: Mapping[Part, str] = {
        Part.WHAT: _("What the site has"),
        Part.NOW: _("How it stands"),
        Part.PAST: _("What happened"),
        Part.NEXT: _("What happens next"),
    }
    said = [
        (name, [tell(visit.texts, one, holds) for one in found.sentences if one.part is part])
        for part, name in names.items()
    ]
    return [(name, sentences) for name, sentences in said if sentences]


def _said(texts: Texts, name: str, value: object) -> str:
    match value:
        case datetime():
            return texts.time(value)
        case date():
            return texts.date(datetime.combine(value, time(12)))
        case int():
            return texts.size(value) if name in _SIZES else texts.number(value)
    if name in _LANGUAGES:
        return _languages(texts, str(value))
    return str(value)


def _languages(texts: Texts, codes: str) -> str:
    parts = _BETWEEN.split(codes)
    names = [language_name(texts, Language(code)) for code in parts[::2]]
    if " or " in parts:
        return texts.gettext(" or ").join(names)
    return ", ".join(names)


def _in_languages(texts: Texts, codes: str) -> str:
    """Return languages with the words that go before them, such as ``with German subtitles``."""
    parts = _BETWEEN.split(codes)
    names = [in_language(texts, Language(code)) for code in parts[::2]]
    return (texts.gettext(" or ") if " or " in parts else ", ").join(names)


def _episode(visit: Visit) -> EpisodeId:
    try:
        return EpisodeId.parse(visit.path["episode"])
    except InvalidValue as error:
        raise EpisodeNotFound(visit.gettext("The series has no such episode.")) from error


PAGES = (
    Page("GET", "/series/{key}/episodes/{episode}", explain, templates=("series_episode.html",)),
)
