"""Values to and from plain data."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from attrs import Factory, frozen

from aniworld_core import serde
from aniworld_core.entities import (
    GER_DUB,
    Episode,
    EpisodeId,
    Language,
    QueueState,
    Series,
    SeriesKey,
    Trashed,
)
from aniworld_core.errors import Gone
from aniworld_core.services.explaining.sentences import Kind, say

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@frozen(kw_only=True)
class Inner:
    """A section."""

    count: int = 1
    share: float = 0.5


@frozen(kw_only=True)
class Outer:
    """Settings of every kind."""

    name: str
    on: bool = False
    folder: Path | None = None
    languages: tuple[Language, ...] = ()
    inner: Inner = Inner()
    free: Mapping[str, Mapping[str, Any]] = Factory(dict)


def wrong(data: object) -> list[serde.Problem]:
    with pytest.raises(Exception) as caught:  # noqa: PT011 - whatever it is, problems() must read it
        serde.structure(data, Outer)
    return serde.problems(caught.value)


def test_plain_data_becomes_a_value() -> None:
    data = {
        "name": "x",
        "on": True,
        "folder": "~/anime",
        "languages": ["ger-dub", "other:x"],
        "inner": {"count": 3, "share": 1},
        "free": {"plugin": {"anything": [1]}},
    }

    assert serde.structure(data, Outer) == Outer(
        name="x",
        on=True,
        folder=Path("~/anime").expanduser(),
        languages=(GER_DUB, Language("other:x")),
        inner=Inner(count=3, share=1.0),
        free={"plugin": {"anything": [1]}},
    )


def test_a_list_may_be_written_with_commas() -> None:
    found = serde.structure({"name": "x", "languages": "ger-dub, other:x,"}, Outer)

    assert found.languages == (GER_DUB, Language("other:x"))


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ({"name": 5}, ("name", "5 is not a text")),
        ({"name": "x", "on": 1}, ("on", "1 is not true or false")),
        ({"name": "x", "inner": {"count": "3"}}, ("inner.count", "'3' is not a whole number")),
        ({"name": "x", "inner": {"count": True}}, ("inner.count", "True is not a whole number")),
        ({"name": "x", "inner": {"count": 1.0}}, ("inner.count", "1.0 is not a whole number")),
        ({"name": "x", "inner": {"share": "1"}}, ("inner.share", "'1' is not a number")),
        ({"name": "x", "folder": 5}, ("folder", "5 is not a path")),
        ({"name": "x", "folder": ""}, ("folder", "it is empty")),
        ({"name": "x", "languages": 5}, ("languages", "5 is not a list")),
        (
            {"name": "x", "languages": ["german"]},
            (
                "languages",
                (
                    "'german' is no language. "
                    "Use one of eng-dub, eng-sub, ger-dub, ger-sub, or other:<token>."
                ),
            ),
        ),
        ({"name": "x", "languages": [5]}, ("languages", "5 is not a text")),
        ({"name": "x", "nam": "y"}, ("nam", "unknown setting; did you mean name?")),
        (
            {"name": "x", "inner": {"zzz": 1}},
            ("inner.zzz", "unknown setting; known here: count, share"),
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place(data: object, problem: serde.Problem) -> None:
    assert wrong(data) == [problem]


def test_everything_wrong_is_told_at_once() -> None:
    found = wrong({"name": 5, "inner": {"count": "3", "zzz": 1}, "other": 1})

    assert {place for place, _ in found} == {"name", "inner.count", "inner.zzz", "other"}


@pytest.mark.parametrize(
    "data", [{}, [], None, 5, "x", {"name": "x", "inner": 5}, {"name": "x", "free": 5}]
)
def test_other_shapes_are_told_too(data: object) -> None:
    assert all(what for _, what in wrong(data))


def test_times_are_written_in_utc_with_milliseconds() -> None:
    east = timezone(timedelta(hours=2))

    assert serde.timestamp(NOON) == "2026-11-22T12:00:00.000Z"
    assert serde.timestamp(datetime(2026, 11, 22, 14, 0, 0, 1500, tzinfo=east)) == (
        "2026-11-22T12:00:00.001Z"
    )


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (EpisodeId(1, 3), "S01E003"),
        (SeriesKey("tessa"), "tessa"),
        (GER_DUB, "ger-dub"),
        (PurePosixPath("a/b"), "a/b"),
        (QueueState.PAUSED, "paused"),
        (NOON, "2026-11-22T12:00:00.000Z"),
        (timedelta(minutes=1), 60.0),
        ((EpisodeId(1, 3),), ["S01E003"]),
        (Gone("It is gone."), "It is gone."),
        (None, None),
    ],
)
def test_values_are_written_plainly(value: object, plain: object) -> None:
    assert json.loads(json.dumps(serde.unstructure(value))) == plain


def test_a_series_is_written_plainly() -> None:
    series = Series(
        key=SeriesKey("tessa"),
        provider="demo",
        ref="tessa",
        title="Tessa",
        episodes=(Episode(id=EpisodeId(1, 3), languages=(GER_DUB,)),),
        checked=NOON,
    )

    plain = json.loads(json.dumps(serde.unstructure(series)))

    assert plain["key"] == "tessa"
    assert plain["checked"] == "2026-11-22T12:00:00.000Z"
    assert plain["episodes"][0]["id"] == "S01E003"
    assert plain["episodes"][0]["languages"] == ["ger-dub"]
    assert plain["added"] is None
    assert type(serde.unstructure(series)["key"]) is str


def test_a_record_is_read_back_as_it_was_written() -> None:
    record = Trashed(
        id="20261122-120000-abc",
        at=NOON,
        key=SeriesKey("tessa"),
        episodes=(EpisodeId(1, 3),),
        language=GER_DUB,
        reason="A better one came.",
        path="Tessa/Season 01/Tessa S01E03.mkv",
        size=1,
    )
    plain = json.loads(json.dumps(serde.unstructure(record)))
    assert serde.structure(plain, Trashed) == record
    for name, wrong in [("at", "2026-11-22T12:00:00"), ("episodes", ["x"]), ("key", "../x")]:
        with pytest.raises(Exception, match="structuring Trashed"):
            serde.structure(plain | {name: wrong}, Trashed)


def test_the_values_of_a_mapping_are_written_like_all_others() -> None:
    told = say(Kind.TRASHED, at=datetime(2026, 11, 23, tzinfo=UTC), path="a.mkv")
    assert serde.unstructure(told)["values"] == {
        "at": "2026-11-23T00:00:00.000Z",
        "path": "a.mkv",
    }
