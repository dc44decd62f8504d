"""What a finished episode has to be, byte for byte, by what an undisturbed program makes of each film."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from attrs import frozen

from tools.soak.hosters import Web
from tools.soak.place import Place
from tools.soak.plan import Fate, calm

__all__ = ["FILMS", "Expected", "expect"]

FILMS = 4
"""How many different films there are; each episode is one of them with a stamp of its own."""


@frozen(kw_only=True)
class Expected:
    """The finished files of the films, as files and in pieces, each with the stamp it was made with."""

    films: Mapping[tuple[int, bool], tuple[str, bytes]]

    @property
    def greatest(self) -> int:
        """Return the bytes of the greatest of them."""
        return max(len(content) for _, content in self.films.values())

    def digest(self, fate: Fate) -> str:
        """Return the digest of the file that a link leads to when it works."""
        code, content = self.films[fate.film, fate.pieces]
        return hashlib.sha256(content.replace(code.encode(), fate.code.encode())).hexdigest()


def expect(directory: Path) -> Expected:
    """Download every film once, undisturbed."""
    plan = calm(FILMS)
    with Web(plan) as web:
        place = Place(directory, web.environment())
        (show,) = plan.shows.values()
        place.run("add", show.slug)
        place.run("download")
        files = sorted(place.visible())
        links = sorted(plan.fates.items())
        if len(files) != len(links):
            raise RuntimeError(f"only {len(files)} of {len(links)} films came, undisturbed")
        return Expected(
            films={
                (fate.film, fate.pieces): (fate.code, (place.root / name).read_bytes())
                for name, (_, fate) in zip(files, links, strict=True)
            }
        )
