"""Languages by the site's flags and labels, never by its numbers: those differ between sites."""

from collections.abc import Iterable
from functools import lru_cache

from selectolax.lexbor import LexborNode

from aniworld_core.entities import ENG_DUB, ENG_SUB, GER_DUB, GER_SUB, Language
from aniworld_scraping import other_language

__all__ = ["flags", "language"]

_FLAGS = {
    "german": GER_DUB,
    "japanese-german": GER_SUB,
    "japanese-english": ENG_SUB,
    "english": ENG_DUB,
}
_LABELS = {
    "deutsch": GER_DUB,
    "mit untertitel deutsch": GER_SUB,
    "mit untertitel englisch": ENG_SUB,
    "englisch": ENG_DUB,
}


def language(flag: str, label: str = "") -> Language | None:
    """Return the language of a flag's address, else of a label; None when both say nothing.

    What neither tells is kept as the site writes it. A row's labels are not to be asked: there, the
    flag of Japanese with English subtitles is labelled as English.
    """
    file = "" if flag.startswith("data:") else flag.partition("?")[0].rpartition("/")[2]
    token = file.partition(".")[0]
    known = _FLAGS.get(token.lower()) or _LABELS.get(label.lower())
    return known or other_language(token or label)


def flags(images: Iterable[LexborNode]) -> tuple[Language, ...]:
    """Return the languages that images of flags show, each once."""
    return _languages(tuple(_picture(image) for image in images))


# Most rows of a season show the same flags.
@lru_cache(maxsize=128)
def _languages(pictures: tuple[str, ...]) -> tuple[Language, ...]:
    return tuple(dict.fromkeys(flag for flag in map(language, pictures) if flag is not None))


def _picture(image: LexborNode) -> str:
    """Return a picture's address, which stands elsewhere while the picture waits to be seen."""
    source = image.attrs.get("src") or ""
    return image.attrs.get("data-src") or "" if source.startswith("data:") else source
