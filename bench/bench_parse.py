"""The catalogues' pages: what our parsers read of them, beside nothing but the bare tree.

Wanted are at most 2 times the tree for a series, and 2.5 times for a list of 2.5 MB. That holds in a fresh
process, as a command is one. In a process that has read many pages malloc has its memory at hand, so that the
tree of a series takes 0.8 ms instead of 1.6; our rows add 1.2 ms to either, which then is up to 2.7 times.
The other list has several other titles an entry, each a text to make.
"""

from collections.abc import Callable
from functools import partial

from selectolax.lexbor import LexborHTMLParser

import aniworld_providers_aniworld.parse as aniworld
import aniworld_providers_sto.parse as sto
from aniworld_core.keys import SeriesKey
from aniworld_scraping import Page
from bench.catalogue_pages import old_list, old_series, sto_list, sto_season
from bench.harness import measure

__all__ = ["run"]

SERIES = 2.0
LIST = 2.5
MANY_ALIASES = 3.0
REF = "tales-of-the-harbour"
KEY = SeriesKey(REF)


def run() -> None:
    """Measure both sites: a series with its season, and the list of everything."""
    series = partial(aniworld.series_page, provider="aniworld", ref=REF, key=KEY)
    season = partial(sto.series_page, provider="sto", ref=REF, key=KEY)
    _beside_the_tree("series of aniworld", series, old_series(), SERIES)
    _beside_the_tree("series of sto", season, sto_season(), SERIES)
    _beside_the_tree(
        "list of aniworld", partial(aniworld.titles, provider="a"), old_list(), MANY_ALIASES
    )
    _beside_the_tree("list of sto", partial(sto.titles, provider="s"), sto_list(), LIST)


def _beside_the_tree(name: str, parse: Callable[[Page], object], page: Page, limit: float) -> None:
    size = len(page.text.encode()) / 1024
    measure(
        f"parse: {name}, {size:.0f} KiB",
        lambda: parse(page),
        lambda: LexborHTMLParser(page.text),
        limit,
        repeat=15,
    )
