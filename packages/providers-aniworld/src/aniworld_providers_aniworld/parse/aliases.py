"""A series' other titles, which the site writes one after the other."""

__all__ = ["aliases"]


def aliases(text: str, title: str) -> tuple[str, ...]:
    """Split a clean list of other titles, around the title itself, which may hold a comma.

    The title itself is left out. Thousands of lists are split at once, so no more is done than has
    to be: other titles may still stand there twice.
    """
    if ", " in title:
        text = f", {text},".replace(f", {title},", ",")
    parts = text.split(", ")
    if text.count(",") >= len(parts):  # more commas than those between two titles
        parts = [part.strip(" ,") for part in parts]
    if title in parts or "" in parts:
        parts = [part for part in parts if part not in {"", title}]
    return tuple(parts)
