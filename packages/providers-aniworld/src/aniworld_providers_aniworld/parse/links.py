"""An episode's page: its links on hosters."""

from collections.abc import Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode

from aniworld_core.entities import EpisodeId, Language, Link
from aniworld_core.errors import LayoutChanged
from aniworld_providers_aniworld.parse.languages import language
from aniworld_providers_aniworld.parse.marks import NOT_FOUND, TABLE, parse_marked
from aniworld_scraping import Page, absolute, clean, other_language

__all__ = ["links"]

_HEADING = "div.hosterSiteTitle"
_LEGEND = "div.changeLanguageBox img[data-lang-key]"
_LINKS = "div.hosterSiteVideo ul.row > li[data-link-id]"


def links(page: Page, episode: EpisodeId) -> tuple[Link, ...]:
    """Read the links in the site's order; none for an episode that is only announced.

    Raises Gone where the site shows the season instead, as it does for an episode it does not have.
    """
    tree, (heading,) = parse_marked(page, _HEADING, gone=f"{NOT_FOUND}, {TABLE}")
    shown = heading.attrs.get("data-episode") or str(episode.number)
    if shown != str(episode.number):
        raise LayoutChanged(f"{page.url} shows episode {shown}, not {episode.number}.")
    languages = _legend(tree)
    found = [_link(item, page.url, languages) for item in tree.css(_LINKS)]
    if not found and languages:
        raise LayoutChanged(f"{page.url} lists languages, but no link that this program knows.")
    return tuple(dict.fromkeys(found))


def _legend(tree: LexborHTMLParser) -> dict[str, Language]:
    """Learn what the page's own language numbers mean, from the flag and the label beside each."""
    found: dict[str, Language] = {}
    for image in tree.css(_LEGEND):
        attributes = image.attributes
        flag = attributes.get("data-src") or attributes.get("src") or ""
        meaning = language(flag, clean(attributes.get("title") or ""))
        if meaning is not None:
            found.setdefault(attributes.get("data-lang-key") or "", meaning)
    return found


def _link(item: LexborNode, url: str, languages: Mapping[str, Language]) -> Link:
    attributes = item.attributes
    number = attributes.get("data-lang-key") or ""
    meaning = languages.get(number) or other_language(number)
    hoster = _hoster(item)
    target = absolute(url, attributes.get("data-link-target") or "")
    if not (meaning and hoster and target):
        raise LayoutChanged(f"{url} shows a link without language, hoster or address.")
    return Link(hoster=hoster, language=meaning, url=target)


def _hoster(item: LexborNode) -> str:
    name = item.css_first("h4")
    if name is not None:
        return clean(name.text())
    icon = item.css_first("i.icon[title]")
    return clean(icon.attrs.get("title") or "").removeprefix("Hoster ") if icon else ""
