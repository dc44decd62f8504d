"""The head of a season's page: what the series is, told in groups of which some are empty."""

from collections.abc import Sequence

from aniworld_demo.catalogue import Show
from aniworld_demo.pages.new.addresses import cover_path, season_path, series_path
from aniworld_demo.pages.text import BLANK, text

__all__ = ["description", "header", "years"]

_SHOWN = 2
"""How many names of a group are seen at once."""


def header(show: Show, season: int) -> str:
    """Describe the series, on the page of one of its seasons."""
    imdb = (
        f'&bull; <a href="https://www.imdb.com/title/{show.imdb}/" target="_blank" '
        'rel="noopener noreferrer" class="small text-muted"> IMDb </a>'
        if show.imdb
        else ""
    )
    return f"""<div class="show-header-wrapper">
<div class="backdrop-picture">{_picture(cover_path(show, "backdrop"), "Backdrop")}</div>
{_breadcrumb(show, season)}
<div class="show-cover-mobile">{_picture(cover_path(show), show.title)}</div>
<h1 class="h2 mb-1 fw-bold">
 {text(show.title)}
</h1>
<p class="small text-muted mb-2">{years(show)} &bull; FSK {show.fsk} {imdb}</p>
{description(show)}
<ul class="mt-2 mb-3 list-unstyled d-flex flex-wrap small">
{_group("Regisseur", "regisseur", ["Demo Regie"])}
{_group("Produzent", "produzent", ["NPAL"])}
{_group("Besetzung", "schauspieler", [])}
{_group("Land", "land", ["Japan"])}
{_group("Genre", "genre", show.genres)}
</ul>
<div class="col-3 d-none d-md-block">{_picture(cover_path(show), show.title)}</div>
</div>"""


def years(show: Show) -> str:
    """Tell when it ran; the last year of a running series is ``NA``."""
    last = "NA" if show.end is None else str(show.end)
    tag = "span" if show.end is None else "a"
    link = "" if show.end is None else f' href="/jahr/{last}"'
    return (
        f'<a class="small text-muted" href="/jahr/{show.start}">{show.start}</a> \N{EN DASH} '
        f'<{tag} class="small text-muted"{link}>{last}</{tag}>'
    )


def description(show: Show) -> str:
    """Tell what it is about."""
    return f"""<div class="series-description"><p class="clamped">
<span class="description-text">{text(show.description)}</span></p>
<button type="button" class="show-more-toggle" data-expanded="false">Mehr anzeigen</button></div>"""


def _breadcrumb(show: Show, season: int) -> str:
    name = "Filme" if season == 0 else f"Staffel {season}"
    return f"""<nav aria-label="breadcrumb"><ol class="breadcrumb">
<li class="breadcrumb-item"><a href="/" title="Startseite">Startseite</a></li>
<li class="breadcrumb-item"><a href="/serien" title="Serien">Serien</a></li>
<li class="breadcrumb-item show-name"><a href="{series_path(show)}" title="{text(show.title)}">\
{text(show.title)}</a></li>
<li class="breadcrumb-item active" aria-current="page" title="{name}">\
<a href="{season_path(show, season)}">{name}</a></li>
</ol></nav>"""


def _picture(path: str, words: str) -> str:
    mobile = path.replace("/desktop/", "/mobile/")
    return (
        f'<picture><source type="image/webp" data-srcset="{mobile}?format=webp 375w">'
        f'<img data-src="{path}?format=jpg" data-srcset="{path}?format=jpg 1x" src="{BLANK}" '
        f'alt="{text(words)}" class="img-fluid w-100"></picture>'
    )


def _group(label: str, kind: str, names: Sequence[str]) -> str:
    links = [
        f'<a href="/{kind}/{name.lower()}" class="link-light">{text(name)}</a>' for name in names
    ]
    shown = ", ".join(links[:_SHOWN])
    # Further names are in the page all the same; a button shows them.
    if links[_SHOWN:]:
        shown += f'<span class="extra-items d-none">, {", ".join(links[_SHOWN:])}</span> \
<button type="button" class="toggle-extra">+{len(links) - _SHOWN}</button>'
    return f'<li class="series-group">\n<strong class="me-1">{label}:</strong>\n{shown}\n</li>'
