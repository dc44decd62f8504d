"""When a request that failed is tried again, and after which wait."""

import random
from collections.abc import Callable

import tenacity

from aniworld_core.errors import RateLimited, Unavailable
from aniworld_scraping.config import SiteConfig

__all__ = ["retrying"]

_LONGEST_BACKOFF = 30.0


def retrying(config: SiteConfig) -> tenacity.Retrying:
    """Return what calls a function again for as long as that is polite and may help.

    Unavailable is tried again with growing waits, or after the wait that the site names;
    RateLimited only if the site names one. What exceeds ``config.patience`` is left to the caller.
    """
    return tenacity.Retrying(
        retry=tenacity.retry_if_exception(_worth_a_try(config.patience)),
        stop=tenacity.stop_after_attempt(config.attempts),
        wait=_backoff(config.backoff),
        reraise=True,
    )


def _worth_a_try(patience: float) -> Callable[[BaseException], bool]:
    def is_worth_a_try(error: BaseException) -> bool:
        if not isinstance(error, Unavailable | RateLimited):
            return False
        if error.retry_after is None:
            return isinstance(error, Unavailable)
        return error.retry_after.total_seconds() <= patience

    return is_worth_a_try


def _backoff(first: float) -> Callable[[tenacity.RetryCallState], float]:
    def wait(state: tenacity.RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        if isinstance(error, Unavailable | RateLimited) and error.retry_after is not None:
            return 0.0  # the host's pace waits, and holds back every other thread too
        # Up to half as much again at random, lest all who failed together come back together.
        spread = random.uniform(1.0, 1.5)  # noqa: S311 - nothing secret hangs on it
        return float(min(first * 2 ** (state.attempt_number - 1) * spread, _LONGEST_BACKOFF))

    return wait
