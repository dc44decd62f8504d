"""A site that is too busy for its first visitors."""

from itertools import count

from aniworld_demo.answers import Answer, Ask, Site

__all__ = ["rate_limited"]


def rate_limited(site: Site, *, times: int) -> Site:
    """Answer the first ``times`` requests with 429 and a second to wait, the others as ``site`` does."""
    numbers = count()

    def limited(ask: Ask) -> Answer:
        if next(numbers) < times:  # one step of the interpreter, so threads never share a number
            return Answer(status=429, body=b"slow down", headers={"Retry-After": "1"})
        return site(ask)

    return limited
