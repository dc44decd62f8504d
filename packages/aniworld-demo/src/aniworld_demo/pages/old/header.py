"""The head of every page of a series: what it is, and the way to its seasons and episodes."""

from aniworld_demo.catalogue import Entry, Show
from aniworld_demo.covers import cover_path
from aniworld_demo.pages.old.addresses import place
from aniworld_demo.pages.text import BLANK, text

__all__ = ["header"]

_SHORT = 160


def header(show: Show, season: int, current: Entry | None = None) -> str:
    """Describe the series and link its seasons and the episodes of one of them (0 = films)."""
    cover = cover_path(show.slug, "220x330")
    picture = f'alt="{text(show.title)}, Cover" itemprop="image" title="Cover {text(show.title)}"'
    aliases = text(", ".join(show.aliases))
    return f"""<div class="seriesContentBox" itemscope="" itemtype="http://schema.org/TVSeries">
<div id="series"><section class="title clearfix SeriesSection">
<div class="backdrop" style="background-image: url({cover_path(show.slug, "800x300")})"></div>
<div class="seriesCoverBox"><img src="{BLANK}" data-src="{cover}" {picture}>\
<noscript><img src="{cover}" {picture}></noscript></div>
<div class="series-meta">
<div class="series-title"><h1 itemprop="name" title="Animes Stream: {aliases}" \
data-alternativeTitles="{aliases}"><span>{text(show.title)}</span></h1>
<small> ({_years(show)})</small>
<div title="Empfohlene Altersfreigabe: {show.fsk} Jahre" data-fsk="{show.fsk}" \
class="fsk fsk{show.fsk}">Ab: <span>{show.fsk}</span></div>{_imdb(show)}</div>
<p class="seri_des" itemprop="accessibilitySummary" data-description-type="review" \
data-full-description="{text(show.description)}">{text(show.description[:_SHORT])}&#8230;\
<span class="showMore">mehr anzeigen</span></p>
{_genres(show)}
</div></section></div>
{_navigation(show, season, current)}
</div>"""


def _years(show: Show) -> str:
    def year(kind: str, words: str) -> str:
        return f'<span itemprop="{kind}"><a href="/animes/jahr/{words}">{words}</a></span>'

    return f"{year('startDate', str(show.start))} - {year('endDate', str(show.end or 'Heute'))}"


def _imdb(show: Show) -> str:
    if not show.imdb:
        return ""
    address = f"https://www.imdb.com/title/{show.imdb}"
    return (
        f'<a href="{address}" title="IMDB ID: " data-imdb="{show.imdb}" class="imdb-link" '
        'target="_blank">IMDB</a>'
    )


def _genres(show: Show) -> str:
    items = "".join(
        f'<li><a href="/genre/{genre.lower()}" class="genreButton" itemprop="genre">{text(genre)}'
        "</a></li>"
        for genre in show.genres
    )
    return f'<div class="genres"><ul data-main-genre="{text(show.genres[0])}">{items}</ul></div>'


def _navigation(show: Show, season: int, current: Entry | None) -> str:
    seasons = [(0, "Filme", "filme", "Alle Filme")] if show.has_films else []
    seasons += [(n, str(n), f"staffel-{n}", f"Staffel {n}") for n in show.seasons]
    base = f"/anime/stream/{show.slug}"
    season_links = "".join(
        _link(f"{base}/{part}", label, f'title="{title}"', active=number == season)
        for number, label, part, title in seasons
    )
    episode_links = "".join(
        _link(
            f"{base}/{place(entry)}",
            str(entry.number),
            f'data-episode-id="{entry.id}" title="{_title(entry)}" data-season-id="{season}"',
            active=entry == current,
        )
        for entry in show.season(season)
    )
    kind = "Filme" if season == 0 else "Episoden"
    # The site counts the films as one more season.
    return f"""<div class="hosterSiteDirectNav" id="stream">
<ul><li><span><strong>Staffeln:</strong></span></li>
{season_links}</ul><div class="cf"></div><br>
<ul><li><span><strong>{kind}:</strong></span></li>
{episode_links}</ul><div class="cf"></div>
<meta itemprop="numberOfSeasons" content="{len(seasons)}" />
</div>"""


def _link(address: str, label: str, attributes: str, *, active: bool) -> str:
    mark = 'class="active" ' if active else ""
    return f'<li>  <a {mark}href="{address}" {attributes}>{label}</a>  </li>\n'


def _title(entry: Entry) -> str:
    if entry.season == 0:
        return f"Film {entry.number}"
    return f"Staffel {entry.season} Episode {entry.number}"
