"""The page of a season, or of the films: one row an episode."""

from aniworld_demo.answers import Answer
from aniworld_demo.catalogue import Entry, Show
from aniworld_demo.pages.old.addresses import place
from aniworld_demo.pages.old.flags import row_flags
from aniworld_demo.pages.old.frame import page
from aniworld_demo.pages.old.header import header
from aniworld_demo.pages.text import text

__all__ = ["season_page"]


def season_page(show: Show, season: int) -> Answer:
    """Return the page of a season (0 = films)."""
    films = season == 0
    name = "Filme" if films else f"Staffel {season}"
    heading = "Alle Filme zur Serie" if films else f"Episoden der Staffel {season}"
    rows = "".join(_row(show, entry) for entry in show.season(season))
    body = f"""{header(show, season)}
<div itemscope itemtype="http://schema.org/TVSeason">
<div class="pageTitle"><h2 itemprop="name">{heading}</h2></div>
<meta itemprop="seasonNumber" content="{season}" />
<table class="seasonEpisodesList" data-season-id="{season}">
<thead class="season-episode-list-head"><tr><th>{"Film" if films else "Folge"}</th>\
<th class="tableEpisodeTitle">Titel / Name</th><th>Hoster</th><th>Sprache</th></tr></thead>
<tbody id="season{season}">{rows}</tbody>
</table>
</div>"""
    return page(f"{name} von {show.title}", body)


def _row(show: Show, entry: Entry) -> str:
    address = f"/anime/stream/{show.slug}/{place(entry)}"
    flags = row_flags(entry.languages)
    if entry.season == 0:
        number = f'<a href="{address}"> Film {entry.number} </a>'
    else:
        number = (
            f'<meta itemprop="episodeNumber" content="{entry.number}" />'
            f'<a itemprop="url" href="{address}"> Folge {entry.number} </a>'
        )
        flags = f'<a href="{address}"> {flags} </a>'
    hosters = "".join(f'<i class="icon {name}" title="{name}"></i>' for name in entry.hosters)
    dash = " - " if entry.german else " "
    return f"""
<tr class="" data-episode-id="{entry.id}" data-episode-season-id="{entry.number}" \
itemprop="episode" itemscope="" itemtype="http://schema.org/Episode">
<td class="season{entry.season}EpisodeID">{number}</td>
<td class="seasonEpisodeTitle"><a href="{address}"> <strong>{text(entry.german)}</strong> {dash}\
<span>{_twice_escaped(entry.english)}</span> </a></td>
<td><a href="{address}"> {hosters} </a></td>
<td class="editFunctions"> {flags} </td>
</tr>"""


def _twice_escaped(words: str) -> str:
    """Escape an apostrophe twice, as the site's English titles come."""
    return text(words).replace("&#039;", "&amp;#039;")
