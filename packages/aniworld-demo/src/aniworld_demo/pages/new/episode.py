"""The page of one episode: its links, each with a token that only this view of the page has."""

from collections.abc import Iterator
from urllib.parse import quote

from attrs import evolve

from aniworld_demo.answers import Answer
from aniworld_demo.catalogue import Entry, Show
from aniworld_demo.flags import FLAGS
from aniworld_demo.links import link_id
from aniworld_demo.pages.new.addresses import season_path, series_path
from aniworld_demo.pages.new.frame import icon, page
from aniworld_demo.pages.new.gate import gate_markup
from aniworld_demo.pages.new.header import description, years
from aniworld_demo.pages.new.navigation import navigation
from aniworld_demo.pages.text import text
from aniworld_demo.tokens import Tokens

__all__ = ["episode_page"]


def episode_page(show: Show, entry: Entry, tokens: Tokens) -> Answer:
    """Return the page of an episode with new tokens, and with its navigation twice."""
    ways = navigation(show, entry.season, entry)
    title = text(show.title)
    body = f"""<div class="show-header-wrapper">
<ol class="breadcrumb">
<li class="breadcrumb-item show-name"><a href="{series_path(show)}" title="{title}">{title}</a></li>
<li class="breadcrumb-item"><a href="{season_path(show, entry.season)}">{_season(entry)}</a></li>
<li class="breadcrumb-item active" aria-current="page">Episode {entry.number}</li>
</ol>
<h1 class="h2 fw-bold mb-1">
 {title}
</h1>
<article><h2 class="h4 mb-1">
 S{entry.season:02}E{entry.number:02}:
 {_heading(entry)}
</h2>
<div class="row" id="episode-links">{"".join(_links(entry, tokens))}</div>
</article>
{ways}
</div>
{gate_markup()}
<div class="modal fade" id="seasonsEpisodesModal" tabindex="-1" aria-hidden="true">
{ways}
<p class="small text-muted">{years(show)} &bull; FSK {show.fsk}</p>
{description(show)}
</div>"""
    answer = page(f"S{entry.season:02}E{entry.number:02} {show.title}", body)
    return evolve(answer, headers={"Cache-Control": "no-cache, private"})


def _season(entry: Entry) -> str:
    return "Filme" if entry.season == 0 else f"Staffel {entry.season}"


def _heading(entry: Entry) -> str:
    german, english = (text(title.replace("'", "`")) for title in (entry.german, entry.english))
    return f"{german} ({english})" if german and english else german or english


def _links(entry: Entry, tokens: Tokens) -> Iterator[str]:
    for language in entry.languages:
        yield f'<div class="col-12"><h5 class="h6 text-muted">{FLAGS[language].label}</h5></div>'
        for hoster in entry.hosters:
            yield _link(language, hoster, link_id(entry, language, hoster), tokens)


def _link(language: str, hoster: str, id: int, tokens: Tokens) -> str:
    flag = FLAGS[language]
    return f"""
<div class="col-12 col-sm-6"><div class="link-wrapper">
<button class="link-box btn btn-dark w-100" data-auto-embed="1" data-language-id="{flag.id}" \
data-language-label="{flag.label}" data-link-id="{id}" \
data-play-url="/r?t={quote(tokens.issue(id), safe="")}" data-provider-name="{hoster}" type="button">
<img alt="{hoster}" class="watch-link small" src="/storage/providers/{hoster.lower()}.svg">
<span class="text-white ms-1">{hoster}</span>
{icon(language, "small")}
</button></div></div>"""
