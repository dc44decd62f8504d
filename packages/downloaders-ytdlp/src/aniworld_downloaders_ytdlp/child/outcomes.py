"""What yt-dlp raises, in the words of the core's error tree."""

import errno
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from aniworld_core.errors import (
    AniworldError,
    Blocked,
    Gone,
    NoSpace,
    NoStream,
    RateLimited,
    Unavailable,
    WrongFile,
)
from aniworld_downloaders_ytdlp.child.faults import told
from aniworld_downloaders_ytdlp.child.guard import Refused
from aniworld_downloaders_ytdlp.child.ytdlp import (
    CertificateVerifyError,
    ContentTooShortError,
    GeoRestrictedError,
    HTTPError,
    TransportError,
    UnsupportedError,
)

__all__ = [
    "by_status",
    "no_space",
    "no_stream",
    "refusal",
    "retry_after",
    "translate",
    "unreachable",
]

_RESOLVE = "resolve"
_DAMAGED = {
    "AES key length": "The key of the video is damaged.",
    # What follows is whatever ffmpeg said last.
    "Postprocessing:": "The pieces of the video do not fit together.",
}
_LONGEST = 86_400
_FULL = {errno.ENOSPC, errno.EDQUOT}


def translate(error: BaseException, kind: str) -> AniworldError:
    """Return the outcome that an exception of a job means; ``kind`` is resolve or fetch."""
    outcomes = [refusal(error), *map(_outcome, _chain(error))]
    found = next(filter(None, outcomes), None)
    if found is None:
        return _by_words(error, kind)
    # A page that is no page hides its stream, whatever it is.
    return no_stream(found.message) if kind == _RESOLVE and isinstance(found, WrongFile) else found


def refusal(error: BaseException) -> AniworldError | None:
    """Return why a request was refused here, if that is what an exception came from."""
    return next((one.outcome for one in _chain(error) if isinstance(one, Refused)), None)


def unreachable(error: BaseException) -> Unavailable:
    """Return the outcome of a fault of the network."""
    return Unavailable(
        told(_chain(error), _words(error)),
        hint="It is tried again later; check the network if this stays.",
    )


def no_stream(detail: str = "") -> NoStream:
    """Return the outcome of a page that does not show its stream."""
    return NoStream(
        "No readable stream: open in a browser or install a resolver plugin.", hint=detail
    )


def retry_after(value: str | None, now: datetime) -> timedelta | None:
    """Read a Retry-After header (RFC 9110, 10.2.3), seconds or a date; None if it is neither.

    It is never longer than a day: a slip of the hoster must not keep an episode waiting for years.
    """
    if value is None:
        return None
    text = value.strip()
    if text.isdecimal():
        return timedelta(seconds=min(int(text[:9]), _LONGEST))
    with suppress(ValueError):
        at = parsedate_to_datetime(value)
        wait = (at if at.tzinfo else at.replace(tzinfo=UTC)) - now
        return timedelta(seconds=min(max(0.0, wait.total_seconds()), _LONGEST))
    return None


def _by_words(error: BaseException, kind: str) -> AniworldError:
    text = _words(error)
    if "no space left" in text.lower():
        return no_space()
    if "Requested format is not available" in text:
        return NoStream("There is no stream in the wanted quality.", hint="Allow a higher quality.")
    if "DRM" in text:
        return NoStream("The video is DRM protected.", hint="Take another hoster.")
    if kind == _RESOLVE:
        return no_stream(text)
    damaged = next((what for sign, what in _DAMAGED.items() if sign in text), None)
    if damaged is not None:
        return WrongFile(damaged, hint="Take another hoster.")
    return Unavailable(f"The download failed: {text}", hint="It is tried again later.")


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an exception and what led to it, yt-dlp's own ways of remembering included."""
    seen: set[int] = set()
    todo = [error]
    while todo:
        one = todo.pop(0)
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        info: Any = getattr(one, "exc_info", None)
        todo += [info[1] if info else None, getattr(one, "cause", None)]
        todo += [one.__cause__, one.__context__]


def _outcome(error: BaseException) -> AniworldError | None:
    found: AniworldError | None = None
    match error:
        case AniworldError():
            found = error
        case HTTPError():
            found = by_status(error)
        case GeoRestrictedError():
            found = Blocked("The hoster refuses this country.", hint="Take another hoster.")
        case UnsupportedError():
            found = no_stream()
        case CertificateVerifyError():
            found = Unavailable(
                "The hoster's certificate is not valid for its name.",
                hint="Some networks block hosters this way: check the DNS server.",
            )
        case OSError() if error.errno in _FULL:
            found = no_space()
        case TransportError() | ContentTooShortError():
            found = unreachable(error)
    return found


def by_status(error: HTTPError) -> AniworldError:
    """Return what the status of an answer means."""
    status = int(error.status)
    headers = error.response.headers
    wait = retry_after(headers.get("Retry-After"), datetime.now(UTC))
    if status in {404, 410}:
        return Gone(
            f"The hoster does not have it (any more): {status}.", hint="Take another hoster."
        )
    if status == 429:
        return RateLimited("The hoster asks to slow down (429).", retry_after=wait)
    if status in {401, 403, 451} or headers.get("cf-mitigated"):
        return Blocked(
            f"The hoster refuses access ({status}).",
            hint="Open it in a browser, or take another one.",
        )
    if 300 <= status < 400:
        where = "round in a circle" if error.redirect_loop else "nowhere"
        return Unavailable(
            f"The hoster leads {where} ({status}).", hint="Another hoster may have it."
        )
    return Unavailable(f"The hoster has a fault of its own ({status}).", retry_after=wait)


def no_space() -> NoSpace:
    """Return the outcome of a full disk."""
    return NoSpace("The disk is full.", hint="Make room, then try again.")


def _words(error: BaseException) -> str:
    text = str(getattr(error, "orig_msg", "") or getattr(error, "msg", "") or error)
    return text.removeprefix("ERROR: ").partition("; please report this issue")[0].strip()
