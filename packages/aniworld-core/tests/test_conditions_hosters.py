"""Hosters rest like sites: at once when they ask, else after three downloads in a row that failed."""

from datetime import timedelta

import pytest

from aniworld_core.entities import Condition, ConditionKind
from aniworld_core.errors import (
    AniworldError,
    Blocked,
    Cancelled,
    Gone,
    NoSpace,
    NoStream,
    RateLimited,
    Unavailable,
    WrongFile,
)
from aniworld_core.events import ConditionChanged, Event
from aniworld_core.ports import Store
from aniworld_core.services.conditions import Conditions, hoster_of
from aniworld_core.testing.clocks import START, ManualClock

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
DOWN = Unavailable("It answers 503.")


def resting(conditions: Conditions, hoster: str = "VOE") -> Condition:
    condition = conditions.rest_hoster(hoster)
    assert condition is not None
    return condition


@pytest.mark.parametrize("error", [DOWN, Blocked("A captcha."), WrongFile("It is a web page.")])
def test_three_downloads_in_a_row_are_enough(conditions: Conditions, error: AniworldError) -> None:
    for item in (1, 2):
        conditions.note_hoster("VOE", error, item)
        assert conditions.rest_hoster("VOE") is None
    conditions.note_hoster("VOE", error, 3)
    rest = resting(conditions)
    assert rest.until == START + 5 * MINUTE
    assert rest.reason == f"3 downloads in a row failed, the last with: {error.message}"
    assert conditions.rest_hoster("Vidoza") is None


def test_one_video_that_fails_again_and_again_is_not_the_hosters_fault(
    conditions: Conditions,
) -> None:
    for _ in range(10):
        conditions.note_hoster("VOE", DOWN, 1)
    assert conditions.rest_hoster("VOE") is None


@pytest.mark.parametrize(
    "error", [Gone("Deleted."), NoStream("Nothing."), NoSpace("Full."), Cancelled("Stopped.")]
)
def test_what_says_nothing_of_the_hoster_is_not_noted(
    conditions: Conditions, error: AniworldError
) -> None:
    for item in range(5):
        conditions.note_hoster("VOE", error, item)
    assert conditions.all() == []


def test_a_success_between_them_begins_a_new_row(conditions: Conditions) -> None:
    for item in (1, 2):
        conditions.note_hoster("VOE", DOWN, item)
    conditions.note_hoster("VOE", None, 3)
    for item in (1, 2):
        conditions.note_hoster("VOE", DOWN, item)
    assert conditions.rest_hoster("VOE") is None
    conditions.note_hoster("VOE", DOWN, 4)
    assert resting(conditions).failures == 3


def test_each_further_rest_is_twice_as_long_up_to_two_hours(
    conditions: Conditions, clock: ManualClock
) -> None:
    rests = []
    for first in range(0, 21, 3):
        for item in range(first, first + 3):
            assert conditions.rest_hoster("VOE") is None
            conditions.note_hoster("VOE", DOWN, item)
            assert conditions.shaky("VOE")
        until = resting(conditions).until
        assert until is not None
        rests.append(until - clock.now)
        clock.now = until
    assert [rest // MINUTE for rest in rests] == [5, 10, 20, 40, 80, 120, 120]
    conditions.note_hoster("VOE", None, 3)
    assert not conditions.shaky("VOE")
    conditions.note_hoster("VOE", DOWN, 1)
    assert conditions.rest_hoster("VOE") is None


def test_damaged_videos_keep_the_others_waiting_for_one_rest_only(
    conditions: Conditions, clock: ManualClock
) -> None:
    """Five are damaged and come first again and again; the sixth shows that the hoster works."""
    for item in (1, 2, 3):
        conditions.note_hoster("VOE", WrongFile("It is cut."), item)
    clock.now += 5 * MINUTE
    for item in (1, 2, 3, 4, 5, 1, 2, 3, 4, 5):
        assert conditions.rest_hoster("VOE") is None
        conditions.note_hoster("VOE", WrongFile("It is cut."), item)
    assert conditions.rest_hoster("VOE") is None
    conditions.note_hoster("VOE", None, 6)
    assert not conditions.shaky("VOE")


@pytest.mark.parametrize(
    ("error", "wait"),
    [
        (RateLimited("Slow down.", retry_after=HOUR), HOUR),
        (RateLimited("Slow down."), 5 * MINUTE),
        (RateLimited("Slow down.", retry_after=400 * 24 * HOUR), 24 * HOUR),
        (Unavailable("Back soon.", retry_after=7 * MINUTE), 7 * MINUTE),
    ],
)
def test_whoever_asks_is_left_alone_at_once(
    conditions: Conditions, error: AniworldError, wait: timedelta
) -> None:
    conditions.note_hoster("VOE", error, 1)
    assert resting(conditions).until == START + wait
    assert resting(conditions).reason == error.message


def test_what_was_under_way_changes_a_rest_only_by_asking_for_more(
    conditions: Conditions, clock: ManualClock
) -> None:
    conditions.note_hoster("VOE", RateLimited("Slow down.", retry_after=HOUR), 1)
    first = resting(conditions)
    clock.now += MINUTE
    conditions.note_hoster("VOE", None, 2)
    conditions.note_hoster("VOE", DOWN, 3)
    conditions.note_hoster("VOE", RateLimited("Slow down.", retry_after=MINUTE), 4)
    assert resting(conditions) == first
    conditions.note_hoster("VOE", RateLimited("Slow down.", retry_after=HOUR), 5)
    assert resting(conditions).until == clock.now + HOUR


def test_all_processes_know_of_it_by_whatever_case(
    store: Store, conditions: Conditions, clock: ManualClock, events: list[Event]
) -> None:
    conditions.note_hoster("VOE", RateLimited("Slow down.", retry_after=HOUR), 1)
    another = Conditions(store=store.conditions, emit=events.append, clock=clock)
    assert resting(another, "Voe").provider == "hoster VOE"
    another.note_hoster("voe", RateLimited("Slow down.", retry_after=2 * HOUR), 2)
    assert [one.provider for one in store.conditions.all()] == ["hoster VOE"]
    assert [event.until for event in events if isinstance(event, ConditionChanged)] == [
        START + HOUR,
        START + 2 * HOUR,
    ]


def test_its_rests_follow_the_backoff_of_downloads(store: Store, clock: ManualClock) -> None:
    quick = Conditions(
        store=store.conditions, emit=lambda _: None, backoff=timedelta(seconds=0.3), clock=clock
    )
    for item in (1, 2, 3):
        quick.note_hoster("VOE", DOWN, item)
    assert resting(quick).until == START + timedelta(seconds=3)
    assert resting(quick).kind is ConditionKind.UNAVAILABLE


def test_hosters_are_told_from_sites() -> None:
    assert hoster_of("hoster VOE") == "VOE"
    assert [hoster_of("sto"), hoster_of("sto links")] == [None, None]
