"""Conditions of sites: a site is left alone when it must be, asked again in time, and told of once."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aniworld_core.config import Config
from aniworld_core.entities import GER_DUB, RATE_LIMIT, Condition, ConditionKind, Link
from aniworld_core.errors import (
    Blocked,
    Gone,
    LayoutChanged,
    ProviderError,
    RateLimited,
    Unavailable,
)
from aniworld_core.events import ConditionChanged, Event
from aniworld_core.library import Library
from aniworld_core.memory import MemoryStore
from aniworld_core.plugins import PluginManager, Plugins
from aniworld_core.ports import Store
from aniworld_core.services.conditions import Conditions
from aniworld_core.testing.clocks import START, ManualClock
from aniworld_core.testing.world import World

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def only(conditions: Conditions) -> Condition:
    (condition,) = conditions.all()
    return condition


def rest(conditions: Conditions, clock: ManualClock) -> timedelta:
    """Return how long the site still rests."""
    condition = conditions.rest("site")
    return timedelta() if condition is None else (condition.until or clock.now) - clock.now


@pytest.mark.parametrize(
    ("error", "kind", "wait"),
    [
        (RateLimited("Slow down.", retry_after=2 * HOUR), ConditionKind.RESTING, 2 * HOUR),
        (RateLimited("Slow down."), ConditionKind.RESTING, RATE_LIMIT),
        (Blocked("A captcha."), ConditionKind.BLOCKED, HOUR),
    ],
)
def test_a_site_that_refuses_is_left_alone_and_asked_again_in_time(
    conditions: Conditions,
    clock: ManualClock,
    error: ProviderError,
    kind: ConditionKind,
    wait: timedelta,
) -> None:
    conditions.admit("site")
    conditions.note("site", error)
    assert (only(conditions).kind, only(conditions).until) == (kind, START + wait)
    with pytest.raises(type(error)) as refused:
        conditions.admit("site")
    until = f"{(START + wait).astimezone():%H:%M}"
    assert refused.value.message == f"The site site is resting until {until}: {error.message}"
    assert "doctor --online" in refused.value.hint
    conditions.admit("another")
    clock.now += wait
    conditions.admit("site")


def test_what_waits_is_told_how_long(conditions: Conditions, clock: ManualClock) -> None:
    conditions.note("site", RateLimited("Slow down.", retry_after=HOUR))
    clock.now += 20 * MINUTE
    with pytest.raises(RateLimited) as refused:
        conditions.admit("site")
    assert refused.value.retry_after == 40 * MINUTE


def test_one_odd_page_stops_nothing_and_three_in_a_row_do(
    conditions: Conditions, clock: ManualClock
) -> None:
    odd = LayoutChanged("No mark `div.series` on the page.")
    for _ in range(2):
        conditions.note("site", odd)
        conditions.admit("site")
    assert only(conditions).kind is ConditionKind.LAYOUT_CHANGED
    assert "div.series" in only(conditions).reason
    conditions.note("site", None)
    assert only(conditions).kind is ConditionKind.WORKING
    for _ in range(3):
        conditions.admit("site")
        conditions.note("site", odd)
    with pytest.raises(LayoutChanged):
        conditions.admit("site")
    assert rest(conditions, clock) == HOUR


def test_a_site_that_is_down_rests_longer_each_time_but_never_long(
    conditions: Conditions, clock: ManualClock
) -> None:
    waits = []
    for _ in range(12):
        conditions.note("site", Unavailable("No answer."))
        waits.append(rest(conditions, clock))
        clock.now += rest(conditions, clock)
    minutes = [wait / MINUTE for wait in waits]
    assert minutes == [0, 0, 1, 2, 4, 8, 16, 30, 30, 30, 30, 30]
    assert only(conditions).since == START
    conditions.note("site", None)
    conditions.note("site", Unavailable("No answer."))
    conditions.admit("site")


def test_a_site_that_is_down_may_say_when_it_is_back(
    conditions: Conditions, clock: ManualClock
) -> None:
    for _ in range(3):
        conditions.note("site", Unavailable("Maintenance.", retry_after=5 * HOUR))
    assert rest(conditions, clock) == 5 * HOUR


def test_that_a_thing_does_not_exist_is_an_answer(conditions: Conditions) -> None:
    for _ in range(5):
        conditions.note("site", Gone("There is no such series."))
    assert conditions.all() == []
    conditions.note("site", Unavailable("No answer."))
    conditions.note("site", Gone("There is no such series."))
    assert only(conditions).kind is ConditionKind.WORKING


def test_calls_that_were_under_way_neither_end_a_rest_nor_add_to_it(
    conditions: Conditions, clock: ManualClock
) -> None:
    conditions.note("site", Blocked("A captcha."))
    before = only(conditions)
    clock.now += timedelta(seconds=10)
    for late in (None, Blocked("A captcha."), Unavailable("No answer."), LayoutChanged("Odd.")):
        conditions.note("site", late)
        assert only(conditions) == before
    conditions.note("site", RateLimited("Come back tomorrow.", retry_after=24 * HOUR))
    assert only(conditions).kind is ConditionKind.RESTING
    assert rest(conditions, clock) == 24 * HOUR


def test_changes_are_told_once(
    conditions: Conditions, events: list[Event], clock: ManualClock
) -> None:
    conditions.note("site", None)
    conditions.note("site", Blocked("A captcha."))
    conditions.note("site", Blocked("A captcha."))
    clock.now += HOUR
    conditions.note("site", None)
    conditions.note("site", None)
    blocked, working = (event for event in events if isinstance(event, ConditionChanged))
    assert blocked == ConditionChanged(
        provider="site", kind=ConditionKind.BLOCKED, reason="A captcha.", until=START + HOUR
    )
    assert (working.kind, working.reason, working.until) == (ConditionKind.WORKING, "", None)


def test_the_good_path_costs_the_store_nothing(
    store: Store, conditions: Conditions, monkeypatch: pytest.MonkeyPatch
) -> None:
    conditions.note("site", Unavailable("No answer."))
    conditions.note("site", None)

    def refuse(*_: object) -> None:
        pytest.fail("The store was asked.")

    monkeypatch.setattr(store.conditions, "update", refuse)
    monkeypatch.setattr(store.conditions, "all", refuse)
    for _ in range(100):
        conditions.admit("site")
        conditions.note("site", None)


def test_processes_hear_of_each_others_rests(
    store: Store, conditions: Conditions, clock: ManualClock
) -> None:
    conditions.admit("site")
    other = Conditions(store=store.conditions, emit=lambda event: None, clock=clock)
    other.note("site", Blocked("A captcha."))
    clock.now += timedelta(seconds=5)
    with pytest.raises(Blocked):
        conditions.admit("site")


def test_what_went_well_here_does_not_end_a_rest_that_another_process_began(
    store: Store, conditions: Conditions, clock: ManualClock
) -> None:
    conditions.admit("site")
    conditions.note("site", Unavailable("No answer."))
    other = Conditions(store=store.conditions, emit=lambda event: None, clock=clock)
    other.note("site", Blocked("A captcha."))
    conditions.note("site", None)
    with pytest.raises(Blocked):
        other.admit("site")


ERRORS = st.sampled_from(
    [
        None,
        Gone("Gone."),
        Unavailable("Down."),
        Blocked("A captcha."),
        LayoutChanged("Odd."),
        RateLimited("Slow down.", retry_after=HOUR),
    ]
)


@given(st.lists(st.tuples(ERRORS, st.sampled_from([0, 1, 31, 61])), max_size=30))
def test_whatever_happens_a_site_is_asked_again_within_the_hour(
    happened: list[tuple[ProviderError | None, int]],
) -> None:
    clock = ManualClock()
    conditions = Conditions(store=MemoryStore().conditions, emit=lambda event: None, clock=clock)
    for error, minutes in happened:
        conditions.note("site", error)
        clock.now += minutes * MINUTE
        assert rest(conditions, clock) <= HOUR
    clock.now += HOUR
    conditions.admit("site")
    conditions.note("site", None)
    assert all(one.kind is ConditionKind.WORKING for one in conditions.all())


def test_a_resting_site_hears_nothing_of_us_until_a_person_asks(
    world: World, library: Library
) -> None:
    site = library.plugins.providers["site"]
    world.provider_error = Blocked("A captcha.")
    with pytest.raises(Blocked):
        site.search("fern")
    world.provider_error = None
    with pytest.raises(Blocked, match="resting until"):
        site.search("fern")
    assert library.conditions.resting()
    assert [one.text for one in library.health.ask_sites()] == ["site answers"]
    assert library.conditions.resting() == []
    assert site.search("fern") == []


def test_a_probe_that_fails_leaves_the_site_alone(world: World, config: Config) -> None:
    manager = PluginManager()
    manager.add(world, "world")
    watch = Conditions(store=world.store.conditions, emit=lambda event: None)
    site = Plugins(manager, config, watch=lambda: watch).providers["site"]
    world.provider_error = Blocked("A captcha.")
    for _ in range(2):
        with pytest.raises(Blocked, match=r"^A captcha\.$"):
            site.probe("fern")
    assert watch.rest("site") is not None


def test_a_site_that_guards_its_links_is_still_read(world: World, library: Library) -> None:
    site = library.plugins.providers["site"]
    link = Link(hoster="VOE", language=GER_DUB, url="http://voe.test/1")
    world.open_error = Blocked("A captcha.")
    with pytest.raises(Blocked):
        site.open(link)
    world.open_error = None
    assert site.search("fern") == []
    with pytest.raises(Blocked, match="links of site are resting until"):
        site.open(link)
    assert [one.ok for one in library.health.ask_sites()] == [True]
    assert site.open(link) == link.url
