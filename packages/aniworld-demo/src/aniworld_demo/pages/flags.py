"""The languages as the site shows them: flags in lists, numbered keys on episode pages."""

from collections.abc import Iterable

from attrs import frozen

from aniworld_demo.pages.frame import BLANK

__all__ = ["FLAGS", "Flag", "lazy_flag", "row_flags"]


@frozen(kw_only=True)
class Flag:
    """A language: the key of its links, its title in a season's rows and in an episode's legend."""

    key: int
    row: str
    legend: str


FLAGS = {
    "german": Flag(key=1, row="Deutsch/German", legend="Deutsch"),
    "japanese-german": Flag(key=3, row="Mit deutschem Untertitel", legend="mit Untertitel Deutsch"),
    "japanese-english": Flag(key=2, row="Englisch", legend="mit Untertitel Englisch"),
    "english": Flag(key=4, row="Englisch", legend="Englisch"),
}
"""By the file name of the flag; only that tells the language, as the site's titles mislead."""


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
