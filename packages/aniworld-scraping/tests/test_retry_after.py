"""Retry-After in both its forms."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from aniworld_scraping.waits import retry_after

NOW = datetime(2026, 10, 21, 7, 28, tzinfo=UTC)
DATE = format_datetime(NOW, usegmt=True)


@given(st.integers(0, 604_800))
def test_seconds_and_dates_say_the_same(seconds: int) -> None:
    wait = timedelta(seconds=seconds)
    assert retry_after(f" {seconds} ") == wait
    assert retry_after(format_datetime(NOW + wait, usegmt=True), date=DATE) == wait


def test_without_a_date_of_the_site_our_clock_counts() -> None:
    with time_machine.travel(NOW, tick=False):
        assert retry_after("Wed, 21 Oct 2026 07:29:00 GMT") == timedelta(minutes=1)


def test_a_time_in_the_past_is_no_wait() -> None:
    assert retry_after("Wed, 21 Oct 2015 07:28:00 GMT", date=DATE) == timedelta(0)


@pytest.mark.parametrize("value", ["999999999", "Fri, 31 Dec 9999 23:59:59 GMT"])
def test_no_wait_is_longer_than_a_week(value: str) -> None:
    assert retry_after(value) == timedelta(days=7)


@pytest.mark.parametrize("value", ["", "-1", "1.5", "soon", "٣", "9" * 5000])
def test_anything_else_is_no_wait_at_all(value: str) -> None:
    assert retry_after(value) is None


@given(st.text(), st.text())
def test_no_header_is_fatal(value: str, date: str) -> None:
    wait = retry_after(value, date=date)
    assert wait is None or timedelta(0) <= wait <= timedelta(days=7)
