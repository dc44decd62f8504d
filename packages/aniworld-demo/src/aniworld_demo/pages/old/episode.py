"""The page of one episode or film: its links, hoster by hoster in each language."""

from aniworld_demo.answers import Answer
from aniworld_demo.catalogue import Entry, Show
from aniworld_demo.flags import FLAGS
from aniworld_demo.links import link_id
from aniworld_demo.pages.old.frame import page
from aniworld_demo.pages.old.header import header
from aniworld_demo.pages.text import text

__all__ = ["episode_page"]


def episode_page(show: Show, entry: Entry) -> Answer:
    """Return the page of an episode."""
    name = f"Staffel {entry.season}" if entry.season else "Filme"
    body = f"""{header(show, entry.season, entry)}
<div itemprop="containsSeason" itemscope="" itemtype="http://schema.org/TVSeason">
<div class="hostSeriesTitle"><strong>{text(show.title)}</strong></div>
<meta itemprop="episode" content="{entry.number}" />
<meta itemprop="name" content="{name}" />
<meta itemprop="seasonNumber" content="{entry.season}" />
<meta itemprop="numberOfEpisodes" content="{len(show.season(entry.season))}" />
<div class="hosterSiteTitle" data-season="{entry.season}" data-episode="{entry.number}" \
data-episode-id="{entry.id}">
<h2> <span class="episodeGermanTitle">{text(entry.german)}</span>
<small class="episodeEnglishTitle">{text(entry.english)}</small> </h2>
<p class="descriptionSpoiler" itemprop="description">{text(show.description)}</p>
</div>
<div class="hosterSiteVideo">
<div class="changeLanguage"><div class="changeLanguageBox"><strong>Sprache: </strong> \
{_legend(entry)}</div></div>
<ul class="row">{_links(entry)}</ul>
</div>
</div>"""
    kind = "Episode" if entry.season else "Film"
    return page(f"{kind} {entry.number} {name} von {show.title}", body)


def _legend(entry: Entry) -> str:
    return "".join(
        f'<img src="/public/img/{name}.svg" alt="Flagge, Sprache" '
        f'data-lang-key="{FLAGS[name].key}" title="{FLAGS[name].legend}">'
        for name in entry.languages
    )


def _links(entry: Entry) -> str:
    return "".join(
        _link(FLAGS[language].key, hoster, link_id(entry, language, hoster))
        for language in entry.languages
        for hoster in entry.hosters
    )


def _link(key: int, hoster: str, id: int) -> str:
    return f"""
<li class="col-md-3 col-xs-12 col-sm-6 episodeLink{id}" data-lang-key="{key}" \
data-link-id="{id}" data-link-target="/redirect/{id}" data-external-embed="false">
<div class="generateInlinePlayer"><a class="watchEpisode" itemprop="url" href="/redirect/{id}" \
target="_blank"><i class="icon {hoster}" title="Hoster {hoster}"></i><h4>{hoster}</h4>
<div class="hosterSiteVideoButton">Video öffnen</div></a></div></li>"""
