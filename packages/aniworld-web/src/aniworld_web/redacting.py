"""Takes secrets out of texts that people get to see: tokens, passwords, cookies, API keys."""

import re
from collections.abc import Iterable, Iterator, Mapping

from aniworld_core.config import MASK, is_secret

__all__ = ["redacted", "secrets_of"]

_SHORTEST = 6
"""Characters; a shorter secret would be found everywhere, and its place shown by what is missing."""

_WORDS = (
    r"pass(?:wor[dt]|wd|phrase)",
    r"secret",
    r"token",
    r"ticket",
    r"credential",
    r"session",
    r"sig(?:nature)?",
    r"jwt",
    r"(?:api|access|secret|private)[_-]?key",  # a key alone is the name of a series here
)
# A short beginning only: else a hostile text of many hyphens would be looked through again for each.
_NAME = rf"(?:[\w-]{{0,30}}[_-])?(?:{'|'.join(_WORDS)})s?"

_PATTERNS = (
    # What browsers and programs prove themselves with, to the end of the line: a cookie has many parts.
    (re.compile(r"(?i)\b((?:set-)?cookie['\"]?\s*[:=]\s*)[^\r\n]+"), rf"\1{MASK}"),
    (
        re.compile(
            r"(?i)\b((?:proxy-)?authorization['\"]?\s*[:=]\s*['\"]?(?:[a-z]+\s+)?)[^\s'\",;]+"
        ),
        rf"\1{MASK}",
    ),
    (re.compile(r"(?i)\b(bearer\s+)[A-Za-z0-9._~+/=-]{6,}"), rf"\1{MASK}"),
    # Not \b, which also stands behind a hyphen: eyJ-eyJ-... would be read to its end from each.
    (re.compile(r"(?<![\w-])eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*"), MASK),
    # The secret in the address of the calendar feed.
    (re.compile(r"(?<=/upcoming/feed/)[\w-]+"), MASK),
    # The user of an address, with the password; a password may hold what it likes, so up to the last @.
    (re.compile(r"(?<=://)[^/\s'\"]*(?=@)"), MASK),
    # name=value, name: value, "name": "value"
    (
        re.compile(rf"(?i)\b({_NAME}['\"]?\s*[:=]\s*)(\"[^\"]*\"|'[^']*'|[^\s&;,'\")\]}}]+)"),
        rf"\1{MASK}",
    ),
)


def redacted(text: str, known: Iterable[str] = ()) -> str:
    """Return a text without what looks like a secret, and without the ``known`` ones."""
    for secret in known:
        text = text.replace(secret, MASK)
    for pattern, instead in _PATTERNS:
        text = pattern.sub(instead, text)
    return text


def secrets_of(settings: Mapping[str, object]) -> Iterator[str]:
    """Yield the secrets that settings hold, those that are long enough to be told from other text."""
    for name, value in settings.items():
        yield from _secrets(name, value)


def _secrets(name: str, value: object) -> Iterator[str]:
    match value:
        case Mapping():
            for below, one in value.items():
                # All that stands in a section named like a secret is one: cookies = { a = "b" }
                yield from _secrets(name if is_secret(name) else below, one)
        case list() | tuple():
            for one in value:
                yield from _secrets(name, one)
        case str() if is_secret(name) and len(value) >= _SHORTEST:
            yield value
