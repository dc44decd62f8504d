"""Any small library: a rename keeps every byte, gives the names it said, and is undone without a trace."""

import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from attrs import evolve
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from aniworld_core.config import parse
from aniworld_core.entities import EpisodeFile, EpisodeId, SeriesKey
from aniworld_core.library import Library
from aniworld_core.plugins import PluginManager
from aniworld_core.testing.arrange import files, put, video, wrote
from aniworld_core.testing.world import VIDEO, World

FOLDERS = ("Season 01", "Season 02", "season 01", "Staffel 1", "")
NAMES = (
    *(f"Show S01E0{number}.mkv" for number in (1, 2, 3)),
    *("show s01e01.mkv", "Show S02E01.mkv", "Show.1x02.mkv", "Show S01E01.mp4", "Sh\u00f6w 3.mkv"),
)
BESIDE = (".nfo", ".de.srt", "-thumb.jpg")

places = st.tuples(st.sampled_from(FOLDERS), st.sampled_from(NAMES)).map(
    lambda place: str(PurePosixPath("Show", *place))
)
episodes = st.builds(EpisodeId, st.integers(1, 2), st.integers(1, 3))
libraries = st.dictionaries(
    places,
    st.tuples(episodes, st.booleans(), st.sets(st.sampled_from(BESIDE))),
    min_size=1,
    max_size=6,
)
"""By path: which episode a file holds, whatever its name tells, whether it is ours, and its sidecars."""

Files = Mapping[str, tuple[EpisodeId, bool, set[str]]]


def arrange(library: Library, held: Files) -> None:
    """Fill a library; no two files have the same bytes."""
    put(library, "show", "Show", 2013)
    library.store.series.update(SeriesKey("show"), lambda series: evolve(series, folder="Show"))
    for number, (path, (episode, ours, beside)) in enumerate(held.items()):
        file = video(library.config.root / path, VIDEO + path.encode() + b"." * number)
        stat = file.stat()
        known = EpisodeFile(
            path=path, episodes=(episode,), size=stat.st_size, mtime=stat.st_mtime_ns
        )
        library.store.files.add("Show", known)
        if ours:
            wrote(library, "show", path, episode)
        for rest in beside:
            file.with_name(f"{file.stem}{rest}").write_text(f"{path}{rest}")


def content(root: Path) -> dict[str, bytes]:
    return {path: (root / path).read_bytes() for path in files(root)}


def directories(root: Path) -> set[str]:
    found = {str(path.relative_to(root)) for path in root.rglob("*") if path.is_dir()}
    return {path for path in found if not path.startswith(".aniworld")}


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(held=libraries, foreign=st.booleans(), folders=st.booleans())
@example(
    held={
        "Show/Season 01/Show S01E01.mkv": (EpisodeId(1, 2), True, {".nfo"}),
        "Show/Season 01/Show S01E02.mkv": (EpisodeId(1, 3), True, set()),
        "Show/Season 01/Show S01E03.mkv": (EpisodeId(1, 1), True, {".nfo"}),
        "Show/Show.1x02.mkv": (EpisodeId(2, 1), False, {".de.srt"}),
    },
    foreign=True,
    folders=True,
)
def test_no_byte_is_lost_and_undoing_leaves_no_trace(
    held: Files,
    foreign: bool,  # noqa: FBT001 - drawn by its name
    folders: bool,  # noqa: FBT001 - see above
) -> None:
    with tempfile.TemporaryDirectory() as place:
        root = Path(place, "library")
        root.mkdir()
        manager = PluginManager()
        manager.add(World(), "world")
        config = parse({"library": str(root), "data": f"{place}/data", "store": "memory:"})
        with Library.open(config, plugins=manager) as library:
            arrange(library, held)
            before, stood = content(root), directories(root)
            plan = library.renaming.plan(foreign=foreign, folders=folders)
            assert (content(root), directories(root)) == (before, stood), "a plan changes nothing"

            result = library.renaming.run(plan)
            after = content(root)
            assert (result.moved, result.folders) == (plan.moves, plan.folders)
            assert sorted(after.values()) == sorted(before.values())
            expected = dict(before)
            for move in plan.moves:
                del expected[move.source]
            expected |= {move.target: before[move.source] for move in plan.moves}
            if plan.folders:
                expected = {f"Show (2013){path[4:]}": bytes for path, bytes in expected.items()}
            assert after == expected
            known = {file.path for file in library.store.files.of(SeriesKey("show"))}
            assert known == {path for path in after if path.endswith((".mkv", ".mp4"))}
            again = library.renaming.plan(foreign=foreign, folders=folders)
            assert not again.folders
            assert not set(after) & {m.target for m in again.moves} - {
                m.source for m in again.moves
            }

            if result.id:
                undone = library.renaming.undo()
                assert undone.skipped == ()
            assert (content(root), directories(root)) == (before, stood)
            known = {file.path for file in library.store.files.of(SeriesKey("show"))}
            assert known == set(held)
