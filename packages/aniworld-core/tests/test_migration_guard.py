"""A migrator with a fault of its own costs the others nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import frozen

from aniworld_core.entities import Failure, Series
from aniworld_core.keys import SeriesKey
from aniworld_core.ports import OldSeries
from aniworld_core.services.migration import guarded

SERIES = Series(key=SeriesKey("naruto"), provider="aniworld", ref="naruto", title="Naruto")


@frozen(kw_only=True)
class OneSeries:
    """Reads one series and fails where it is told to."""

    name: str
    fault: str = ""

    def fits(self, source: Path) -> bool:
        self._fail("fits")
        return self.fault != "absent"

    def count(self, source: Path) -> int:
        self._fail("count")
        return 1

    def read(self, source: Path) -> Iterator[OldSeries | Failure]:
        yield OldSeries(series=SERIES, source=source)
        if self.fault == "type":
            yield "no series"  # type: ignore[misc]  # the fault that is tested
        self._fail("read")

    def _fail(self, where: str) -> None:
        if self.fault == where:
            raise ZeroDivisionError("oops")


GOOD = OneSeries(name="good")


@pytest.mark.parametrize(
    ("fault", "counted", "read", "why"),
    [
        ("", 2, 2, ""),
        ("absent", 1, 1, ""),
        ("fits", 1, 1, "ZeroDivisionError('oops')"),
        ("count", 1, 2, ""),
        ("read", 2, 2, "ZeroDivisionError('oops')"),
        ("type", 2, 2, "TypeError('it yielded str')"),
    ],
)
def test_a_fault_is_one_failure(
    tmp_path: Path, fault: str, counted: int, read: int, why: str
) -> None:
    migrators = [OneSeries(name="faulty", fault=fault), GOOD]
    assert guarded.count(migrators, tmp_path) == counted
    items = list(guarded.items(migrators, tmp_path))
    assert len([item for item in items if isinstance(item, OldSeries)]) == read
    failures = [item for item in items if isinstance(item, Failure)]
    assert len(failures) == bool(why)
    for failure in failures:
        assert failure.path == str(tmp_path)
        assert failure.reason == f"The migrator faulty has a fault of its own: {why}"
