"""The page of a season, or of the films and specials: one row an episode, without any link in it."""

from aniworld_demo.answers import Answer
from aniworld_demo.catalogue import Entry, Show
from aniworld_demo.pages.new.addresses import episode_path
from aniworld_demo.pages.new.frame import icon, page
from aniworld_demo.pages.new.header import header
from aniworld_demo.pages.new.navigation import navigation
from aniworld_demo.pages.text import text

__all__ = ["season_page"]


def season_page(show: Show, season: int) -> Answer:
    """Return the page of a season (0 = films and specials)."""
    name = "Filme" if season == 0 else f"Staffel {season}"
    rows = "".join(_row(show, entry) for entry in show.season(season))
    body = f"""{header(show, season)}
{navigation(show, season)}
<section class="episode-section mt-4">
<h2 class="h3 m-0 fw-bold"> {name} </h2>
<table class="table episode-table table-borderless align-middle mb-0">
<thead class="table-dark"><tr><th scope="col">#</th><th scope="col">Titel</th>\
<th scope="col">Wo anschauen</th><th scope="col">Sprache</th></tr></thead>
<tbody>{rows}</tbody>
</table>
</section>"""
    return page(f"{show.title} {name}", body)


def _row(show: Show, entry: Entry) -> str:
    german, english = _title(entry.german), _title(entry.english)
    if entry.upcoming:
        badge = '<span class="badge badge-upcoming">DEMNÄCHST</span>'
        watch = '<span class="badge badge-release">TBA</span>'
    else:
        badge = ""
        watch = "".join(_hoster(name) for name in entry.hosters)
    return f"""
<tr
 class="episode-row {"upcoming" if entry.upcoming else ""}"
 onclick="window.location='{episode_path(show, entry)}'"
>
<th scope="row" class="text-center fw-semibold episode-number-cell">{entry.number}</th>
<td class="fw-medium episode-title-cell">
<strong class="d-block episode-title-ger" title="{german}">{german}</strong>
<span class="text-white-50 episode-title-eng" title="{english}">
{english}
</span>{badge}
</td>
<td class="episode-watch-cell"><div class="text-end d-flex">{watch}</div></td>
<td class="text-end episode-language-cell">{"".join(map(icon, entry.languages))}</td>
</tr>"""


def _title(words: str) -> str:
    """Write an episode's title as the site does: with a backtick for an apostrophe."""
    return text(words.replace("'", "`"))


def _hoster(name: str) -> str:
    return (
        f'<img src="/storage/providers/{name.lower()}.svg" alt="{name}" title="{name}" '
        'class="watch-link" width="32" height="32">'
    )
