"""How pages draw the flags of languages."""

from collections.abc import Iterable

from aniworld_demo.flags import FLAGS
from aniworld_demo.pages.text import BLANK

__all__ = ["lazy_flag", "row_flags"]


def row_flags(languages: Iterable[str]) -> str:
    """Draw the flags of a season's row."""
    return " ".join(
        f'<img class="flag" src="/public/img/{name}.svg" alt="Sprache, Flagge" '
        f'title="{FLAGS[name].row}">'
        for name in languages
    )


def lazy_flag(language: str) -> str:
    """Draw a flag as lists do: its address in ``data-src``, and once more for lack of scripts."""
    source = f"/public/img/{language}.svg"
    return (
        f'<img src="{BLANK}" class="flag" data-src="{source}" alt="Flagge">'
        f'<noscript><img src="{source}" class="flag" alt="Flagge"></noscript>'
    )
