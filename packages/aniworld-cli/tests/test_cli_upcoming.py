"""``aniw upcoming``: what is new and what is coming, for a person, a program and a calendar."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from attrs import define, evolve, field
from icalendar import Calendar

from aniworld_cli.testing import Aniw
from aniworld_core import hookimpl
from aniworld_core.clock import utc_now
from aniworld_core.entities import GER_SUB, EpisodeId, Release, ReleaseKind, Series
from aniworld_core.errors import ProviderError, Unavailable


@define(eq=False)
class Diary:
    """A provider that tells what is new and what is coming."""

    new: list[Release] = field(factory=list)
    coming: list[Release] = field(factory=list)
    error: ProviderError | None = None
    name: str = "diary"

    @hookimpl
    def aniworld_providers(self) -> list["Diary"]:
        return [self]

    def series(self, ref: str) -> Series:
        raise Unavailable(f"No answer about {ref}.")

    def new_episodes(self) -> Sequence[Release]:
        if self.error is not None:
            raise self.error
        return self.new

    def calendar(self) -> Sequence[Release]:
        return self.coming


@pytest.fixture
def diary(aniw: Aniw, fern: Series) -> Diary:
    """Return a site on which Fern is registered; it has just got one episode and expects two."""
    today = utc_now().astimezone(ZoneInfo("Europe/Berlin")).date()  # the sites' day
    new = Release(
        provider="diary",
        ref="fern",
        title="Fern",
        kind=ReleaseKind.NEW,
        episode=EpisodeId(1, 5),
        day=today,
        language=GER_SUB,
    )
    soon = evolve(
        new, kind=ReleaseKind.COMING, episode=EpisodeId(1, 6), day=today + timedelta(days=2)
    )
    foreign = evolve(soon, ref="oak", title="Oak \x1b[31m")
    diary = Diary(new=[new], coming=[soon, foreign])
    aniw.manager.add(diary, "diary")
    aniw.world.store.series.put(evolve(fern, provider="diary"))
    return diary


def test_upcoming_lists_what_is_new_and_coming_of_the_own_series(aniw: Aniw, diary: Diary) -> None:
    lines = aniw("upcoming").stdout.splitlines()
    assert len(lines) == 3
    assert lines[1].split() == [str(diary.new[0].day), "Fern", "S01E05", "ger-sub", "new"]
    assert lines[2].split()[-1] == "coming"
    assert "Oak" in aniw("upcoming", "--all").stdout
    assert len(aniw("upcoming", "--all", "--days", "1").stdout.splitlines()) == 2


def test_upcoming_as_json(aniw: Aniw, diary: Diary) -> None:
    document = aniw.json("upcoming", "--all")
    assert [page["releases"] for page in document["pages"]] == [1, 2]
    assert document["total"] == 3
    first = document["entries"][0]
    assert (first["key"], first["episode"], first["kind"]) == ("fern", "S01E005", "new")
    assert first["day"] == str(diary.new[0].day)


def test_upcoming_offline_asks_no_site(aniw: Aniw, diary: Diary) -> None:
    assert "No site has told yet" in aniw("upcoming", "--offline").stdout
    aniw("upcoming")
    diary.error = Unavailable("Down.")
    assert "S01E05" in aniw("upcoming", "--offline").stdout


def test_a_site_that_fails_is_named_and_what_is_known_stays(aniw: Aniw, diary: Diary) -> None:
    diary.error = Unavailable("No answer.")
    result = aniw("upcoming", code=3)
    assert "diary, new episodes: No answer." in result.stderr
    assert "coming" in result.stdout
    aniw.video("Fern/Fern S01E01.mp4")
    assert "What is new on diary was not read: No answer." in aniw("scan", code=3).stderr


def test_upcoming_says_when_there_is_nothing(aniw: Aniw) -> None:
    assert aniw("upcoming").stdout == "No installed site tells what is new or coming.\n"
    diary = Diary()
    aniw.manager.add(diary, "diary")
    assert aniw("upcoming").stdout == "Nothing in these days. For all series: aniw upcoming --all\n"


@pytest.mark.usefixtures("diary")
def test_upcoming_writes_a_file_for_calendar_programs(aniw: Aniw, tmp_path: Path) -> None:
    file = tmp_path / "upcoming.ics"
    file.write_text("old")
    assert "Wrote" in aniw("upcoming", "--ical", str(file)).stderr
    events = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert [str(event["SUMMARY"]) for event in events] == [
        "Fern S01E05 (ger-sub)",
        "Fern S01E06 (ger-sub)",
    ]
    assert [path.name for path in tmp_path.glob("*upcoming*")] == ["upcoming.ics"]
    result = aniw("upcoming", "--ical", str(tmp_path / "no" / "folder.ics"), code=2)
    assert "folder.ics cannot be written: No such file or directory" in result.stderr


@pytest.mark.usefixtures("diary")
def test_scan_reads_what_the_sites_tell_of(aniw: Aniw, fern: Series) -> None:
    # It was read just now, but its site tells of a language that it did not have then.
    aniw.world.store.series.put(evolve(fern, provider="diary", checked=utc_now()))
    aniw.video("Fern/Fern S01E01.mp4")
    document = aniw.json("scan", code=3)
    assert document["due"] == 1
    assert document["refreshed"][0]["error"]["message"] == "No answer about fern."
