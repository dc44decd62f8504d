"""What a site's whole list says of each of its series."""

from datetime import datetime

from attrs import frozen

__all__ = ["Title", "TitleList"]


@frozen(kw_only=True)
class Title:
    """One series as its site's whole list names it.

    ``ref`` is what the provider calls it. ``aliases`` are as the site writes them, which may be in lower
    case. Lists tell neither ``year`` nor ``imdb`` (``tt0123456``): both are learned from the series' own
    page, None and empty until then.
    """

    provider: str
    ref: str
    title: str
    aliases: tuple[str, ...] = ()
    link: str = ""
    year: int | None = None
    imdb: str = ""


@frozen(kw_only=True)
class TitleList:
    """How many titles are kept of a provider's whole list, and when it was read."""

    provider: str
    titles: int
    read: datetime
