"""``aniw match``: what was given or refused is undone, what is left is told, Ctrl-C says how far it came."""

from aniworld_cli.testing import Aniw
from aniworld_core.clock import utc_now
from aniworld_core.entities import Decision, EpisodeId, Series, Title
from aniworld_core.testing.arrange import show

FORGET = "match --forget FOLDER"


def index(aniw: Aniw, *refs: str) -> None:
    aniw.world.titles = [Title(provider="site", ref=ref, title=ref.title()) for ref in refs]
    for ref in refs:
        aniw.world.offer(show(EpisodeId(1, 1), key=ref, title=ref.title()))
    aniw("index")


def test_a_folder_of_another_series_is_freed_first(with_fern: Aniw) -> None:
    index(with_fern, "holly")
    with_fern("add", "holly")
    folder = with_fern.json("list")["series"][0]["folder"]
    error = with_fern.error("match", folder, "holly", code=1)
    assert error["hint"] == f"To take it from there first: aniw match --forget '{folder}'"
    error = with_fern.error("match", "--no-series", f"{folder}/", code=1)
    assert error["hint"] == "To take it from there first: aniw match --forget FOLDER"
    dry = with_fern.json("match", "--forget", folder, "--dry-run", shape=FORGET)
    assert dry["series"] == "fern"
    assert with_fern("match", "--forget", f"{folder}/").stdout == (
        f"Forgot 0 decisions about {folder}.\n"
        "Fern (fern) has no folder any more; it stays registered.\n"
    )
    with_fern("match", folder, "holly")
    folders = {one["key"]: one["folder"] for one in with_fern.json("list")["series"]}
    assert folders == {"fern": None, "holly": folder}


def test_nothing_is_forgotten_of_an_unknown_folder(aniw: Aniw) -> None:
    aniw.video("Holly/S01E01.mp4")
    assert aniw.error("match", "--forget", "Ivy", code=1)["type"] == "NotFound"
    assert aniw.json("match", "--forget", "Holly/", shape=FORGET)["forgotten"] == 0


def test_a_dry_run_tells_what_is_left(aniw: Aniw) -> None:
    for folder in ("Fern", "Fern Season 2", "Filme"):
        aniw.video(f"{folder}/S01E01.mp4")
    index(aniw, "fern")
    left = "Left: 1 doubtful, 1 without a series that is known. See: aniw match\n"
    told = aniw("match", "--accept-certain", "--dry-run").stdout
    assert told.startswith("Certain: 1 folder.\n")
    assert told.endswith(left)
    aniw("match", "--accept-certain")
    assert aniw("match", "--accept-certain", "--dry-run").stdout == f"No folder is certain.\n{left}"


def test_a_refused_series_is_named(aniw: Aniw) -> None:
    aniw.video("Holly/S01E01.mp4")
    index(aniw, "holly")
    decision = Decision(folder="Holly", provider="site", ref="holly", decided=utc_now())
    aniw.world.store.decisions.add(decision)
    assert aniw("match").stdout == (
        "Without a series that is known: 1 folder.\n  Holly: refused: site: holly\n"
    )
    refused = aniw.json("match")["refused"]
    assert refused == [{"folder": "Holly", "provider": "site", "ref": "holly"}]
    aniw("match", "--forget", "Holly")
    assert aniw.json("match")["refused"] == []


def test_the_hint_names_the_command_that_fits(aniw: Aniw) -> None:
    aniw.video("Fern Season 2/S01E01.mp4")
    index(aniw, "fern", "ivy")
    assert aniw("match").stdout.endswith("or aniw add KEY --folder FOLDER\n")
    aniw("add", "fern")
    assert aniw("match").stdout.endswith("or aniw match FOLDER KEY\n")
    aniw.video("Ivy Season 2/S01E01.mp4")
    assert aniw("match").stdout.endswith("(aniw match FOLDER KEY where the series is registered)\n")


def test_a_pipe_gets_whole_lists_and_nothing_comes_next_where_nothing_was_given(aniw: Aniw) -> None:
    refs = [f"tree{chr(97 + number)}" for number in range(25)]
    for ref in refs:
        aniw.video(f"{ref}/S01E01.mp4")
    index(aniw, *refs)
    assert "treey" in aniw("match").stdout
    offered = dict(aniw.world.series)
    aniw.world.series.clear()
    told = aniw("match", "--accept-certain", code=3).stdout
    assert "treey: There is no treey." in told
    assert "Next:" not in told
    aniw.world.series.update(offered)
    assert "treey: Treey (treey)" in aniw("match", "--accept-certain").stdout


class Interrupting(dict[str, Series]):
    """Series of which reading one is where somebody presses Ctrl-C."""

    def __getitem__(self, ref: str) -> Series:
        if ref == "ivy":
            raise KeyboardInterrupt
        return super().__getitem__(ref)


def test_ctrl_c_tells_how_many_were_given(aniw: Aniw) -> None:
    aniw.video("Holly/S01E01.mp4")
    aniw.video("Ivy/S01E01.mp4")
    index(aniw, "holly", "ivy")
    aniw.world.series = Interrupting(aniw.world.series)
    stopped = aniw("match", "--accept-certain", code=130)
    assert "1 of 2 folders given to series so far." in stopped.stderr
