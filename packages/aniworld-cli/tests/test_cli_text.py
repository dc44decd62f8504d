"""Text for terminals: harmless, aligned, short."""

import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aniworld_cli.tables import Column, Table, plain
from aniworld_cli.text import clean, duration, when, width

_FOREIGN = st.text(st.characters(codec=None), max_size=30)


@given(_FOREIGN)
def test_clean_text_steers_nothing_and_can_be_written(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned) == len(text)
    assert not any(unicodedata.category(one) in ("Cc", "Cs", "Zl", "Zp") for one in cleaned)
    cleaned.encode()


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), max_size=30))
def test_clean_leaves_ordinary_text_alone(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    "text", ["\x1b[31m", "\x07", "\u009b31m", "\u202etxt", "\u2066", "\ud800", "\x00", "\x7f"]
)
def test_clean_takes_what_steers_a_terminal(text: str) -> None:
    assert clean(text)[0] == "\ufffd"


@pytest.mark.parametrize("end", ["\n", "\r", "\t", "\u2028", "\u2029", "\x85"])
def test_clean_makes_one_line(end: str) -> None:
    assert clean(f"a{end}b") == "a b"


@pytest.mark.parametrize(
    ("text", "columns"), [("abc", 3), ("äöü", 3), ("進撃の巨人", 10), ("e\u0301", 1)]
)
def test_width_is_counted_in_columns(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.4, "0s"), (59, "59s"), (65, "1m 05s"), (7_380, "2h 03m")]
)
def test_duration(seconds: float, text: str) -> None:
    assert duration(seconds) == text


def test_when_is_local_to_the_minute() -> None:
    at = datetime(2026, 11, 22, 18, 5, 7, tzinfo=UTC)
    assert when(at) == f"{at.astimezone():%Y-%m-%d %H:%M}"
    assert when(None) == ""


def test_plain_tables_align_numbers_right_and_wide_titles() -> None:
    columns = (Column("Title"), Column("Count", right=True), Column("Folder"))
    rows = [("進撃", 5, "a"), ("Fern", 1200, "")]
    assert list(plain(Table(columns, rows))) == [
        "TITLE  COUNT  FOLDER",
        "進撃       5  a",
        "Fern    1200",
    ]


@given(st.lists(st.tuples(_FOREIGN, st.integers(), _FOREIGN)))
def test_plain_tables_have_one_line_a_row(rows: list[tuple[str, int, str]]) -> None:
    table = Table((Column("A"), Column("B", right=True), Column("C")), rows)
    assert len(list(plain(table))) == len(rows) + 1
