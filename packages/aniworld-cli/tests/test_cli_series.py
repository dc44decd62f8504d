"""Commands about series: search, add, list, show, remove, ignore."""

from attrs import evolve

from aniworld_cli.testing import Aniw
from aniworld_core.entities import Series, SeriesKey
from aniworld_core.errors import Unavailable


def test_search_lists_hits_and_the_next_step(aniw: Aniw) -> None:
    output = aniw("search", "fer").stdout
    assert output.splitlines()[1].split() == ["fern", "Fern", "site"]
    assert "aniw add KEY" in output


def test_hits_of_one_name_are_told_apart(aniw: Aniw, fern: Series) -> None:
    told = "A witch outlives those she travelled with, and learns what they were to her."
    aniw.world.offer(evolve(fern, key=SeriesKey("fern-2"), ref="fern-2", description=told))
    lines = aniw("search", "fern").stdout.splitlines()
    assert lines[0].endswith("ABOUT")
    assert sum("A witch outlives" in line for line in lines) == 1
    assert all(len(line) < 110 for line in lines)


def test_search_json(aniw: Aniw) -> None:
    (answer,) = aniw.json("search", "fern")["answers"]
    assert answer["provider"] == "site"
    assert answer["error"] is None
    assert [hit["title"] for hit in answer["hits"]] == ["Fern"]


def test_search_without_a_hit(aniw: Aniw) -> None:
    assert "Nothing was found." in aniw("search", "zzz").stdout
    assert aniw.json("search", "zzz")["answers"][0]["hits"] == []


def test_search_where_the_only_site_fails(aniw: Aniw) -> None:
    aniw.world.provider_error = Unavailable("The site is down.")
    assert "site: The site is down." in aniw("search", "fern", code=1).stderr
    (answer,) = aniw.json("search", "fern", code=1)["answers"]
    assert answer["error"]["type"] == "Unavailable"


def test_add_names_the_key_and_the_next_step(aniw: Aniw) -> None:
    output = aniw("add", "fern").stdout
    assert "Added Fern as fern with 6 episodes." in output
    assert "aniw missing" in output


def test_add_by_address_with_folder(aniw: Aniw) -> None:
    url = "https://catalogue.test/anime/fern"
    added = aniw.json("add", url, "--folder", "My Fern", "--provider", "site")
    assert added["series"]["folder"] == "My Fern"
    assert [one["id"] for one in added["series"]["episodes"]][:1] == ["S01E001"]


def test_add_dry_run_registers_nothing(aniw: Aniw) -> None:
    assert "Would add" in aniw("add", "fern", "--dry-run").stdout
    assert aniw.json("add", "fern", "--dry-run")["dry_run"] is True
    assert aniw.json("list")["total"] == 0


def test_add_twice_is_an_error(aniw: Aniw) -> None:
    aniw("add", "fern")
    assert aniw.error("add", "fern", code=1)["type"] == "AlreadyThere"


def test_quiet_leaves_what_was_done_to_the_exit_code(aniw: Aniw) -> None:
    assert aniw("add", "-q", "fern").output == ""
    assert "fern" in aniw("list", "-q").stdout
    assert "Next" not in aniw("search", "-q", "fern").stdout
    assert "Next" not in aniw("missing", "-q").stdout


def test_list_of_nothing_says_how_to_begin(aniw: Aniw) -> None:
    assert "Nothing is registered yet. Try:" in aniw("list").stdout


def test_list_counts_what_is_missing(with_fern: Aniw) -> None:
    lines = with_fern("list").stdout.splitlines()
    assert lines[0].split() == ["KEY", "TITLE", "YEAR", "EPISODES", "MISSING", "FOLDER"]
    assert lines[1].split() == ["fern", "Fern", "2013", "6", "4", "Fern", "(2013)"]
    (one,) = with_fern.json("list")["series"]
    assert (one["episodes"], one["missing"], one["folder"]) == (6, 4, "Fern (2013)")


def test_list_missing_leaves_complete_series_out(with_fern: Aniw) -> None:
    assert with_fern.json("list", "--missing")["total"] == 1
    with_fern("ignore", "fern", "S00", "S01")
    assert with_fern.json("list", "--missing")["total"] == 0
    assert "No series misses anything." in with_fern("list", "--missing").stdout


def test_show_tells_the_state_of_every_episode(with_fern: Aniw) -> None:
    episodes = with_fern.json("show", "fern")["series"]["episodes"]
    states = {one["id"]: one["state"] for one in episodes}
    assert states["S01E001"] == "on-disk"
    assert states["S01E003"] == "not-downloaded"
    text = with_fern("show", "fern").stdout
    assert "Fern (2013)" in text
    assert "S01E01 " in text
    assert "6 episodes, 4 missing." in text


def test_show_of_an_unknown_key_offers_close_ones(with_fern: Aniw) -> None:
    error = with_fern.error("show", "ferm", code=1)
    assert error["type"] == "SeriesNotFound"
    assert "fern" in error["hint"]


def test_show_of_what_is_no_key_is_wrong_usage(aniw: Aniw) -> None:
    assert aniw.error("show", "Fern (2013)", code=2)["type"] == "InvalidKey"


def test_remove_keeps_the_files(with_fern: Aniw) -> None:
    assert "Would remove" in with_fern("remove", "fern", "--dry-run").stdout
    assert with_fern.json("list")["total"] == 1
    assert with_fern.json("remove", "fern") == {"dry_run": False, "removed": "fern"}
    assert with_fern.json("list")["total"] == 0
    assert (with_fern.root / "Fern (2013)/Season 01/Fern S01E01.mp4").exists()


def test_a_removed_series_can_be_restored(with_fern: Aniw) -> None:
    with_fern("ignore", "fern", "S00")
    assert "aniw restore fern" in with_fern("remove", "fern").stdout
    assert with_fern.json("restore", "fern", "--dry-run") == {"dry_run": True, "restored": "fern"}
    assert with_fern.json("list")["total"] == 0
    assert "Restored Fern." in with_fern("restore", "fern").stdout
    (one,) = with_fern.json("list")["series"]
    assert (one["folder"], one["missing"]) == ("Fern (2013)", 3)


def test_restore_refuses_what_was_not_removed(with_fern: Aniw) -> None:
    for options in ((), ("--dry-run",)):
        error = with_fern.error("restore", "fern", *options, code=1)
        assert error["type"] == "SeriesNotFound"
        assert "aniw show fern" in error["hint"]


def test_edit_gives_a_series_languages_of_its_own(with_fern: Aniw) -> None:
    assert "Languages: those of the settings" in with_fern("show", "fern").stdout
    changed = with_fern.json("edit", "fern", "--languages", "eng-sub, ger-sub")
    assert changed["series"]["languages"] == ["eng-sub", "ger-sub"]
    assert "Languages: eng-sub, ger-sub" in with_fern("show", "fern").stdout
    assert with_fern.json("download", "fern", "--dry-run")["queued"] == []
    named = with_fern.json("download", "fern", "--dry-run", "--language", "ger-dub")
    assert len(named["queued"]) == 4
    assert with_fern.json("edit", "fern", "--languages", "")["series"]["languages"] == []
    assert len(with_fern.json("download", "fern", "--dry-run")["queued"]) == 4


def test_edit_tells_whether_a_series_is_monitored(with_fern: Aniw) -> None:
    output = with_fern("edit", "fern", "--unmonitored").stdout
    assert "Changed Fern:" in output
    assert "Monitored: no" in output
    (one,) = with_fern.json("list")["series"]
    assert (one["monitored"], one["missing"]) == (False, 0)
    assert "Monitored: no" in with_fern("show", "fern").stdout
    assert with_fern.json("scan")["refreshed"] == []
    assert with_fern.json("edit", "fern", "--monitored")["series"]["monitored"] is True
    assert "Monitored: yes" in with_fern("show", "fern").stdout
    assert with_fern.json("list")["series"][0]["missing"] == 4


def test_edit_dry_run_changes_nothing(with_fern: Aniw) -> None:
    options = ("--languages", "ger-sub", "--unmonitored", "--dry-run")
    assert "Would change Fern:" in with_fern("edit", "fern", *options).stdout
    series = with_fern.json("edit", "fern", *options)["series"]
    assert (series["languages"], series["monitored"]) == (["ger-sub"], False)
    series = with_fern.json("show", "fern")["series"]
    assert (series["languages"], series["monitored"]) == ([], True)


def test_edit_refuses_what_says_nothing(with_fern: Aniw) -> None:
    assert with_fern.error("edit", "fern", code=2)["type"] == "UsageError"
    for text in ("klingon", "ger-dub,", ","):
        assert (
            with_fern.error("edit", "fern", "--languages", text, code=2)["type"] == "InvalidValue"
        )
    assert with_fern.error("edit", "ferm", "--monitored", code=1)["type"] == "SeriesNotFound"


def test_ignored_episodes_are_not_missing_until_that_is_undone(with_fern: Aniw) -> None:
    changed = with_fern.json("ignore", "fern", "S01E03-E04", "S00")
    assert changed["episodes"] == ["S00E001", "S01E003", "S01E004"]
    assert with_fern.json("list")["series"][0]["missing"] == 1
    assert "wanted again" in with_fern("ignore", "fern", "S01E03", "--undo").stdout
    assert with_fern.json("list")["series"][0]["missing"] == 2


def test_ignore_dry_run_changes_nothing(with_fern: Aniw) -> None:
    assert "Would change Fern: S01E03 ignored." in (
        with_fern("ignore", "fern", "S01E03", "--dry-run").stdout
    )
    assert with_fern.json("list")["series"][0]["missing"] == 4


def test_ignore_refuses_what_is_no_episode(with_fern: Aniw) -> None:
    assert with_fern.error("ignore", "fern", "S01E99", code=1)["type"] == "EpisodeNotFound"
    assert with_fern.error("ignore", "fern", "three", code=2)["type"] == "InvalidValue"


def test_titles_cannot_steer_the_terminal(aniw: Aniw, fern: Series) -> None:
    title = "\x1b[2J[bold]Fern\u202e\u009b31m"
    aniw.world.offer(evolve(fern, title=title))
    aniw("add", "fern")
    output = aniw("list").stdout + aniw("show", "fern").stdout + aniw("remove", "fern").stdout
    assert "[bold]Fern" in output
    assert not {"\x1b", "\u202e", "\u009b"} & set(output)
