"""What the pages call things of the field: reasons, languages, seasons, errors."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from attrs import frozen

from aniworld_core.entities import (
    ENG_DUB,
    ENG_SUB,
    GER_DUB,
    GER_SUB,
    HistoryKind,
    Language,
    Reason,
)
from aniworld_core.errors import (
    AlreadyThere,
    AmbiguousFolder,
    AniworldError,
    LibraryUnavailable,
    NotFound,
    SeriesNotFound,
)
from aniworld_core.services.matching import Why
from aniworld_web.pages.texts import Texts

__all__ = [
    "Wording",
    "day_name",
    "history_word",
    "in_language",
    "kept_reason",
    "language_name",
    "language_names",
    "language_short",
    "reason_wordings",
    "said",
    "season_name",
    "sorted_languages",
    "told",
    "why_words",
]

_REPLACED = re.compile(r"Replaced by (\S+)\.")


@frozen(kw_only=True)
class Wording:
    """How a reason is shown: its name, what to do about it, a picture and a tone of colour."""

    reason: Reason
    name: str
    advice: str
    picture: str
    tone: str


def reason_wordings(texts: Texts) -> Mapping[Reason, Wording]:
    """Return the wording of every reason, in the order in which they are listed."""
    _ = texts.gettext
    rows = (
        (
            Reason.NOT_DOWNLOADED,
            _("Not downloaded"),
            _("Tick it to queue it."),
            "missing",
            "",
        ),
        (
            Reason.FAILED,
            _("Failed"),
            _("Every way failed. Tick it to try again, or choose other languages."),
            "failed",
            "bad",
        ),
        (Reason.QUEUED, _("In the queue"), _("It is on its way."), "queue", "good"),
        (
            Reason.WAITING_FOR_LANGUAGE,
            _("Waiting for a language"),
            _("None of the wanted languages is offered yet. Tick it to try all the same."),
            "speech",
            "warn",
        ),
        (
            Reason.UPCOMING,
            _("Upcoming"),
            _("Announced, but nowhere to be had yet."),
            "calendar",
            "",
        ),
        (
            Reason.IGNORED,
            _("Ignored"),
            _("Not wanted. Tick it and choose “Want again” to change that."),
            "ignored",
            "",
        ),
    )
    return {
        reason: Wording(reason=reason, name=name, advice=advice, picture=picture, tone=tone)
        for reason, name, advice, picture, tone in rows
    }


def language_names(texts: Texts) -> Mapping[Language, str]:
    """Return the names of the languages that have one."""
    _ = texts.gettext
    return {
        GER_DUB: _("German"),
        GER_SUB: _("German subtitles"),
        ENG_DUB: _("English"),
        ENG_SUB: _("English subtitles"),
    }


def language_name(texts: Texts, language: Language) -> str:
    """Return the name of a language; another one is called as its site calls it."""
    return language_names(texts).get(language) or language.removeprefix("other:")


def in_language(texts: Texts, language: Language) -> str:
    """Return how one says that an episode is in a language."""
    _ = texts.gettext
    phrases = {
        GER_DUB: _("in German"),
        GER_SUB: _("with German subtitles"),
        ENG_DUB: _("in English"),
        ENG_SUB: _("with English subtitles"),
    }
    return phrases.get(language) or _("in %(language)s", language=language_name(texts, language))


def kept_reason(texts: Texts, reason: str) -> str:
    """Return why a file is in the trash; what others wrote stays as it is."""
    if reason == "The one before it was put back.":
        return texts.gettext("The one before it was put back.")
    by = _REPLACED.fullmatch(reason)
    if by is None:
        return reason
    return texts.gettext(
        "Replaced by one %(in_language)s.", in_language=in_language(texts, Language(by[1]))
    )


def language_short(language: Language) -> str:
    """Return the few letters by which lists name a language, such as ``DE sub``."""
    short = {GER_DUB: "DE", GER_SUB: "DE sub", ENG_DUB: "EN", ENG_SUB: "EN sub"}
    return short.get(language) or language.removeprefix("other:")[:12]


def day_name(texts: Texts, day: date, today: date) -> str:
    """Return a day with its name, and whether it is ``today`` or right beside it."""
    _ = texts.gettext
    names = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"))
    name = (*names, _("Saturday"), _("Sunday"))[day.weekday()]
    said = f"{name}, {day.day}.{day.month}."
    if texts.language != "de":
        said = f"{name} {day.day} {day:%b}"
    near = {-1: _("Yesterday"), 0: _("Today"), 1: _("Tomorrow")}
    beside = near.get((day - today).days)
    return f"{beside}, {said}" if beside else said


def season_name(texts: Texts, season: int) -> str:
    """Return what a season is called; 0 is everything that is in none."""
    if season == 0:
        return texts.gettext("Films and specials")
    return texts.gettext("Season %(number)s", number=season)


def history_word(texts: Texts, kind: HistoryKind) -> str:
    """Return what a history entry tells, in a word or two."""
    _ = texts.gettext
    words = {
        HistoryKind.QUEUED: _("Queued"),
        HistoryKind.TRIED: _("Tried"),
        HistoryKind.WAITING: _("Put off"),
        HistoryKind.DOWNLOADED: _("Downloaded"),
        HistoryKind.ADOPTED: _("Already there"),
        HistoryKind.FAILED: _("Failed"),
        HistoryKind.CANCELLED: _("Cancelled"),
        HistoryKind.QUARANTINED: _("Failed its check"),
        HistoryKind.REPLACED: _("Replaced"),
        HistoryKind.TRASHED: _("Moved to the trash"),
        HistoryKind.RESTORED: _("Put back"),
        HistoryKind.RENAMED: _("Renamed"),
    }
    return words[kind]


def said(texts: Texts, error: AniworldError) -> tuple[str, str]:
    """Return what an error tells on a page, and what to do there.

    The core's sentences are English. Their hints name commands, which are of no use here.
    """
    _ = texts.gettext
    match error:
        case SeriesNotFound():
            return error.message, _("Is it in the library? Otherwise add it.")
        case AmbiguousFolder():
            return error.message, _("Choose its folder on its page or under Folders.")
        case LibraryUnavailable():
            return error.message, _("Is the disk there? Then scan again.")
        case AlreadyThere() | NotFound():
            return error.message, ""
    return error.message, "" if "aniw " in error.hint else error.hint


def told(texts: Texts, error: AniworldError) -> str:
    """Return an error as one text."""
    return " ".join(part for part in said(texts, error) if part)


def why_words(texts: Texts) -> Mapping[Why, str]:
    """Return why a series is proposed for a folder, or none is, in words."""
    _ = texts.gettext
    return {
        Why.TITLE_AND_IMDB: _("same title and IMDb id"),
        Why.TITLE_AND_YEAR: _("same title and year"),
        Why.ALIAS_AND_YEAR: _("another name of it, and the same year"),
        Why.TITLE: _("same title"),
        Why.ALIAS: _("another name of it"),
        Why.SEASON: _("the title without its season"),
        Why.IMDB: _("same IMDb id, another title"),
        Why.LIKE: _("a similar title"),
        Why.OTHER_YEAR: _("same title, another year"),
        Why.OTHER_IMDB: _("same title, another IMDb id"),
        Why.SEVERAL: _("several series have this title"),
        Why.CLAIMED: _("several folders have this title"),
        Why.TAKEN: _("the series has another folder"),
        Why.FILMS: _("a folder for films or specials"),
        Why.EXTRAS: _("a folder for extras"),
        Why.SEASON_ALONE: _("a season without the title of a series"),
        Why.UNKNOWN: _("no known series has such a title"),
    }


def sorted_languages(languages: Sequence[Language]) -> Sequence[Language]:
    """Return languages in the order in which they are listed everywhere."""
    known = (GER_DUB, GER_SUB, ENG_DUB, ENG_SUB)
    return sorted(languages, key=lambda one: (known.index(one) if one in known else 9, one))
