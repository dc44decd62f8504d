"""Episodes: their identity and what a catalogue says of one."""

import re
from datetime import datetime
from functools import total_ordering

from attrs import field, frozen

from aniworld_core.entities.language import Language
from aniworld_core.errors import InvalidValue

__all__ = ["Episode", "EpisodeId"]

_ID = re.compile(r"[sS](\d{1,4})[eE](\d{1,5})", re.ASCII)


@total_ordering
@frozen
class EpisodeId:
    """Which episode of a series: season (0 = films, OVAs and specials) and number in it."""

    season: int
    number: int

    @classmethod
    def parse(cls, text: str) -> "EpisodeId":
        """Read ``S01E001`` in any width; raises InvalidValue."""
        match = _ID.fullmatch(text.strip())
        if match is None:
            raise InvalidValue(f"{text!r} is no episode.", hint="An episode is written S01E03.")
        return cls(int(match[1]), int(match[2]))

    def __lt__(self, other: "EpisodeId") -> bool:
        # Written out, because long lists are sorted by it and the generated one is slow.
        return (self.season, self.number) < (other.season, other.number)

    def __str__(self) -> str:
        return f"S{self.season:02}E{self.number:03}"


@frozen(kw_only=True)
class Episode:
    """What a catalogue lists as one episode, film or special.

    ``absolute`` is its number counted over all seasons where the catalogue tells it. ``upcoming`` means
    announced without any link yet. ``offered`` is when this program first saw it offered in a wanted
    language (in any, until there is a wanted one), None where that was so when the series was first read:
    a wait for a better language counts from there.
    ``ignored`` is the user's own mark: a provider sets neither, and a refresh keeps both.
    """

    id: EpisodeId
    title: str = ""
    original_title: str = ""
    languages: tuple[Language, ...] = ()
    hosters: tuple[str, ...] = ()
    absolute: int | None = None
    upcoming: bool = False
    offered: datetime | None = None
    ignored: bool = field(default=False)
