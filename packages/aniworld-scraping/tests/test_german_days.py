"""Days and times as German sites write them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aniworld_scraping import german_day, german_moment


@given(st.dates(), st.sampled_from(["Montag, {} (heute)", "Sa, {}", "{}", " {}\n"]))
def test_a_day_is_found_in_its_text(day: date, text: str) -> None:
    assert german_day(text.format(f"{day.day:02}.{day.month:02}.{day.year:04}")) == day


@pytest.mark.parametrize(
    "text", ["", "heute", "31.02.2026", "00.01.2026", "1.1.26", "123.01.2026", "٣.01.2026"]
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert german_day(text) is None


@pytest.mark.parametrize(
    ("day", "text", "moment"),
    [
        (date(2026, 8, 3), "~ 14:40 Uhr", datetime(2026, 8, 3, 12, 40, tzinfo=UTC)),
        (date(2026, 12, 31), "0:05", datetime(2026, 12, 30, 23, 5, tzinfo=UTC)),
        (date(2026, 8, 3), "", None),
        (date(2026, 8, 3), "24:00 Uhr", None),
        (date(2026, 8, 3), "12:60 Uhr", None),
        (date(1, 1, 1), "00:00", None),
    ],
)
def test_times_are_german_ones(day: date, text: str, moment: datetime | None) -> None:
    assert german_moment(day, text) == moment
