"""The page for what does not exist."""

from aniworld_demo.answers import Answer
from aniworld_demo.pages.new.frame import page

__all__ = ["not_found"]


def not_found() -> Answer:
    """Return the page with its status, which also its title names."""
    body = '<div class="container py-5 text-center"><h1 class="display-1">404</h1>\
<p>Diese Seite wurde nicht gefunden.</p></div>'
    return page("404 - Seite nicht gefunden", body, status=404)
