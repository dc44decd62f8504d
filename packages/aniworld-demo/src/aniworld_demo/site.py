"""The replica of the catalogue: which page answers which address."""

import re
from collections.abc import Mapping
from datetime import date
from functools import partial

from aniworld_demo.answers import Answer, Ask, Site, redirect
from aniworld_demo.catalogue import shows
from aniworld_demo.covers import cover
from aniworld_demo.links import embed_path, linked_video
from aniworld_demo.pages.dates import calendar_page, new_episodes_page
from aniworld_demo.pages.episode import episode_page
from aniworld_demo.pages.frame import not_found
from aniworld_demo.pages.lists import alphabet_page, genres_page
from aniworld_demo.pages.search import quick_answer, search_answer
from aniworld_demo.pages.season import season_page

__all__ = ["catalogue_site"]

_NUMBERED = re.compile(r"(?:staffel|episode|film)-(\d{1,5})")


def catalogue_site(hosters: Mapping[str, str], *, today: date) -> Site:
    """Return the catalogue, which sends visitors on to ``hosters`` (base URLs by name)."""
    return partial(_answer, hosters, today)


def _answer(hosters: Mapping[str, str], today: date, ask: Ask) -> Answer:
    match (ask.method, *ask.path.strip("/").split("/")):
        case ("POST", "ajax", "search"):
            return search_answer(ask.form.get("keyword", ""))
        case ("GET" | "HEAD", *parts):
            return _page(hosters, today, parts, ask)
    return Answer(status=405, headers={"Allow": "GET, HEAD"})


def _page(hosters: Mapping[str, str], today: date, parts: list[str], ask: Ask) -> Answer:
    match parts:
        case ["anime", "stream", slug, *place]:
            return _series_page(slug, place) or not_found(status=200)
        case ["redirect", id] if id.isdecimal():
            return _redirect(hosters, int(id))
        case ["ajax", "seriesSearch"]:
            return quick_answer(ask.query.get("keyword", ""))
        case ["public", "img", "cover", name]:
            return cover(name) or not_found()
        case [name]:
            return _list(name, today) or not_found()
    return not_found()


def _list(name: str, today: date) -> Answer | None:
    match name:
        case "" | "animes":
            return genres_page()
        case "animes-alphabet":
            return alphabet_page()
        case "neue-episoden":
            return new_episodes_page(today)
        case "animekalender":
            return calendar_page(today)
    return None


def _series_page(slug: str, place: list[str]) -> Answer | None:
    show = shows().get(slug)
    if show is None:
        return None
    match place:
        case []:
            return season_page(show, show.seasons[0])
        case [name] if show.season(_number(name)):
            return season_page(show, _number(name))
        case [name, episode] if entry := show.entry(_number(name), _number(episode)):
            return episode_page(show, entry)
    return None


def _number(name: str) -> int:
    """Return the season or episode that a part of an address names (films are season 0), or -1."""
    if name == "filme":
        return 0
    match = _NUMBERED.fullmatch(name)
    return int(match[1]) if match else -1


def _redirect(hosters: Mapping[str, str], id: int) -> Answer:
    found = linked_video(id)
    if found is None:
        return not_found()
    hoster, video = found
    return redirect(hosters[hoster] + embed_path(hoster, video))
