"""The pace at which a host is asked."""

import time
from datetime import timedelta

import pytest

from aniworld_core.errors import RateLimited
from aniworld_scraping.counting import Counting
from aniworld_scraping.pace import Pace, allowance


def pace(*, per_second: float = 1000, patience: float = 5) -> Pace:
    return Pace(
        "site.example",
        allowance=allowance(per_second=per_second, per_hour=1000),
        at_once=1,
        patience=timedelta(seconds=patience),
        spend=Counting().spend,
    )


def test_a_few_requests_pass_at_once_and_the_next_wait() -> None:
    slow = pace(per_second=20)
    began = time.monotonic()
    for _ in range(8):
        with slow.turn():
            pass
    # Four pass at once; each of the other four comes a twentieth of a second after the one before.
    assert time.monotonic() - began >= 0.19


def test_rest_is_waited_out_within_patience() -> None:
    host = pace()
    host.rest(timedelta(seconds=0.1))
    began = time.monotonic()
    with host.turn():
        assert time.monotonic() - began >= 0.1


def test_a_longer_rest_is_told() -> None:
    host = pace(patience=1)
    host.rest(timedelta(minutes=5))
    host.rest(timedelta(seconds=1))  # a shorter wish later does not end the longer one
    with pytest.raises(RateLimited) as caught, host.turn():
        pass
    assert caught.value.retry_after is not None
    assert timedelta(minutes=4) < caught.value.retry_after <= timedelta(minutes=5)


def test_a_slow_rate_is_waited_for_whatever_the_patience() -> None:
    slow = pace(per_second=2, patience=0)
    began = time.monotonic()
    for _ in range(5):
        with slow.turn():
            pass
    assert time.monotonic() - began >= 0.49


def test_a_turn_is_given_back_when_it_fails() -> None:
    host = pace()
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), host.turn():
            raise ZeroDivisionError
