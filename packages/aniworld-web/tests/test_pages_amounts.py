"""Amounts of bytes in the settings' form: with a unit, as people write them."""

import pytest

from aniworld_core.config import describe
from aniworld_web.pages.settings.values import parsed

SETTINGS = {one.path: one for section in describe({}) for one in section.settings}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("500000", 500_000),
        ("10 MB", 10_000_000),
        ("1,5 GB", 1_500_000_000),
        ("1.5gb", 1_500_000_000),
        ("300 kB/s", 300_000),
        ("7 B", 7),
        ("10 parsec", "10 parsec"),
        ("-1 MB", "-1 MB"),
    ],
)
def test_bytes_may_have_a_unit(typed: str, read: int | str) -> None:
    assert parsed(SETTINGS["downloads.reserve"], [typed]) == read


def test_what_is_no_amount_of_bytes_has_none() -> None:
    assert parsed(SETTINGS["downloads.workers"], ["2 kB"]) == "2 kB"
