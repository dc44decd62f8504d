"""URLs of stores on the command line."""

from aniworld_core.config import hidden

__all__ = ["URL", "shown"]

URL = "As in the setting store, such as sqlite:////home/me/library.db."
"""What is said of every argument that names a store."""


def shown(url: str) -> str:
    """Return a URL as it may be printed: user and password are hidden."""
    text: str = hidden({"store": url})["store"]
    return text
