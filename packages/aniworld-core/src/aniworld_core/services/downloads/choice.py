"""Which links are tried, in which order, and what it means when all of them failed."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from attrs import frozen

from aniworld_core.entities import RATE_LIMIT, Link, Wanted
from aniworld_core.errors import AniworldError, RateLimited, Unavailable, WrongFile
from aniworld_core.services.downloads.backoff import delay

__all__ = ["Failed", "Verdict", "judge", "order", "wait_for"]


@frozen(kw_only=True)
class Failed:
    """A link that did not work."""

    link: Link
    error: AniworldError


@frozen(kw_only=True)
class Verdict:
    """What follows: try again after ``wait`` (None = never by itself); ``counted`` as a failed attempt."""

    wait: timedelta | None
    counted: bool
    reason: str


def order(links: Iterable[Link], wanted: Wanted) -> Sequence[Link]:
    """Return the links in wanted languages: by language, then hoster, then as the site lists them."""
    languages = {language: place for place, language in enumerate(wanted.languages)}
    hosters = {hoster.casefold(): place for place, hoster in enumerate(wanted.hosters)}
    return sorted(
        (link for link in links if link.language in languages),
        key=lambda link: (
            languages[link.language],
            hosters.get(link.hoster.casefold(), len(hosters)),
        ),
    )


def judge(failed: Sequence[Failed], *, attempts: int, limit: int, backoff: timedelta) -> Verdict:
    """Decide on an item all of whose links failed, after ``attempts`` earlier counted tries.

    A fault of a site or a damaged file may pass, so it is tried again, up to ``limit`` times. A site that
    asks to wait is not held against the item: while one does, nothing is settled. Everything else stays as
    it is until a person acts.
    """
    reason = "; ".join(
        f"{one.link.hoster} ({one.link.language}): {one.error.message}" for one in failed
    )
    counted = any(isinstance(one.error, Unavailable | WrongFile) for one in failed)
    last = attempts + 1 >= limit
    if counted and last and not any(isinstance(one.error, RateLimited) for one in failed):
        return Verdict(wait=None, counted=True, reason=reason)
    waits = [
        wait
        for one in failed
        if (wait := wait_for(one.error, attempts=attempts + 1, backoff=backoff)) is not None
    ]
    return Verdict(wait=min(waits, default=None), counted=counted and not last, reason=reason)


def wait_for(error: AniworldError, *, attempts: int, backoff: timedelta) -> timedelta | None:
    """Return how long to wait after an error before the same thing may work; None = it will not."""
    match error:
        case RateLimited():
            return error.retry_after or RATE_LIMIT
        case Unavailable():
            return max(error.retry_after or timedelta(), delay(attempts, backoff))
        case WrongFile():
            return delay(attempts, backoff)
        case _:
            return None
