"""Which provider a site of the older program is, and where a series has its page there."""

import re
from functools import lru_cache
from urllib.parse import quote, urlsplit

from attrs import frozen

from aniworld_core.errors import MigrationError

__all__ = ["Site", "site_of"]

_HOST = re.compile(r"(?=.{1,64}$)[a-z0-9-]+(?:\.[a-z0-9-]+)*", re.ASCII)
_PAGES = {
    "aniworld": "https://aniworld.to/anime/stream/",
    "sto": "https://serienstream.to/serie/",
}
_PROVIDERS = {
    "aniworld.to": "aniworld",
    "aniworld.cc": "aniworld",
    "aniworld.info": "aniworld",
    "anicloud.io": "aniworld",
    "s.to": "sto",
    "serienstream.to": "sto",
    "serienstream.cx": "sto",
    "serienstream.sx": "sto",
    "serien.sx": "sto",
    "serien.vc": "sto",
}


@frozen(kw_only=True)
class Site:
    """A catalogue site; ``provider`` is its host where no provider of ours is known for it."""

    provider: str
    known: bool

    def link(self, ref: str) -> str:
        """Return the address of a series' page; empty for an unknown site."""
        return _PAGES[self.provider] + quote(ref, safe="%") if self.known else ""


@lru_cache(maxsize=64)  # thousands of files name the same two sites
def site_of(text: str) -> Site:
    """Read a site such as ``https://aniworld.to``; raises MigrationError for what is no address."""
    try:
        host = urlsplit(text if "://" in text else f"https://{text}").hostname
    except ValueError:
        host = None
    if host is None or not _HOST.fullmatch(host):
        raise MigrationError(f"site is no address: {text!r:.80}.")
    host = host.removeprefix("www.")
    return Site(provider=_PROVIDERS.get(host, host), known=host in _PROVIDERS)
