"""The title index in memory."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from attrs import evolve

from aniworld_core.entities import Title, TitleList
from aniworld_core.memory.shelves import Shelves

__all__ = ["MemoryTitles"]


class MemoryTitles:
    """Fulfils :class:`aniworld_core.ports.TitleStore`."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves

    def replace(self, provider: str, titles: Iterable[Title], now: datetime) -> None:
        """Replace a provider's list, keeping what was learned."""
        new: dict[tuple[str, str], Title] = {}
        for title in titles:
            new.setdefault((provider, title.ref), evolve(title, provider=provider))
        with self._shelves.lock:
            old = self._shelves.titles
            kept = {id: title for id, title in old.items() if id[0] != provider}
            told = {id: _told(old[id], title) if id in old else title for id, title in new.items()}
            self._shelves.titles = kept | told
            self._shelves.title_lists[provider] = now
            self._shelves.title_stamp += 1

    def learn(self, *titles: Title) -> None:
        """Note what is new of titles that are there."""
        with self._shelves.lock:
            before = dict(self._shelves.titles)
            for title in titles:
                old = self._shelves.titles.get((title.provider, title.ref))
                if old is not None:
                    facts = evolve(old, year=title.year, imdb=title.imdb)
                    self._shelves.titles[title.provider, title.ref] = _told(old, facts)
            self._shelves.title_stamp += self._shelves.titles != before

    def all(self) -> Sequence[Title]:
        """Return every title in order."""
        with self._shelves.lock:
            return [title for _, title in sorted(self._shelves.titles.items())]

    def lists(self) -> Sequence[TitleList]:
        """Tell which lists are kept."""
        with self._shelves.lock:
            return [
                TitleList(
                    provider=provider,
                    titles=sum(owner == provider for owner, _ in self._shelves.titles),
                    read=read,
                )
                for provider, read in sorted(self._shelves.title_lists.items())
            ]

    def stamp(self) -> int:
        """Return a number that changes with the titles."""
        with self._shelves.lock:
            return self._shelves.title_stamp


def _told(old: Title, new: Title) -> Title:
    return evolve(new, year=new.year or old.year, imdb=new.imdb or old.imdb)
