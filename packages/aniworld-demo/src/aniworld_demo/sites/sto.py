"""The replica of serienstream.to: which page answers which address."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import count
from urllib.parse import unquote

from attrs import field, frozen

from aniworld_demo.answers import Answer, Ask, redirect
from aniworld_demo.catalogue import Show, Shows
from aniworld_demo.covers import landscape
from aniworld_demo.links import embed_path, linked_video
from aniworld_demo.pages.new.episode import episode_page
from aniworld_demo.pages.new.gate import gate_page
from aniworld_demo.pages.new.lists import all_page, new_episodes_page
from aniworld_demo.pages.new.missing import not_found
from aniworld_demo.pages.new.search import search_page, suggest_answer
from aniworld_demo.pages.new.season import season_page
from aniworld_demo.pages.new.stub import stub_page
from aniworld_demo.tokens import Tokens

__all__ = ["StoSite"]

_NUMBERED = re.compile(r"(?:staffel|episode)-(\d{1,5})")
_SIZES = {"desktop": (220, 330), "mobile": (150, 225)}


@frozen(kw_only=True)
class StoSite:
    """The catalogue, which sends visitors on to ``hosters`` (base URLs by name).

    After ``gate_after`` play links it answers every further one with the gate; None = never.
    """

    shows: Shows
    hosters: Mapping[str, str]
    today: date
    tokens: Tokens
    gate_after: int | None = None
    _plays: Iterator[int] = field(factory=count, init=False)

    def __call__(self, ask: Ask) -> Answer:
        """Answer a request."""
        match (ask.method, *map(unquote, ask.path.strip("/").split("/"))):
            case ("POST", "r"):
                return gate_page()
            case ("GET" | "HEAD", "serie", slug, *place):
                return self._series_page(slug, place) or not_found()
            case ("GET" | "HEAD", *parts):
                return self._page(parts, ask) or not_found()
        return Answer(status=405, headers={"Allow": "GET, HEAD"})

    def _page(self, parts: list[str], ask: Ask) -> Answer | None:
        match parts:
            case ["r"]:
                return self._play(ask.query.get("t", ""))
            case ["api", "search", "suggest"]:
                return suggest_answer(self.shows, ask.query.get("term", ""))
            case ["media", "images", "channel" | "backdrop", size, name]:
                return self._picture(name, size)
            case [name]:
                return self._list(name, ask)
        return None

    def _list(self, name: str, ask: Ask) -> Answer | None:
        match name:
            case "" | "serien":
                return all_page(self.shows)
            case "neue-episoden":
                return new_episodes_page(self.shows, self.today)
            case "suche":
                number = ask.query.get("page", "")
                page = int(number) if number.isdecimal() else 1
                return search_page(self.shows, ask.query.get("term", ""), page)
        return None

    def _series_page(self, slug: str, place: list[str]) -> Answer | None:
        show = self.shows.get(slug)
        if show is None:
            return None
        match place:
            case []:
                return season_page(show, (*show.seasons, 0)[0])
            case [name] if show.season(_number(name)):
                return season_page(show, _number(name))
            case [name, episode]:
                return self._episode_page(show, _number(name), _number(episode))
        return None

    def _episode_page(self, show: Show, season: int, number: int) -> Answer | None:
        entry = show.entry(season, number)
        return None if entry is None else episode_page(show, entry, self.tokens)

    def _picture(self, name: str, size: str) -> Answer | None:
        slug = name.removesuffix("-demo")
        if slug not in self.shows or size not in _SIZES:
            return None
        return landscape(slug, *_SIZES[size])

    def _play(self, token: str) -> Answer | None:
        if self.gate_after is not None and next(self._plays) >= self.gate_after:
            return gate_page()
        id = self.tokens.redeem(token)
        found = None if id is None else linked_video(id)
        if found is None:
            return None
        hoster, video = found
        address = self.hosters[hoster] + embed_path(hoster, video)
        return stub_page(address) if hoster == "Vidoza" else redirect(address)


def _number(name: str) -> int:
    """Return the season or episode that a part of an address names, or -1."""
    match = _NUMBERED.fullmatch(name)
    return int(match[1]) if match else -1
