"""The way to the seasons of a series and to the episodes of one of them."""

from aniworld_demo.catalogue import Entry, Show
from aniworld_demo.pages.new.addresses import episode_path, season_path

__all__ = ["navigation"]


def navigation(show: Show, season: int, current: Entry | None = None) -> str:
    """Link the seasons (0 = films and specials, as the last one) and the episodes of ``season``."""
    numbers = [*show.seasons, *([0] if show.has_films else [])]
    seasons = "".join(
        _item(
            season_path(show, number),
            f'data-season-pill="{number}"',
            "Filme" if number == 0 else str(number),
            active=number == season,
        )
        for number in numbers
    )
    episodes = "".join(
        _item(episode_path(show, entry), "", str(entry.number), active=entry == current)
        for entry in show.season(season)
    )
    return f"""<nav class="mb-2" id="season-nav"><ul class="nav list-items-nav">
<li class="nav-item me-2"><span class="season-pills__label">Staffeln:</span></li>
{seasons}</ul></nav>
<nav class="mb-3" id="episode-nav"><ul class="nav list-items-nav">
<li class="nav-item me-2"><span class="season-pills__label">Episoden:</span></li>
{episodes}</ul></nav>"""


def _item(address: str, attributes: str, label: str, *, active: bool) -> str:
    mark = "bg-primary" if active else ""
    return f"""<li class="nav-item me-1 mb-2">
<a
 href="{address}"
 class="alphabet-link nav-link {mark} "
 {attributes}> {label} </a>
</li>
"""
