"""The list of all series, and the one of the newest episodes."""

import re
from datetime import date

from aniworld_demo.answers import Answer
from aniworld_demo.broadcasts import Broadcast, released
from aniworld_demo.catalogue import Show, Shows
from aniworld_demo.pages.new.addresses import episode_path, series_path
from aniworld_demo.pages.new.frame import icon, page
from aniworld_demo.pages.text import text

__all__ = ["all_page", "new_episodes_page"]

_PLAIN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def all_page(shows: Shows) -> Answer:
    """Return every series, and two entries that are none."""
    ordered = sorted(shows.values(), key=lambda show: (show.title, show.start))
    items = "".join(_item(_searched(show), series_path(show), show.title) for show in ordered)
    strangers = _item("neue serien", "/serie/neue-serien", "Neue Serien")
    if ordered:
        strangers += _item("staffel 1", f"{series_path(ordered[0])}/staffel-1", "Staffel 1")
    return page("Alle Serien", f'<ul class="series-list">{strangers}{items}</ul>')


def new_episodes_page(shows: Shows, today: date) -> Answer:
    """Return the last episodes of every running series, a row for each language, newest first."""
    rows = "".join(_row(one) for one in released(shows, today))
    body = f"""<table class="table new-episodes-table">
<thead><tr><th>Serie</th><th>Episode</th><th>Sprache</th><th>Datum</th></tr></thead>
<tbody>{rows}</tbody>
</table>"""
    return page("Neue Episoden", body)


def _searched(show: Show) -> str:
    """Write what the site's own filter looks at: title, plain spelling and other titles in one."""
    title = show.title.lower()
    plain = re.sub(r"[^a-z0-9 ]", "", title.translate(_PLAIN))
    return " | ".join([f"{title} {' '.join(plain.split())}", *map(str.lower, show.aliases)])


def _item(searched: str, address: str, title: str) -> str:
    return (
        f'<li class="series-item" data-search="{text(searched)}">'
        f'<a href="{address}">{text(title)}</a></li>\n'
    )


def _row(one: Broadcast) -> str:
    address = episode_path(one.show, one.entry)
    return f"""
<tr onclick="window.location='{address}'">
<td><a href="{address}">{text(one.show.title)}</a></td>
<td>S{one.entry.season:02}E{one.entry.number:02}</td>
<td>{icon(one.flag)}</td>
<td>{one.day:%d.%m.%Y}</td>
</tr>"""
