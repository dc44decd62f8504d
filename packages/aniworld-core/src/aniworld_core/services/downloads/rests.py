"""What downloads ask about sites and hosters that are left alone, and what they tell of them."""

from typing import Protocol

from aniworld_core.entities import Condition
from aniworld_core.errors import AniworldError

__all__ = ["Rests"]


class Rests(Protocol):
    """Who is to be left alone now; the conditions service keeps that for all processes."""

    def of(self, provider: str) -> Condition | None:
        """Return how a provider was doing when it was asked last; None as long as that is unknown."""
        ...

    def rest(self, provider: str) -> Condition | None:
        """Return the condition of a provider that is to be left alone now, and None of any other."""
        ...

    def rest_hoster(self, hoster: str) -> Condition | None:
        """Return the condition of a hoster that is to be left alone now, and None of any other."""
        ...

    def look_again(self) -> None:
        """Learn at the next question what other processes have learned by now."""
        ...

    def note_hoster(
        self, hoster: str, error: AniworldError | None, item: int | None = None
    ) -> None:
        """Tell how a download of an item of the queue from a hoster ended."""
        ...

    def shaky(self, hoster: str) -> bool:
        """Tell whether a hoster failed when it was last tried: one download at a time tries it again."""
        ...
