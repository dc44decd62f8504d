"""The replica of aniworld.to: which page answers which address."""

import re
from collections.abc import Mapping
from datetime import date

from attrs import frozen

from aniworld_demo.answers import Answer, Ask, redirect
from aniworld_demo.catalogue import Shows
from aniworld_demo.covers import cover
from aniworld_demo.links import embed_path, linked_video
from aniworld_demo.pages.old.dates import calendar_page, new_episodes_page
from aniworld_demo.pages.old.episode import episode_page
from aniworld_demo.pages.old.frame import not_found
from aniworld_demo.pages.old.lists import alphabet_page, genres_page
from aniworld_demo.pages.old.search import quick_answer, search_answer
from aniworld_demo.pages.old.season import season_page

__all__ = ["AniworldSite"]

_NUMBERED = re.compile(r"(?:staffel|episode|film)-(\d{1,5})")


@frozen(kw_only=True)
class AniworldSite:
    """The catalogue, which sends visitors on to ``hosters`` (base URLs by name)."""

    shows: Shows
    hosters: Mapping[str, str]
    today: date

    def __call__(self, ask: Ask) -> Answer:
        """Answer a request."""
        match (ask.method, *ask.path.strip("/").split("/")):
            case ("POST", "ajax", "search"):
                return search_answer(self.shows, ask.form.get("keyword", ""))
            case ("GET" | "HEAD", *parts):
                return self._page(parts, ask) or not_found()
        return Answer(status=405, headers={"Allow": "GET, HEAD"})

    def _page(self, parts: list[str], ask: Ask) -> Answer | None:
        match parts:
            case ["anime", "stream", slug, *place]:
                return self._series_page(slug, place) or not_found(status=200)
            case ["redirect", id] if id.isdecimal():
                return self._redirect(int(id))
            case ["ajax", "seriesSearch"]:
                return quick_answer(self.shows, ask.query.get("keyword", ""))
            case ["public", "img", "cover", name]:
                return cover(self.shows, name)
            case [name]:
                return self._list(name)
        return None

    def _list(self, name: str) -> Answer | None:
        match name:
            case "" | "animes":
                return genres_page(self.shows)
            case "animes-alphabet":
                return alphabet_page(self.shows)
            case "neue-episoden":
                return new_episodes_page(self.shows, self.today)
            case "animekalender":
                return calendar_page(self.shows, self.today)
        return None

    def _series_page(self, slug: str, place: list[str]) -> Answer | None:
        show = self.shows.get(slug)
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

    def _redirect(self, id: int) -> Answer | None:
        found = linked_video(id)
        if found is None:
            return None
        hoster, video = found
        return redirect(self.hosters[hoster] + embed_path(hoster, video))


def _number(name: str) -> int:
    """Return the season or episode that a part of an address names (films are season 0), or -1."""
    if name == "filme":
        return 0
    match = _NUMBERED.fullmatch(name)
    return int(match[1]) if match else -1
