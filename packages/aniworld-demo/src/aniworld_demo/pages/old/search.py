"""Search answers, with all the dirt that the site's come with."""

import json
import re
from collections.abc import Iterator

from aniworld_demo.answers import Answer
from aniworld_demo.catalogue import Show, Shows
from aniworld_demo.covers import cover_path
from aniworld_demo.pages.text import text

__all__ = ["quick_answer", "search_answer"]

_EPISODES = 20
_SHORT = 180
_SUPPORT = "Wir helfen dir weiter: Schau in unseren Support-Bereich."


def search_answer(shows: Shows, keyword: str) -> Answer:
    """Answer ``POST /ajax/search``: series first, then episodes, then questions of other users."""
    words = keyword.strip()
    hits = [*_series(shows, words), *_episodes(shows, words), *_questions(words)] if words else []
    return _json(hits)


def quick_answer(shows: Shows, keyword: str) -> Answer:
    """Answer ``GET /ajax/seriesSearch``: series only."""
    words = keyword.strip().lower()
    return _json(
        [
            {
                "name": text(show.title),
                "link": show.slug,
                "description": text(show.description[:_SHORT]) + "&#8230;",
                "cover": cover_path(show.slug, "150x225"),
                "productionYear": f"({show.start} - {show.end or 'Heute'})",
            }
            for show in shows.values()
            if words and any(words in name.lower() for name in (show.title, *show.aliases))
        ]
    )


def _series(shows: Shows, words: str) -> Iterator[dict[str, str]]:
    def by_title(show: Show) -> bool:
        return words.lower() not in show.title.lower()

    for show in sorted(shows.values(), key=by_title):
        fields = (show.title, *show.aliases, show.description)
        if any(words.lower() in one.lower() for one in fields):
            yield _hit(
                words, show.title, show.description[:_SHORT] + "…", f"/anime/stream/{show.slug}"
            )


def _episodes(shows: Shows, words: str) -> Iterator[dict[str, str]]:
    found = 0
    for show in shows.values():
        for entry in show.entries:
            titles = f"{entry.german} {entry.english}"
            if words.lower() not in f"{titles} {show.title}".lower():
                continue
            place = f"Staffel {entry.season} Episode {entry.number}"
            yield _hit(
                words,
                f"{titles}: {show.title} {place}",
                f"Diese Folge ist {place}.{show.description[:80]}…",
                f"/anime/stream/{show.slug}/staffel-{entry.season}/episode-{entry.number}",
            )
            found += 1
            if found == _EPISODES:
                return


def _questions(words: str) -> Iterator[dict[str, str]]:
    for question in (f"{words} Filme", f"Wann kommt {words}?", " Anime gesucht"):
        slug = re.sub(r"[^a-z0-9]+", "-", question.lower()).strip("-")
        yield _hit(words, question, _SUPPORT, f"/support/frage/{slug}")


def _hit(words: str, title: str, description: str, link: str) -> dict[str, str]:
    return {
        "title": _marked(words, title),
        "description": _marked(words, description).replace("…", "&#8230;"),
        "link": link,
    }


def _marked(words: str, whole: str) -> str:
    """Escape (an apostrophe twice) and put ``em`` around every match."""
    parts = re.split(f"({re.escape(words)})", whole, flags=re.IGNORECASE)
    escaped = [text(part).replace("&#039;", "&amp;#039;") for part in parts]
    return "".join(f"<em>{part}</em>" if i % 2 else part for i, part in enumerate(escaped))


def _json(hits: list[dict[str, str]]) -> Answer:
    return Answer(body=json.dumps(hits).replace("/", "\\/").encode(), type="application/json")
