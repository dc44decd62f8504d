"""A series' other titles, which the site writes one after the other."""

from aniworld_scraping import clean

__all__ = ["aliases"]


def aliases(text: str, title: str) -> tuple[str, ...]:
    """Split a list of other titles, around the title itself, which may hold a comma."""
    text = clean(text)
    if not text:
        return ()
    seen = {"", title.casefold()}
    found: list[str] = []
    parts = f", {text},".replace(f", {title},", ",").split(", ")
    for alias in (part.strip(" ,") for part in parts):
        folded = alias.casefold()
        if folded not in seen:
            seen.add(folded)
            found.append(alias)
    return tuple(found)
