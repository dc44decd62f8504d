"""What every catalogue scraper needs: a polite HTTP client, typed outcomes, HTML and text."""

from aniworld_scraping.addresses import absolute, path_on
from aniworld_scraping.client import Client, Page
from aniworld_scraping.config import SiteConfig, address
from aniworld_scraping.days import german_day, german_moment
from aniworld_scraping.documents import parse_json
from aniworld_scraping.hits import closest_first
from aniworld_scraping.html import is_whole, regular_parts, without_tags
from aniworld_scraping.languages import other_language
from aniworld_scraping.local import refuse_local
from aniworld_scraping.marks import parse_marked
from aniworld_scraping.outcomes import failure, gated, layout_changed, unknown_page, unreachable
from aniworld_scraping.refs import key_of, normal_ref
from aniworld_scraping.seasons import SeriesPage
from aniworld_scraping.settings import site_config
from aniworld_scraping.text import clean, clean_all
from aniworld_scraping.waits import retry_after

__all__ = [
    "Client",
    "Page",
    "SeriesPage",
    "SiteConfig",
    "absolute",
    "address",
    "clean",
    "clean_all",
    "closest_first",
    "failure",
    "gated",
    "german_day",
    "german_moment",
    "is_whole",
    "key_of",
    "layout_changed",
    "normal_ref",
    "other_language",
    "parse_json",
    "parse_marked",
    "path_on",
    "refuse_local",
    "regular_parts",
    "retry_after",
    "site_config",
    "unknown_page",
    "unreachable",
    "without_tags",
]
