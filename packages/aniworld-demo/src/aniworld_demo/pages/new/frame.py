"""The frame around every page, and the flags in it."""

import secrets
from functools import cache

from aniworld_demo.answers import Answer
from aniworld_demo.pages.text import text

__all__ = ["csrf_token", "icon", "page"]


@cache
def csrf_token() -> str:
    """Return what forms have to send back; the same one while the process lives."""
    return secrets.token_hex(20)


def icon(flag: str, size: str = "large") -> str:
    """Draw the flag of a language."""
    return (
        f'<svg class="watch-language {size} svg-flag-{flag}" width="44" height="32" '
        f'viewBox="0 0 465 336" fill="currentColor"><use href="#icon-flag-{flag}"></use></svg>'
    )


def page(title: str, body: str, *, status: int = 200) -> Answer:
    """Return a whole page."""
    return Answer(
        status=status,
        body=f"""<!DOCTYPE html>
<html lang="de">
<head>
 <meta charset="utf-8">
 <meta name="viewport" content="width=device-width, initial-scale=1">
 <meta name="csrf-token" content="{csrf_token()}">
 <meta name="referrer" content="no-referrer">
 <title>{text(title)} | Demo-Katalog der Serien</title>
</head>
<body data-is-staff="0">
 <nav class="navbar navbar-expand-lg navbar-dark bg-header">
 <a class="navbar-brand" href="/"><span class="logo-summary">Version 2</span></a>
 <ul class="navbar-nav">
 <li><a class="nav-link" href="/serien">Serien</a></li>
 <li><a class="nav-link" href="/neue-episoden">Neue Episoden</a></li>
 </ul>
 </nav>
{body}
<footer class="site-footer">Eine Nachbildung zum Ausprobieren; alle Titel sind erfunden.</footer>
</body>
</html>
""".encode(),
    )
