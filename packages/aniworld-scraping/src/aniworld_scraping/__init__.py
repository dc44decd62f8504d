"""What every catalogue scraper needs: a polite HTTP client, typed outcomes, HTML and text."""

from aniworld_scraping.client import Client, Page
from aniworld_scraping.config import SiteConfig, address
from aniworld_scraping.html import is_whole, without_tags
from aniworld_scraping.outcomes import unknown_page
from aniworld_scraping.text import clean

__all__ = [
    "Client",
    "Page",
    "SiteConfig",
    "address",
    "clean",
    "is_whole",
    "unknown_page",
    "without_tags",
]
