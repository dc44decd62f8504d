"""The frame around every page, and the page for what does not exist."""

from aniworld_demo.answers import Answer
from aniworld_demo.pages.text import text

__all__ = ["not_found", "page"]


def page(title: str, body: str, *, status: int = 200) -> Answer:
    """Return a whole page."""
    return Answer(
        status=status,
        body=f"""<!doctype html>
<html lang="de">
<head>
    <meta charset="utf-8">
    <title>{text(title)} | Demo-Katalog - Animes</title>
    <meta name="viewport" content="width=device-width, initial-scale=1.0">
</head>
<body>
<header><nav class="mainNav"><ul>
    <li><a href="/animes">Animes</a></li><li><a href="/animes-alphabet">Von A bis Z</a></li>
    <li><a href="/neue-episoden">Neue Episoden</a></li>
    <li><a href="/animekalender">Kalender</a></li>
</ul></nav></header>
<div id="wrapper">
{body}
</div>
<footer>Eine Nachbildung zum Ausprobieren; alle Titel sind erfunden.</footer>
</body>
</html>
""".encode(),
    )


def not_found(*, status: int = 404) -> Answer:
    """Return the page for what does not exist; for a missing series it has status 200."""
    return page(
        "Nicht gefunden",
        '<div class="messageAlert danger">Die gewünschte Seite wurde nicht gefunden.</div>',
        status=status,
    )
