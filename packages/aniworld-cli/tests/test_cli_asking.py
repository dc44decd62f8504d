"""Doubtful folders, decided by one key each."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from aniworld_cli.asking import ask
from aniworld_cli.output import Output
from aniworld_core.clock import utc_now
from aniworld_core.config import parse
from aniworld_core.entities import EpisodeId, Title
from aniworld_core.library import Library
from aniworld_core.plugins import PluginManager
from aniworld_core.testing.arrange import show, video
from aniworld_core.testing.world import World

OUT = Output(as_json=False, quiet=False)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Open a library with two folders, each of which could hold the same two series."""
    world = World()
    titles = []
    for ref, year in (("fern", 1990), ("fern-2013", 2013)):
        world.offer(show(EpisodeId(1, 1), key=ref, title="Fern", year=year))
        titles.append(Title(provider="site", ref=ref, title="Fern", year=year))
    world.store.titles.replace("site", titles, utc_now())
    manager = PluginManager()
    manager.add(world, "world")
    root = tmp_path / "library"
    video(root / "Fern/S01E01.mkv")
    video(root / "Fern (2000)/S01E01.mkv")
    config = parse({"library": str(root), "data": str(tmp_path / "data"), "store": "memory:"})
    with Library.open(config, plugins=manager) as library:
        yield library


def pressing(keys: str) -> Callable[[], str]:
    """Return a keyboard on which these keys are pressed; then its line is closed."""
    waiting = iter(keys)

    def key() -> str:
        for one in waiting:
            return one
        raise EOFError

    return key


def asked(library: Library, keys: str) -> dict[str, int]:
    return dict(ask(OUT, library.matching, library.matching.propose(), pressing(keys)))


def test_a_number_gives_the_folder_to_that_series(
    library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(library, "s2") == {"later": 1, "given": 1}
    assert library.catalog.get("fern-2013").folder == "Fern (2000)"
    assert capsys.readouterr().out == (
        "\n[1/2] Fern: several series have this title\n"
        "  1  Fern (1990) (site: fern), 95: same title\n"
        "  2  Fern (2013) (site: fern-2013), 95: same title\n"
        "1-2 = that one, r = none of them, n = no series, s = later, q = quit\n"
        "\n[2/2] Fern (2000): same title, another year\n"
        "  1  Fern (1990) (site: fern), 60: same title, another year\n"
        "  2  Fern (2013) (site: fern-2013), 60: same title, another year\n"
        "1-2 = that one, r = none of them, n = no series, s = later, q = quit\n"
        "  Fern (2000) is Fern (fern-2013).\n"
    )


def test_a_decision_is_remembered(library: Library) -> None:
    assert asked(library, "rN") == {"refused": 1, "no series": 1}
    assert [one.verdict for one in library.matching.propose()] == ["none"]
    assert library.matching.set_aside() == ["Fern (2000)"]


def test_later_is_asked_again(library: Library) -> None:
    assert asked(library, "\r\n") == {"later": 2}
    assert len(library.matching.propose()) == 2


@pytest.mark.parametrize("keys", ["q", "Q", "", "3x0\x1bq"])
def test_nothing_happens_after_the_end_or_by_other_keys(library: Library, keys: str) -> None:
    assert asked(library, keys) == {}
    assert len(library.matching.propose()) == 2


def test_a_terminal_that_is_gone_ends_it(library: Library) -> None:
    left = iter(["", "q"])
    assert dict(ask(OUT, library.matching, library.matching.propose(), lambda: next(left))) == {}
    assert list(left) == ["q"]


def test_what_fails_is_told_and_the_next_one_asked(
    library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    keyboard = pressing("1s")

    def blocked() -> str:
        if not library.catalog.page():  # another session is quicker than this key
            library.matching.accept("Fern", "site", "fern-2013")
        return keyboard()

    ends = dict(ask(OUT, library.matching, library.matching.propose(), blocked))
    assert ends == {"failed": 1, "later": 1}
    assert "belongs to Fern (fern-2013)." in capsys.readouterr().err


def test_nothing_is_refused_of_a_folder_that_has_its_series_by_now(
    library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    keyboard = pressing("rs")

    def late() -> str:
        if not library.catalog.page():
            library.matching.accept("Fern", "site", "fern-2013")
        return keyboard()

    ends = dict(ask(OUT, library.matching, library.matching.propose(), late))
    assert ends == {"failed": 1, "later": 1}
    assert "belongs to Fern (fern-2013)." in capsys.readouterr().err
    assert list(library.store.decisions.all()) == []


def test_a_later_question_knows_the_answers_before(
    library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(library, "11n1y") == {"given": 2}
    told = capsys.readouterr().out
    assert told.count("1  Fern (1990) (registered as fern, its folder now: Fern), 60") == 2
    assert told.count("Fern gives up its folder Fern then. y = yes, n = no") == 2
    assert library.catalog.get("fern").folder == "Fern (2000)"


def test_what_is_settled_by_then_is_not_asked(library: Library) -> None:
    proposals = library.matching.propose()
    library.matching.no_series("Fern")
    ends = ask(OUT, library.matching, proposals, pressing("s"))
    assert dict(ends) == {"settled": 1, "later": 1}


def test_a_contradiction_on_the_page_is_told_and_asked_about_again(
    library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    titles = [Title(provider="site", ref=ref, title="Fern") for ref in ("fern", "fern-2013")]
    library.store.titles.replace("site", [], utc_now())
    library.store.titles.replace("site", titles, utc_now())
    assert asked(library, "s12") == {"later": 1, "given": 1}
    said = capsys.readouterr()
    assert "Fern is of 1990, the folder of 2000." in said.err
    assert said.out.count("[2/2] Fern (2000)") == 2


def test_a_series_is_moved_by_who_saw_its_folder(
    library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(library, "1q") == {"given": 1}
    assert asked(library, "1y") == {"given": 1}
    assert (
        "1  Fern (1990) (registered as fern, its folder now: Fern), 60" in capsys.readouterr().out
    )
    assert library.catalog.get("fern").folder == "Fern (2000)"
