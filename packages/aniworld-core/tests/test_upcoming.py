"""What is new and what is coming: read rarely, kept safely, joined with the library, and a calendar."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from attrs import define, evolve, field
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from aniworld_core import hookimpl
from aniworld_core.config import Config
from aniworld_core.entities import (
    GER_DUB,
    GER_SUB,
    Episode,
    EpisodeId,
    Release,
    ReleaseKind,
    SeriesKey,
)
from aniworld_core.errors import LayoutChanged, ProviderError, Unavailable
from aniworld_core.library import Library
from aniworld_core.plugins import PluginManager
from aniworld_core.services.upcoming import Upcoming, UpcomingEpisodes
from aniworld_core.services.upcoming.calendar import calendar
from aniworld_core.testing.arrange import show, video
from aniworld_core.testing.clocks import START, ManualClock
from aniworld_core.testing.world import World

TODAY = date(2030, 5, 1)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
E1, E2, E3 = (EpisodeId(1, number) for number in (1, 2, 3))


def release(
    ref: str = "show", episode: EpisodeId = E1, days: int = 0, kind: ReleaseKind = ReleaseKind.NEW
) -> Release:
    return Release(
        provider="diary",
        ref=ref,
        title="As the page writes it",
        kind=kind,
        episode=episode,
        day=TODAY + days * DAY,
        language=GER_SUB,
    )


@define(eq=False)
class Diary:
    """A provider with both pages; it counts how often they are read."""

    new: list[Release] = field(factory=list)
    coming: list[Release] = field(factory=list)
    error: ProviderError | None = None
    asked: int = 0
    name: str = "diary"

    @hookimpl
    def aniworld_providers(self) -> list["Diary"]:
        return [self]

    def new_episodes(self) -> Sequence[Release]:
        return self._answer(self.new)

    def calendar(self) -> Sequence[Release]:
        return self._answer(self.coming)

    def _answer(self, page: Sequence[Release]) -> Sequence[Release]:
        self.asked += 1
        if self.error is not None:
            raise self.error
        return page


@pytest.fixture
def diary() -> Diary:
    return Diary(new=[release()], coming=[release(episode=E2, days=3, kind=ReleaseKind.COMING)])


@pytest.fixture
def library(world: World, diary: Diary, config: Config) -> Iterator[Library]:
    manager = PluginManager()
    manager.add(world, "world")
    manager.add(diary, "diary")
    with Library.open(config, plugins=manager) as library:
        yield library


@pytest.fixture
def upcoming(library: Library, clock: ManualClock) -> UpcomingEpisodes:
    return UpcomingEpisodes(
        series=library.store.series,
        releases=library.store.releases,
        providers=lambda: library.plugins.providers,
        clock=clock,
    )


def register(library: Library, *episodes: Episode, monitored: bool = True) -> None:
    one = evolve(show(key="fern", title="Fern"), provider="diary", ref="Show")
    library.store.series.put(evolve(one, episodes=episodes, folder="Fern", monitored=monitored))


def episode(id: EpisodeId, *, upcoming: bool = False) -> Episode:
    return Episode(id=id, languages=(GER_DUB,), upcoming=upcoming)


def test_pages_are_read_every_three_hours(
    upcoming: UpcomingEpisodes, diary: Diary, clock: ManualClock
) -> None:
    assert [(one.provider, one.read) for one in upcoming.pages()] == [("diary", None)] * 2
    first = upcoming.read()
    assert [(one.kind, one.releases, one.asked) for one in first] == [
        (ReleaseKind.NEW, 1, True),
        (ReleaseKind.COMING, 1, True),
    ]
    clock.now += 2 * HOUR
    assert not any(one.asked for one in upcoming.read())
    assert diary.asked == 2
    assert all(one.asked and one.read == clock.now for one in upcoming.read(force=True))
    clock.now += 3 * HOUR
    upcoming.read()
    assert diary.asked == 6


def test_a_library_without_such_pages_has_none(config: Config, world: World) -> None:
    manager = PluginManager()
    manager.add(world, "world")
    with Library.open(config, plugins=manager) as library:
        assert library.upcoming.read() == []
        assert library.upcoming.list(mine=False) == []


@pytest.mark.parametrize("error", [Unavailable("No answer."), None])
def test_a_failure_or_a_page_that_is_suddenly_empty_keeps_what_is_known(
    upcoming: UpcomingEpisodes, diary: Diary, error: ProviderError | None
) -> None:
    upcoming.read()
    before = upcoming.list(mine=False)
    assert len(before) == 2
    diary.error, diary.new, diary.coming = error, [], []
    for one in upcoming.read(force=True):
        assert isinstance(one.error, Unavailable if error else LayoutChanged)
        assert (one.releases, one.read, one.asked) == (1, START, True)
    assert upcoming.list(mine=False) == before


def test_releases_are_joined_with_the_library_whatever_the_case_of_the_ref(
    upcoming: UpcomingEpisodes, library: Library, diary: Diary, root: Path
) -> None:
    register(library, episode(E1), episode(E2, upcoming=True), episode(E3, upcoming=True))
    video(root / "Fern/Fern S01E01.mkv")
    library.scanner.scan()
    diary.new.append(release(ref="another"))
    upcoming.read()
    came, comes, announced = upcoming.list()
    assert [one.episode for one in upcoming.list(days_ahead=0) if one.day is None] == [E3]
    assert (came.key, came.title, came.episode, came.on_disk) == ("fern", "Fern", E1, True)
    assert (comes.kind, comes.episode, comes.on_disk) == (ReleaseKind.COMING, E2, False)
    assert comes.day == TODAY + 3 * DAY
    assert (announced.episode, announced.day) == (E3, None)
    every = upcoming.list(mine=False)
    assert [(one.key, one.ref) for one in every] == [
        (None, "another"),
        ("fern", "show"),
        ("fern", "show"),
    ]


def test_what_is_not_monitored_is_not_mine(upcoming: UpcomingEpisodes, library: Library) -> None:
    register(library, episode(E1), episode(E3, upcoming=True), monitored=False)
    upcoming.read()
    assert upcoming.list() == []
    assert {one.key for one in upcoming.list(mine=False)} == {"fern"}


def test_what_has_come_is_not_coming_any_more(upcoming: UpcomingEpisodes, diary: Diary) -> None:
    diary.coming = [release(days=0, kind=ReleaseKind.COMING)]
    upcoming.read()
    (one,) = upcoming.list(mine=False)
    assert one.kind is ReleaseKind.NEW


def test_only_days_within_reach_are_listed(upcoming: UpcomingEpisodes, diary: Diary) -> None:
    diary.new = [release(days=days, episode=EpisodeId(1, 9 + days)) for days in (-8, -7, 0)]
    diary.coming = [
        release(days=days, episode=EpisodeId(2, days), kind=ReleaseKind.COMING)
        for days in (1, 14, 15)
    ]
    upcoming.read()
    days = [(one.day or TODAY) - TODAY for one in upcoming.list(mine=False)]
    assert days == [-7 * DAY, 0 * DAY, DAY, 14 * DAY]
    assert len(upcoming.list(mine=False, days_back=8, days_ahead=0)) == 3


def test_the_day_is_the_one_in_germany(upcoming: UpcomingEpisodes, clock: ManualClock) -> None:
    upcoming.read()
    clock.now = datetime(2030, 5, 1, 22, 30, tzinfo=UTC)  # 0:30 on the second of May there
    assert [one.kind for one in upcoming.list(mine=False, days_back=0)] == [ReleaseKind.COMING]


def test_the_calendar_has_whole_days_and_times(upcoming: UpcomingEpisodes, diary: Diary) -> None:
    at = datetime(2030, 5, 4, 16, tzinfo=UTC)
    diary.coming = [evolve(diary.coming[0], at=at, link="https://diary.test/show")]
    upcoming.read()
    content = upcoming.ical(mine=False)
    came, comes = Calendar.from_ical(content).walk("VEVENT")
    assert came.decoded("DTSTART") == TODAY
    assert came.decoded("DTSTAMP") == START
    assert came["SUMMARY"] == "As the page writes it S01E01 (ger-sub)"
    assert "URL" not in came
    assert comes.decoded("DTSTART") == at
    assert comes["URL"] == "https://diary.test/show"


def test_an_event_keeps_its_id_when_it_moves_and_when_it_has_come(
    upcoming: UpcomingEpisodes, diary: Diary, clock: ManualClock
) -> None:
    def ids() -> list[str]:
        upcoming.read(force=True)
        events = Calendar.from_ical(upcoming.ical(mine=False)).walk("VEVENT")
        return [str(event["UID"]) for event in events]

    diary.new = []
    before = ids()
    diary.coming = [release(episode=E2, days=5, kind=ReleaseKind.COMING)]
    assert ids() == before
    diary.new = [release(episode=E2, days=0)]
    assert ids() == before
    diary.new = [evolve(release(episode=E2), language=GER_DUB)]
    assert set(ids()) > set(before)


ODD = ["a\r\nEND:VCALENDAR", "x;y,z:\\n", "\x00\x1b[31m", "https://a.test/\r\nX:1", "http://["]
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
TEXT |= st.sampled_from([*ODD, "ü" * 90])


@given(TEXT, TEXT, st.none() | st.datetimes(timezones=st.just(UTC)))
def test_foreign_text_never_becomes_more_than_text_in_a_calendar(
    title: str, link: str, at: datetime | None
) -> None:
    far = datetime(1990, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
    one = Upcoming(
        key=None,
        provider="diary",
        ref=title,
        title=title,
        kind=ReleaseKind.COMING,
        episode=E1,
        day=TODAY,
        at=None if at is None else min(max(at, far[0]), far[1]),
        link=link,
    )
    content = calendar([one], {}, START)
    parsed = Calendar.from_ical(content)
    assert [part.name for part in parsed.walk()] == ["VCALENDAR", "VEVENT"]
    (event,) = parsed.walk("VEVENT")
    assert set(event) <= {"UID", "DTSTAMP", "SUMMARY", "DTSTART", "DTEND", "URL", "TRANSP"}
    assert str(event["SUMMARY"]).startswith(
        "".join(letter if letter.isprintable() else " " for letter in title)
    )
    for line in content.decode().split("\r\n"):
        assert line.isprintable()
        assert len(line.encode()) <= 75


def test_a_series_of_another_provider_with_that_ref_is_another_one(
    upcoming: UpcomingEpisodes, library: Library
) -> None:
    library.store.series.put(show(E1))
    upcoming.read()
    assert upcoming.list() == []
    assert {one.key for one in upcoming.list(mine=False)} == {None}
    assert library.catalog.get("show").key == SeriesKey("show")
