"""Commands about the disk: scan, missing, match, migrate."""

import json
from pathlib import Path

from attrs import evolve

from aniworld_cli.testing import Aniw
from aniworld_core.entities import ENG_DUB, Episode, EpisodeId, Series, SeriesKey
from aniworld_core.errors import Blocked, Unavailable

UPCOMING = Episode(id=EpisodeId(1, 2), upcoming=True)


def test_scan_reads_catalogue_and_disk(with_fern: Aniw, fern: Series) -> None:
    more = (*fern.episodes, Episode(id=EpisodeId(1, 6)))
    with_fern.world.offer(evolve(fern, episodes=more))
    with_fern.video("Fern (2013)/Season 01/Fern S01E03.mp4")
    document = with_fern.json("scan", "--full", "--refresh-all")
    assert document["refreshed"] == [{"key": "fern", "asked": True, "error": None}]
    assert document["due"] is None
    assert (document["scan"]["files"], document["scan"]["new_files"]) == (3, 1)
    assert with_fern.json("list")["series"][0]["episodes"] == 7


def test_scan_says_what_it_did_and_what_comes_next(with_fern: Aniw) -> None:
    output = with_fern("scan", "fern").stdout
    assert "Catalogue: 1 of 1 series read." in output
    assert "Disk: 1 folder (" in output
    assert "4 episodes missing.\nNext: aniw missing\n" in output


def test_offline_scan_asks_no_site(with_fern: Aniw) -> None:
    with_fern.world.provider_error = Unavailable("The site is down.")
    assert with_fern.json("scan", "--offline")["refreshed"] == []


def test_scan_with_a_site_that_fails_is_partly_done(with_fern: Aniw) -> None:
    with_fern.world.provider_error = Unavailable("The site is down.")
    document = with_fern.json("scan", "fern", code=3)
    assert document["refreshed"][0]["error"]["message"] == "The site is down."
    assert document["scan"]["files"] == 2
    assert "fern: The site is down." in with_fern("scan", "--refresh-all", code=3).stdout


def test_scan_reads_what_is_due(with_fern: Aniw, fern: Series) -> None:
    old = evolve(fern, key=SeriesKey("oak"), ref="oak", title="Oak")
    with_fern.world.offer(old)
    with_fern.world.store.series.put(old)
    assert "Catalogue: 1 of 2 series was due, 1 read." in with_fern("scan").stdout
    assert "Catalogue: 0 of 2 series were due, 0 read." in with_fern("scan").stdout
    document = with_fern.json("scan")
    assert (document["due"], document["refreshed"]) == (0, [])


def test_a_site_that_rests_is_told_once_for_all_its_series(with_fern: Aniw, fern: Series) -> None:
    for name in ("oak", "elm"):
        with_fern.world.store.series.put(evolve(fern, key=SeriesKey(name), ref=name))
    with_fern.world.provider_error = Blocked("A captcha is asked for.")
    with_fern("search", "fern", code=1)
    output = with_fern("scan", "--refresh-all", code=3).stdout
    (line,) = [line for line in output.splitlines() if "not asked" in line]
    assert line.startswith("  3 series not asked: The site site is resting until ")
    assert line.endswith(": A captcha is asked for.")
    document = with_fern.json("scan", "--refresh-all", code=3)
    assert [one["asked"] for one in document["refreshed"]] == [False] * 3


def test_scan_dry_run_remembers_nothing(aniw: Aniw) -> None:
    aniw("add", "fern")
    aniw.video("Fern (2013)/Fern S01E01.mp4")
    assert aniw.json("scan", "--dry-run")["scan"]["new_files"] == 1
    assert aniw.json("list")["series"][0]["missing"] == 6


def test_scan_of_an_empty_folder_concludes_nothing(with_fern: Aniw) -> None:
    for file in with_fern.root.rglob("*.mp4"):
        file.unlink()
    (with_fern.root / "Fern (2013)").rename(with_fern.root.parent / "elsewhere")
    assert with_fern.error("scan", "--offline", code=1)["type"] == "LibraryUnavailable"
    assert with_fern.json("list")["series"][0]["missing"] == 4


def test_large_losses_have_to_be_confirmed(aniw: Aniw, fern: Series) -> None:
    thirty = tuple(Episode(id=EpisodeId(1, number)) for number in range(1, 31))
    aniw.world.offer(evolve(fern, ref="oak", key=SeriesKey("oak"), title="Oak", episodes=thirty))
    aniw("add", "oak")
    for number in range(1, 31):
        aniw.video(f"Oak (2013)/Oak S01E{number:02}.mp4")
    aniw("scan", "--offline")
    for number in range(1, 21):
        (aniw.root / f"Oak (2013)/Oak S01E{number:02}.mp4").unlink()
    assert "--confirm-losses" in aniw.error("scan", "--offline", code=1)["hint"]
    assert aniw.json("scan", "--offline", "--confirm-losses")["scan"]["gone_files"] == 20
    assert aniw.json("list")["series"][0]["missing"] == 20


def test_scan_names_what_a_person_should_look_at(aniw: Aniw) -> None:
    aniw.video("Unknown Show/Unknown Show S01E01.mp4")
    aniw.video("Unknown Show/trailer.mp4")
    aniw.video("loose S01E01.mp4")
    output = aniw("scan", "--offline").stdout
    assert "Folders without a series" in output
    assert "  Unknown Show\n" in output
    assert "trailer.mp4" in output
    assert "1 video right in the library folder" in output


def test_long_lists_are_cut_in_text_only(aniw: Aniw) -> None:
    for number in range(12):
        aniw.video(f"Unknown {number:02}/S01E01.mp4")
    assert "  and 2 more; --json lists all" in aniw("scan", "--offline").stdout
    assert len(aniw.json("scan", "--offline")["scan"]["unmatched"]) == 12


def test_a_scan_without_a_series_says_how_to_get_one(aniw: Aniw) -> None:
    aniw.video("Unknown Show/Unknown Show S01E01.mp4")
    assert aniw("scan").stdout.endswith(
        "No series is registered yet.\nNext: aniw search TITLE, then aniw add KEY\n"
    )


def test_a_dry_scan_says_what_it_would_do_and_counts_nothing_as_missing(with_fern: Aniw) -> None:
    with_fern.video("Fern (2013)/Season 01/Fern S01E03.mp4")
    output = with_fern("scan", "--dry-run").stdout
    assert output.startswith("Would remember of the disk: 1 folder (1 read anew), 3 files, 1 new")
    assert "missing" not in output


def test_a_quiet_scan_only_speaks_of_failures(with_fern: Aniw) -> None:
    result = with_fern("scan", "-q")
    assert (result.stdout, result.stderr) == ("", "")
    with_fern.world.provider_error = Unavailable("The site is down.")
    output = with_fern("scan", "-q", "--refresh-all", code=3).stdout
    assert "fern: The site is down." in output
    assert "Next" not in output


def test_missing_writes_ranges_by_reason(with_fern: Aniw) -> None:
    with_fern("ignore", "fern", "S01E04")
    assert with_fern("missing").stdout.splitlines() == [
        "Fern (fern)",
        "  S00E01, S01E03, S01E05: not downloaded",
        "  S01E04: ignored",
        "",
        "3 episodes missing in 1 series, 1 ignored.",
        "Next: aniw download",
    ]


def test_sums_leave_out_what_nobody_waits_for(aniw: Aniw, fern: Series) -> None:
    aniw.world.offer(evolve(fern, episodes=(Episode(id=EpisodeId(1, 1)), UPCOMING)))
    aniw.video("Fern (2013)/trailer.mp4")
    aniw("add", "fern")
    assert "1 episode missing in 1 series, 1 upcoming.\nNext: " in aniw("missing").stdout
    aniw("ignore", "fern", "S01E01")
    aside = "1 ignored, 1 upcoming."
    assert aniw("missing").stdout.endswith(f"\n\nNothing is missing, {aside}\n")
    assert f"0 episodes missing, {aside}\nNext: " in aniw("scan", "--offline").stdout
    assert f"2 episodes, 0 missing, {aside}" in aniw("show", "fern").stdout


def test_missing_json(with_fern: Aniw) -> None:
    document = with_fern.json("missing", "fern")
    assert document["total"] == 4
    (one,) = document["series"]
    assert (one["key"], one["title"], one["folder"]) == ("fern", "Fern", "Fern (2013)")
    first = one["missing"][0]
    assert (first["episode"], first["reason"]) == ("S00E001", "not-downloaded")


def test_missing_by_reason(aniw: Aniw, fern: Series) -> None:
    odd = (
        Episode(id=EpisodeId(1, 1), languages=(ENG_DUB,)),
        UPCOMING,
    )
    aniw.world.offer(evolve(fern, episodes=odd))
    aniw("add", "fern")
    one = aniw.json("missing", "--reason", "waiting-for-language")["series"][0]
    assert [lack["episode"] for lack in one["missing"]] == ["S01E001"]
    both = aniw.json("missing", "--reason", "waiting-for-language", "--reason", "upcoming")
    assert both["total"] == 2
    assert (
        "S01E01: waiting for ger-dub or ger-sub or eng-sub, only eng-dub is offered"
        in aniw("missing").stdout
    )


def test_missing_of_nothing(aniw: Aniw) -> None:
    assert aniw.json("missing") == {"total": 0, "series": []}
    assert "Nothing is registered yet." in aniw("missing").stdout
    aniw("add", "fern")
    assert "Nothing is missing." in aniw("missing", "--reason", "failed").stdout


def test_missing_refuses_unknown_keys_and_reasons(aniw: Aniw) -> None:
    assert aniw.error("missing", "nobody", code=1)["type"] == "SeriesNotFound"
    assert aniw.error("missing", "--reason", "bored", code=2)["type"] == "BadParameter"


class TestMigrate:
    def test_without_old_data(self, aniw: Aniw) -> None:
        assert "holds no data of the older program" in aniw("migrate").stdout
        document = aniw.json("migrate")
        assert document["result"]["total_found"] == 0
        assert document["cleanup"] is None

    def test_dry_run_then_for_real_then_cleanup(self, aniw: Aniw) -> None:
        old_data(aniw, "Attack on Titan (2013)")
        assert aniw.json("migrate", "--dry-run")["result"]["migrated"] == 1
        assert aniw("migrate").stdout.startswith(
            "Migration Result: 1 migrated, 0 skipped, 0 failed"
        )
        assert aniw.json("list")["series"][0]["key"] == "attack-on-titan"
        again = aniw.json("migrate", "--cleanup")
        assert again["result"]["skipped"] == 1
        assert again["cleanup"]["removed"] == 1
        names = [file.name for file in (aniw.root / "Attack on Titan (2013)").iterdir()]
        assert len(names) == 1
        assert names[0].startswith("data.bak-")

    def test_unreadable_files_fail_alone(self, aniw: Aniw) -> None:
        old_data(aniw, "Attack on Titan (2013)")
        file = broken(aniw, "Broken")
        assert aniw.json("migrate", code=3)["result"]["failed"] == 1
        assert str(file) in aniw("migrate", code=3).stdout

    def test_a_new_library_takes_old_data_over_and_says_so(self, aniw: Aniw) -> None:
        old_data(aniw, "Attack on Titan (2013)")
        result = aniw("list", "--json")
        assert "Found data of the older program." in result.stderr
        assert json.loads(result.stdout)["total"] == 1

    def test_failures_of_what_nobody_asked_for_are_told(self, aniw: Aniw) -> None:
        old_data(aniw, "Attack on Titan (2013)")
        for number in range(7):
            broken(aniw, f"Broken {number}")
        told = aniw("list").stderr
        assert f"  {aniw.root / 'Broken 0' / 'data'}: " in told
        assert "  and 2 more: aniw migrate\n" in told
        assert told.endswith("Next: aniw scan\n")

    def test_a_scan_is_not_told_to_scan(self, aniw: Aniw) -> None:
        old_data(aniw, "Attack on Titan (2013)")
        result = aniw("scan", "--offline")
        assert "1 migrated" in result.stderr
        assert "Next: aniw scan" not in result.stderr

    def test_a_dry_cleanup_lists_what_would_be_put_away(self, aniw: Aniw) -> None:
        old_data(aniw, "Attack on Titan (2013)")
        broken(aniw, "Broken")
        old = aniw.root / "Attack on Titan (2013)" / "data"
        lines = aniw("migrate", "--cleanup", "--dry-run", code=3).stdout.splitlines()
        assert lines[lines.index("Would be put away:") + 1] == f"  {old}"
        assert lines.index("Failed:") < lines.index("Left where they are:")
        document = aniw.json("migrate", "--cleanup", "--dry-run", code=3)
        assert document["cleanup"]["files"] == [str(old)]
        assert old.exists()

    def test_a_dry_run_takes_nothing_over(self, aniw: Aniw) -> None:
        old_data(aniw, "Attack on Titan (2013)")
        aniw("scan", "--dry-run")
        assert aniw.world.store.series.names() == []


def broken(aniw: Aniw, folder: str) -> Path:
    """Put a data file that cannot be read into a folder."""
    file = aniw.root / folder / "data"
    file.parent.mkdir()
    file.write_text("{")
    return file


def old_data(aniw: Aniw, folder: str) -> None:
    """Put a data file of the older program into a folder, and the plugin that reads it in place."""
    import aniworld_migrators_legacy

    if not aniw.manager.has_plugin("migrators-legacy"):
        aniw.manager.add(aniworld_migrators_legacy, "migrators-legacy")
    file = aniw.root / folder / "data"
    file.parent.mkdir()
    file.write_text(
        json.dumps(
            {
                "key": "attack-on-titan",
                "name": "Attack on Titan",
                "site": "https://aniworld.to",
                "folder": folder,
                "episodeDict": {"1": [3, 4]},
            }
        )
    )
