"""What the text of a hoster's page says beside the stream itself."""

import re

__all__ = ["is_challenge", "is_deleted", "stated_duration"]

_DELETED = re.compile(
    r"file was deleted|file not found|no such file|video not found|video (?:you are looking for )?"
    r"(?:is not found|has been (?:deleted|removed))|this video (?:was|has been) (?:deleted|removed)"
    r"|file is no longer available|<title>\s*(?:404 )?not found\s*</title>",
    re.IGNORECASE,
)
_CHALLENGE = re.compile(
    r"<title>\s*(?:just a moment|attention required|ddos-guard|checking your browser)|cf_chl_"
    r"|class=[\"'](?:g-recaptcha|h-captcha|cf-turnstile)",
    re.IGNORECASE,
)
_DURATION = re.compile(
    r"""["']?\bduration["']?\s*:\s*["']?(\d+(?:\.\d+)?)["']?\s*[,}\n]"""
    r"""|<meta[^>]+property=["'](?:og:)?video:duration["'][^>]+content=["'](\d+(?:\.\d+)?)["']""",
    re.IGNORECASE,
)


def is_deleted(page: str) -> bool:
    """Tell whether the page says that the video was deleted."""
    return _DELETED.search(page) is not None


def is_challenge(page: str) -> bool:
    """Tell whether the page asks its visitor to prove something first."""
    return _CHALLENGE.search(page) is not None


def stated_duration(page: str) -> float | None:
    """Return the seconds that a player's settings or the page's meta data give, if any."""
    found = _DURATION.search(page)
    return float(found[1] or found[2]) or None if found else None
