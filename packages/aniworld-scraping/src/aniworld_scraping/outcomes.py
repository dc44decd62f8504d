"""What an answer that is not the wanted page means: one error of the core's tree for each case."""

import re
import socket
import ssl
from collections.abc import Sequence
from datetime import timedelta

from aniworld_core.errors import (
    Blocked,
    Gone,
    LayoutChanged,
    ProviderError,
    RateLimited,
    Unavailable,
)

__all__ = ["failure", "gated", "is_challenge", "layout_changed", "unknown_page", "unreachable"]

_LATER = "Try again later."
_RENAMED = "It may have been renamed or removed there: search for its title."
_BROWSER = "Open the site in a browser: it may show a captcha, or refuse this network."
_UPDATE = "Look for an update of this program, or report it."
_DNS = "Site blocked by your internet provider? Check DNS."
_CHALLENGE = re.compile(
    r"Deine Anfrage wurde als Spam erkannt"
    r"|<title>\s*(?:Just a moment|Attention Required|Access denied|DDoS-Guard)"
    r"|cdn-cgi/challenge-platform|cf_chl_|/\.well-known/ddos-guard|captcha|cf-turnstile",
    re.IGNORECASE,
)


def failure(
    status: int, url: str, text: str = "", *, wait: timedelta | None = None
) -> ProviderError | None:
    """Say what a status outside of the redirects means; None for a good one.

    ``wait`` is what Retry-After said.
    """
    if 200 <= status < 300:
        return None
    answered = f"{url} answered with status {status}"
    error: ProviderError
    if status in {404, 410}:
        error = Gone(f"{url} does not exist (status {status}).", hint=_RENAMED)
    elif status == 429:
        error = RateLimited(f"{answered}: too many requests.", hint=_LATER, retry_after=wait)
    elif status in {401, 403, 407, 451}:
        error = Blocked(f"{answered}: it refuses this program or address.", hint=_BROWSER)
    elif is_challenge(text):
        error = _challenge(url)
    elif status >= 500 or status in {408, 425}:
        error = Unavailable(f"{answered}.", hint=_LATER, retry_after=wait)
    else:
        error = LayoutChanged(f"{answered}, which it never did.", hint=_UPDATE)
    return error


def is_challenge(text: str) -> bool:
    """Tell whether a page that is not the wanted one shows a captcha, a challenge or a refusal.

    Ask this only of pages without any known mark: a real page may hold such words, too.
    """
    return _CHALLENGE.search(text) is not None


def unknown_page(url: str, text: str, missing: Sequence[str] = ()) -> ProviderError:
    """Return the error for a good answer that lacks marks a parser knows it by."""
    return _challenge(url) if is_challenge(text) else layout_changed(url, missing)


def gated(url: str) -> Blocked:
    """Return the error for a link that the site opens for a person only; ``url`` is where to begin.

    What to do stands in the message itself: that is what queued episodes and the site's condition show.
    """
    return Blocked(
        f"The site asks for a captcha before it opens its links: open {url} in a browser, or wait.",
        hint="Once the browser got through: aniw doctor --online, then aniw queue retry ID",
    )


def layout_changed(url: str, missing: Sequence[str] = ()) -> LayoutChanged:
    """Return the error for a page of the site that is not as it was, naming the missing marks."""
    what = f"lacks {', '.join(missing)}" if missing else "shows nothing that this program knows"
    return LayoutChanged(f"{url} {what}.", hint=_UPDATE)


def unreachable(host: str, error: BaseException) -> Unavailable:
    """Say why no answer came, by what lies at the bottom of ``error``."""
    causes = list(_causes(error))
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return Unavailable(f"{host} offers no trusted connection (TLS): {causes[-1]}.", hint=_DNS)
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return Unavailable(f"{host} has no address: {causes[-1]}.", hint=_DNS)
    what = str(error) or type(error).__name__
    return Unavailable(
        f"{host} cannot be reached: {what}.", hint="Check the connection, or try again later."
    )


def _challenge(url: str) -> Blocked:
    return Blocked(f"{url} shows a challenge instead of the page.", hint=_BROWSER)


def _causes(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found
