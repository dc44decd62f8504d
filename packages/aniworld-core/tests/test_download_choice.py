"""What follows when no link of an item worked."""

from datetime import timedelta

from aniworld_core.entities import GER_DUB, Link
from aniworld_core.errors import ProviderError, RateLimited, Unavailable
from aniworld_core.services.downloads.choice import Failed, Verdict, judge

SLOW = RateLimited("Slow down.", retry_after=timedelta(hours=1))
DOWN = Unavailable("It is down.")


def last_try(*errors: ProviderError) -> Verdict:
    failed = [
        Failed(
            link=Link(hoster="VOE", language=GER_DUB, url=f"http://voe.test/{number}"), error=error
        )
        for number, error in enumerate(errors)
    ]
    return judge(failed, attempts=4, limit=5, backoff=timedelta(seconds=1))


def test_the_last_try_settles_it() -> None:
    verdict = last_try(DOWN)
    assert (verdict.wait, verdict.counted) == (None, True)


def test_nothing_is_settled_while_a_hoster_asks_to_wait() -> None:
    verdict = last_try(DOWN, SLOW)
    assert verdict.wait is not None
    assert timedelta() < verdict.wait <= timedelta(hours=1)
    assert not verdict.counted
