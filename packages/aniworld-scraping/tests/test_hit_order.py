"""The order of what a search found."""

from aniworld_core.entities import SearchHit
from aniworld_scraping import closest_first

TITLES = ["A tale of Lamps", "Lamps at sea", "Of oil", "LAMPS", "Lamps by night"]


def test_the_title_itself_comes_first_and_equals_keep_the_site_s_order() -> None:
    hits = [SearchHit(provider="a", ref=title, title=title) for title in TITLES]
    assert [hit.title for hit in closest_first(hits, "lamps")] == [
        "LAMPS",
        "Lamps at sea",
        "Lamps by night",
        "A tale of Lamps",
        "Of oil",
    ]
