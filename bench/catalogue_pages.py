"""Pages of the demo's replicas as large as those of the sites, with invented titles."""

from collections.abc import Iterator
from itertools import islice, product

from aniworld_demo.catalogue import Entry, Show, numbered
from aniworld_demo.pages.new.lists import all_page
from aniworld_demo.pages.new.season import season_page as new_season_page
from aniworld_demo.pages.old.lists import alphabet_page
from aniworld_demo.pages.old.season import season_page as old_season_page
from aniworld_scraping import Page

__all__ = ["old_list", "old_series", "sto_list", "sto_season"]

ROWS = 52
PAGE = 155 * 1024
"""Bytes of a captured page; less than half of them are its rows, the rest is what stands around."""
OLD_TITLES = 2_400
NEW_TITLES = 11_000

_OLD = "https://aniworld.to"
_NEW = "https://serienstream.to"
_FIRST = ("Tales", "Das Lied", "Geschichten", "Lights", "Schatten", "Songs", "Wege", "Die Jäger")
_OF = ("of the", "vom", "hinter dem", "beyond the", "über dem", "and the", "without a")
_LAST = (
    "Harbour",
    "Mondlicht",
    "Gänseberg",
    "Lighthouse",
    "Straßenfest",
    "Winter's End",
    "Großstadt",
)
_MORE = ("", ": Second Journey", ": Neue Zeiten", " Zero", "!", " (2012)", ": The Movie", " II")


def old_series() -> Page:
    """Return the page of a series in the old layout, with as much text as a captured one."""
    show = _show("tales-of-the-harbour", "Tales of the Harbour")
    text = old_season_page(show, 1).body.decode()
    return Page(f"{_OLD}/anime/stream/{show.slug}", _surrounded(text))


def sto_season() -> Page:
    """Return the page of a season in the new layout."""
    show = _show("tales-of-the-harbour", "Tales of the Harbour")
    text = new_season_page(show, 1).body.decode()
    return Page(f"{_NEW}/serie/{show.slug}", _surrounded(text))


def old_list() -> Page:
    """Return the list by alphabet in the old layout."""
    body = alphabet_page(numbered(islice(_shows(aliases=6), OLD_TITLES), first=1)).body
    return Page(f"{_OLD}/animes-alphabet", body.decode())


def sto_list() -> Page:
    """Return the list of everything in the new layout."""
    body = all_page(numbered(islice(_shows(aliases=2), NEW_TITLES), first=1)).body
    return Page(f"{_NEW}/serien", body.decode())


def _surrounded(text: str) -> str:
    """Add menus of links up to the size of a captured page, with about as many elements as it has."""
    words = "what stands behind it, and why somebody may want to go there. " * 2
    item = f'<li><a class="menu-link" href="/menu/{{n}}" title="Menu {{n}}: {words}">Menu {{n}}</a></li>\n'
    number = (PAGE - len(text.encode())) // len(item)
    items = "".join(item.format(n=n) for n in range(number))
    return text.replace("</body>", f"<ul>{items}</ul></body>")


def _show(slug: str, title: str) -> Show:
    entries = tuple(
        Entry(
            season=season,
            number=number,
            german=f"Die Gänse kommen zurück, Teil {number}",
            english=f"The Harbour's Lights & Shadows [Episode {number:03}]",
            languages=("german", "japanese-german", "japanese-english"),
            hosters=("VOE", "Doodstream", "Filemoon", "Vidmoly"),
        )
        for season in range(5)
        for number in range(1, (ROWS if season == 1 else 2) + 1)
    )
    return _described(slug, title, (), entries)


def _shows(*, aliases: int) -> Iterator[Show]:
    titles = (
        f"{first} {of} {last}{more}{part}"
        for part, first, of, last, more in product(
            ("", *(f" {n}" for n in range(2, 9))), _FIRST, _OF, _LAST, _MORE
        )
    )
    for number, title in enumerate(titles):
        others = tuple(f"Other title {n} of {title}" for n in range(number % aliases))
        yield _described(f"tales-of-the-harbour-{number}", title, others, ())


def _described(slug: str, title: str, aliases: tuple[str, ...], entries: tuple[Entry, ...]) -> Show:
    return Show(
        slug=slug,
        title=title,
        aliases=aliases,
        start=2002,
        end=2007,
        imdb="tt0099001",
        genres=("Abenteuer", "Drama", "Fantasy", "Komödie", "Romanze"),
        description="Ein Hafen, viele Gänse und ein Leuchtturm, der nachts die Farbe wechselt. "
        * 8,
        entries=entries,
    )
