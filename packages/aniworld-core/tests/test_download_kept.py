"""What downloads keep: wrong files in quarantine, and for the next try what was fetched already."""

from datetime import timedelta
from pathlib import Path

import pytest
from attrs import evolve

from aniworld_core.clock import utc_now
from aniworld_core.config import Config
from aniworld_core.entities import EpisodeId, HistoryKind, QueueState, SeriesKey, Stream
from aniworld_core.errors import Gone, RateLimited, Unavailable, WrongFile
from aniworld_core.library import Library
from aniworld_core.ports import Report
from aniworld_core.services.downloads import workspaces
from aniworld_core.testing.arrange import files, item, show, video
from aniworld_core.testing.world import VIDEO, World

E1 = EpisodeId(1, 1)
KEY = SeriesKey("show")
VOE, VIDOZA = "http://voe.test/show/S01E001", "http://vidoza.test/1"


class Leaving:
    """A downloader that leaves a file behind and ends as it is told; then it does its work."""

    name = "leaving"

    def __init__(self, *ends: Exception, outside: Path | None = None) -> None:
        self.ends = list(ends)
        self.outside = outside
        self.found: list[list[str]] = []

    def accepts(self, stream: Stream) -> bool:
        return True

    def fetch(self, stream: Stream, directory: Path, report: Report) -> Path:
        self.found.append(sorted(path.name for path in directory.iterdir()))
        if not self.ends:
            return video(directory / "video.mp4", VIDEO + stream.url.encode())
        end = self.ends.pop(0)
        left = video(self.outside or directory / "episode.mp4", b"half")
        if isinstance(end, WrongFile):
            end.file = left
        raise end


@pytest.fixture
def shown(world: World, library: Library) -> Library:
    world.offer(show(E1))
    world.link(E1, VIDOZA, "Vidoza")
    library.catalog.add("show")
    library.queue.add("show")
    return library


@pytest.fixture
def leaving(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Leaving:
    downloader = Leaving(*request.param)
    fetch = "aniworld_core.testing.world._Wire.fetch"
    monkeypatch.setattr(fetch, lambda _, *arguments: downloader.fetch(*arguments))
    return downloader


@pytest.mark.parametrize("leaving", [[WrongFile("The file is cut.")]], indirect=True)
def test_a_wrong_file_is_kept_with_its_reason(shown: Library, leaving: Leaving, root: Path) -> None:
    assert shown.downloads.work().finished == 1
    (kept,) = shown.quarantine.all()
    assert (kept.key, kept.episode, kept.hoster, kept.reason) == (
        KEY,
        E1,
        "VOE",
        "The file is cut.",
    )
    assert (root / ".aniworld/quarantine" / kept.id / kept.file).read_bytes() == b"half"
    assert files(root) == ["Show (2013)/Season 01/Show S01E01.mp4"]
    told = [one for one in shown.store.history.of(KEY) if one.kind is HistoryKind.QUARANTINED]
    assert [(one.hoster, one.text) for one in told] == [("VOE", "The file is cut.")]
    assert not list((root / ".aniworld/incomplete").iterdir())


@pytest.mark.parametrize("leaving", [[WrongFile("Cut."), WrongFile("Cut too.")]], indirect=True)
@pytest.mark.parametrize(("days", "size"), [(0, 1000), (14, 3)])
def test_nothing_is_kept_beyond_the_limits(
    world: World, config: Config, library: Library, leaving: Leaving, days: int, size: int
) -> None:
    world.offer(show(E1))
    strict = evolve(
        config, downloads=evolve(config.downloads, quarantine_days=days, quarantine_size=size)
    )
    with Library.open(strict, plugins=library.plugins.manager) as other:
        other.catalog.add("show")
        other.queue.add("show")
        assert other.downloads.work().finished == 1
        assert other.quarantine.all() == []
    assert len(leaving.found) == 3


@pytest.mark.parametrize("leaving", [[WrongFile("The file is cut.")]], indirect=True)
def test_a_file_that_a_plugin_names_elsewhere_is_left_alone(
    shown: Library, leaving: Leaving, root: Path, tmp_path: Path
) -> None:
    leaving.outside = tmp_path / "precious.mp4"
    assert shown.downloads.work().finished == 1
    assert shown.quarantine.all() == []
    assert leaving.outside.read_bytes() == b"half"


@pytest.mark.parametrize("leaving", [[WrongFile("The file is cut.")]], indirect=True)
def test_a_quarantine_that_cannot_be_written_hides_no_reason(
    shown: Library, leaving: Leaving, root: Path
) -> None:
    (root / ".aniworld").mkdir()
    (root / ".aniworld/quarantine").write_text("a file in the place of the folder")
    assert shown.downloads.work().finished == 1
    assert [one.text for one in shown.store.history.of(KEY) if one.kind is HistoryKind.TRIED] == [
        "The file is cut."
    ]


@pytest.mark.parametrize("leaving", [[Unavailable("Cut off."), Unavailable("No.")]], indirect=True)
def test_another_try_finds_what_the_link_left(shown: Library, leaving: Leaving, root: Path) -> None:
    assert shown.downloads.work().finished == 1
    assert leaving.found == [[], [], ["episode.mp4"]]
    assert not list((root / ".aniworld/incomplete").iterdir())


@pytest.mark.parametrize("leaving", [[Gone("Deleted."), RateLimited("Slow down.")]], indirect=True)
def test_what_nobody_goes_on_from_is_removed_at_once(
    shown: Library, leaving: Leaving, root: Path
) -> None:
    assert shown.downloads.work().waiting == 1
    left = list((root / f".aniworld/incomplete/{item(shown, E1).id}").iterdir())
    assert len(left) == 1
    assert (left[0] / "episode.mp4").exists()


@pytest.mark.parametrize(
    "leaving", [[RateLimited("Slow down.", retry_after=timedelta(hours=1))] * 2], indirect=True
)
def test_what_a_removed_item_left_goes_at_the_next_start(
    shown: Library, leaving: Leaving, root: Path
) -> None:
    shown.downloads.work()
    assert list((root / ".aniworld/incomplete").iterdir())
    shown.queue.remove(item(shown, E1).id)
    shown.downloads.work()
    assert not list((root / ".aniworld/incomplete").iterdir())


def test_a_later_claim_takes_over_and_an_earlier_one_finds_nothing(root: Path) -> None:
    workspaces.check_writable(root)
    first = workspaces.take(root, 7, 1, "abc")
    video(first / "part", b"some")
    other = workspaces.take(root, 7, 1, "def")
    assert workspaces.holds(root, 7, "abc") == 4
    later = workspaces.take(root, 7, 3, "abc")
    assert (later / "part").read_bytes() == b"some"
    assert not first.exists()
    workspaces.sweep(root, 7, 2)
    assert not other.exists()
    assert later.exists()
    workspaces.discard(root, 7, 3, "abc")
    workspaces.sweep(root, 7, 3)
    assert not later.parent.exists()


def test_a_worker_that_lost_its_item_places_nothing(
    shown: Library, world: World, root: Path
) -> None:
    """Its heartbeat has not noticed yet; the store is asked again before the file is moved."""

    def taken(_: Report) -> None:
        later = utc_now() + timedelta(hours=1)
        shown.store.queue.reap(later)
        assert shown.store.queue.claim("other", timedelta(hours=1), later) is not None

    world.during_fetch = taken
    assert shown.downloads.work().finished == 0
    assert files(root) == []
    assert item(shown, E1).state is QueueState.RUNNING


def test_a_file_that_was_placed_before_a_crash_is_finished(
    shown: Library, world: World, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next try finds it by its mark: nothing is fetched again, and its language is known."""

    class Killed(BaseException):
        pass

    def die(*_: object) -> None:
        raise Killed

    monkeypatch.setattr(type(shown.store.files), "add", die)
    with pytest.raises(Killed):
        shown.downloads.work()
    monkeypatch.undo()
    assert len(files(root)) == 1
    world.fetched.clear()
    shown.store.queue.reap(utc_now() + timedelta(hours=1))
    assert shown.downloads.work().finished == 1
    assert world.fetched == []
    (entry,) = (one for one in shown.store.history.of(KEY) if one.path)
    assert (entry.kind, entry.hoster, str(entry.language)) == (
        HistoryKind.DOWNLOADED,
        "VOE",
        "ger-dub",
    )


def test_a_note_half_written_when_the_power_failed_goes_with_the_rest(
    shown: Library, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def power_fails(*_: object) -> None:
        raise SystemExit

    monkeypatch.setattr(Path, "replace", power_fails)
    with pytest.raises(SystemExit):
        shown.downloads.work()
    monkeypatch.undo()
    incomplete = root / ".aniworld" / "incomplete"
    assert list(incomplete.rglob(".*-placing.json.*"))
    shown.store.queue.reap(utc_now() + timedelta(hours=1))
    assert shown.downloads.work().finished == 1
    assert list(incomplete.iterdir()) == []
