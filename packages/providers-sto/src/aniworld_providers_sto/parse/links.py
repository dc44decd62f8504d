"""An episode's page: its links on hosters, and the tokens they are used with."""

import re
from urllib.parse import urldefrag, urljoin

from selectolax.lexbor import LexborNode

from aniworld_core.entities import EpisodeId, Link
from aniworld_core.errors import Gone, LayoutChanged
from aniworld_providers_sto.parse.addresses import episode_path, numbered
from aniworld_providers_sto.parse.languages import language
from aniworld_providers_sto.parse.marks import LINKS, ROW, parse_marked
from aniworld_scraping import Page, absolute, clean, other_language

__all__ = ["link_id", "links", "play_address"]

_BUTTONS = ".link-box[data-link-id]"
_FRAGMENT = "link-"
_ID = re.compile(r"[\w-]{1,64}", re.ASCII)


def links(page: Page, ref: str, episode: EpisodeId) -> tuple[Link, ...]:
    """Read the links in the site's order; none for an episode that is only announced.

    Each has the episode's own address with the link's stable id in its fragment, because the
    address on the page lives shortly. Raises Gone where the site shows a season instead.
    """
    tree, (box,) = parse_marked(page, LINKS, gone=ROW)
    itself = tree.css_first("link[rel=canonical]")
    named = numbered(itself.attrs.get("href") or "") if itself else None
    if named not in {None, episode}:
        raise LayoutChanged(f"{page.url} shows episode {named}, not {episode}.")
    place = urljoin(page.url, episode_path(ref, episode))
    found = [_link(button, place) for button in box.css(_BUTTONS)]
    if not found and box.css_first("h5, button"):
        raise LayoutChanged(f"{page.url} lists languages, but no link that this program knows.")
    return tuple(dict.fromkeys(found))


def link_id(url: str) -> str:
    """Return the stable id in a link's address, or nothing."""
    fragment = urldefrag(url).fragment
    id = fragment.removeprefix(_FRAGMENT)
    return id if fragment != id and _ID.fullmatch(id) else ""


def play_address(page: Page, id: str) -> str:
    """Return the address that leads on to a link's hoster now; raises Gone when it has no such link."""
    _, (box,) = parse_marked(page, LINKS, gone=ROW)
    for button in box.css(_BUTTONS):
        if button.attrs.get("data-link-id") == id:
            address = absolute(page.url, button.attrs.get("data-play-url") or "")
            if not address:
                raise LayoutChanged(f"{page.url} lacks data-play-url at the link {id}.")
            return address
    raise Gone(f"{page.url} no longer has the link {id}.", hint="Try again with its other links.")


def _link(button: LexborNode, place: str) -> Link:
    attributes = button.attributes
    id = attributes.get("data-link-id") or ""
    flag = button.css_first("use")
    meaning = language(
        (flag.attrs.get("href") or "") if flag else "",
        clean(attributes.get("data-language-label") or ""),
    ) or other_language(attributes.get("data-language-id") or "")
    hoster = clean(attributes.get("data-provider-name") or "")
    if not (meaning and hoster and _ID.fullmatch(id)):
        raise LayoutChanged(f"{place} shows a link without language, hoster or id.")
    return Link(hoster=hoster, language=meaning, url=f"{place}#{_FRAGMENT}{id}")
