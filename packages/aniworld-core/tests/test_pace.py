"""How often something may be done: never more than allowed, and no longer waited for than needed."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from aniworld_core.entities import Allowance, Spent, spend

BEGIN = datetime(2026, 11, 23, tzinfo=UTC)
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
NONE = timedelta(0)


def times(allowance: Allowance, pauses: list[int]) -> list[datetime]:
    """Ask again and again, each time after the wait that was told and a pause in seconds."""
    spent: Spent | None = None
    now, done = BEGIN, []
    for pause in pauses:
        spent, wait = spend(spent, allowance, now)
        while wait:
            now += wait
            spent, wait = spend(spent, allowance, now)
        done.append(now)
        now += pause * SECOND
    return done


@given(
    every=st.integers(0, 90),
    burst=st.integers(1, 4),
    per_hour=st.none() | st.integers(1, 30),
    pauses=st.lists(st.integers(0, 2000), max_size=60),
)
def test_no_more_than_allowed(
    every: int, burst: int, per_hour: int | None, pauses: list[int]
) -> None:
    done = times(Allowance(every=every * SECOND, burst=burst, per_hour=per_hour), pauses)
    for place, moment in enumerate(done):
        in_hour = [one for one in done[place:] if one < moment + HOUR]
        assert per_hour is None or len(in_hour) <= per_hour
        for many in range(burst, len(done) - place):
            assert done[place + many] >= moment + (many - burst + 1) * every * SECOND


def test_who_waited_long_gets_his_burst_and_no_more() -> None:
    minutes = Allowance(every=60 * SECOND, burst=3)
    assert times(minutes, [3600, 0, 0, 0]) == [BEGIN, *[BEGIN + HOUR] * 3]
    assert times(minutes, [3600, 0, 0, 0, 0])[-1] == BEGIN + HOUR + 60 * SECOND


def test_a_clock_that_was_ahead_is_not_waited_for() -> None:
    """Were it, a clock set back by a year would stop everything for that year."""
    rate = Allowance(every=60 * SECOND, per_hour=1)
    spent, wait = spend(None, rate, BEGIN + 365 * 24 * HOUR)
    assert wait == NONE
    assert spend(spent, rate, BEGIN)[1] == NONE
