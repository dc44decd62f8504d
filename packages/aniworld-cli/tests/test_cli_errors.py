"""What a person and a script see when something is wrong: one line, a hint, an exit code."""

import json
from pathlib import Path

import pytest
from attrs import frozen

from aniworld_cli.testing import Aniw
from aniworld_core import hookimpl
from aniworld_core.errors import CorruptStore
from aniworld_core.ports import SeriesStore


def test_no_command_shows_the_help(aniw: Aniw) -> None:
    assert "Commands:" in aniw(code=2).stderr


def test_an_unknown_command_offers_a_close_one(aniw: Aniw) -> None:
    error = aniw.error("lst", code=2)
    assert error["type"] == "NoSuchCommand"
    assert "Did you mean" in error["message"]
    assert error["hint"] == "See: aniw --help"


def test_usage_errors_point_to_the_help_of_the_command(aniw: Aniw) -> None:
    assert aniw.error("queue", "remove", code=2)["hint"] == "See: aniw queue remove --help"
    assert aniw.error("list", "--nonsense", code=2)["type"] == "NoSuchOption"


def test_json_stands_before_or_after_the_command(aniw: Aniw) -> None:
    assert json.loads(aniw("--json", "list").stdout) == json.loads(aniw("list", "--json").stdout)


def test_a_query_may_look_like_an_option(aniw: Aniw) -> None:
    assert "Nothing was found." in aniw("search", "--", "--json").stdout


def test_without_a_library_folder_the_hint_says_how_to_set_one(aniw: Aniw) -> None:
    del aniw.environment["ANIWORLD_LIBRARY"]
    error = aniw.error("scan", "--offline", code=2)
    assert error["type"] == "InvalidConfig"
    assert "aniw config set library DIR" in error["hint"]
    assert "Nothing is registered yet." in aniw("list").stdout


def test_options_win_over_the_environment(aniw: Aniw, tmp_path: Path) -> None:
    other = tmp_path / "other"
    error = aniw.error("--library", str(other), "scan", "--offline", code=1)
    assert error["type"] == "LibraryUnavailable"
    assert str(other) in error["message"]


def test_an_unknown_store_is_named(aniw: Aniw) -> None:
    error = aniw.error("--store", "tape://drive", "list", code=2)
    assert error["type"] == "InvalidConfig"
    assert "tape" in error["message"]


@frozen
class Faulty:
    """A plugin with a store for ``faulty:`` that fails at the first touch."""

    error: BaseException

    @hookimpl
    def aniworld_open_store(self, url: str) -> "Faulty | None":
        return self if url == "faulty:" else None

    @property
    def series(self) -> SeriesStore:
        raise self.error

    def close(self) -> None:
        """Do nothing: nothing was opened."""


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (CorruptStore("The store is damaged.", hint="Restore a backup."), "CorruptStore"),
        (PermissionError(13, "Permission denied", "/data/library.db"), "PermissionError"),
        (ZeroDivisionError("division by zero"), "ZeroDivisionError"),
    ],
)
def test_every_error_is_one_line_and_a_hint(aniw: Aniw, error: Exception, kind: str) -> None:
    aniw.manager.add(Faulty(error), "faulty")
    told = aniw.error("--store", "faulty:", "list", code=1)
    assert told["type"] == kind
    assert told["hint"]
    assert len(aniw("--store", "faulty:", "list", code=1).stderr.splitlines()) == 2


def test_a_traceback_is_shown_only_when_asked_for(aniw: Aniw) -> None:
    aniw.manager.add(Faulty(ZeroDivisionError("division by zero")), "faulty")
    aniw.environment["ANIWORLD_STORE"] = "faulty:"
    assert "Traceback" not in aniw("-v", "list", code=1).stderr
    assert "Traceback" in aniw("list", "-vv", code=1).stderr


def test_ctrl_c_ends_with_130(aniw: Aniw) -> None:
    aniw.manager.add(Faulty(KeyboardInterrupt()), "faulty")
    result = aniw("--store", "faulty:", "list", code=130)
    assert "Error: Stopped." in result.stderr
