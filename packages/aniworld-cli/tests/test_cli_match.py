"""``aniw match``: proposals for folders, and decisions about them."""

from attrs import evolve

from aniworld_cli.testing import Aniw
from aniworld_core.entities import Series, SeriesKey, Title
from aniworld_core.errors import Blocked

HOLLY = Title(provider="site", ref="holly", title="Holly", aliases=("Die Stechpalme",))
IVY = Title(provider="site", ref="ivy", title="Ivy", year=2010)


def index(aniw: Aniw, *titles: Title) -> None:
    aniw.world.titles = [Title(provider="site", ref="fern", title="Fern"), *titles]
    aniw("index")


def offer(aniw: Aniw, fern: Series, *titles: Title) -> None:
    for title in titles:
        key = SeriesKey(title.ref)
        aniw.world.offer(evolve(fern, key=key, ref=title.ref, title=title.title, year=title.year))


def test_without_an_index_it_says_how_to_get_one(aniw: Aniw) -> None:
    aniw.world.titles = [HOLLY]
    aniw.video("Holly/S01E01.mp4")
    result = aniw("match")
    assert "The list of site was not read yet; do that with: aniw index" in result.stderr
    assert result.stdout == (
        "Without a series that is known: 1 folder.\n  Holly: no known series has such a title\n"
    )


def test_proposals_need_neither_a_scan_nor_a_request(aniw: Aniw) -> None:
    aniw.video("Holly/S01E01.mp4")
    aniw.video("Ivy (2011)/S01E01.mp4")
    aniw.video("Filme/Something.mp4")
    index(aniw, HOLLY, IVY)
    aniw.world.provider_error = Blocked("Nobody may ask.")
    assert aniw("match").stdout == (
        "Certain: 1 folder.\n"
        "FOLDER  SERIES  SITE  SCORE  REASON\n"
        "Holly   Holly   site     95  same title\n"
        "Doubtful, for you to decide: 1 folder.\n"
        "FOLDER      SERIES      SITE  SCORE  REASON\n"
        "Ivy (2011)  Ivy (2010)  site     60  same title, another year\n"
        "Without a series that is known: 1 folder.\n"
        "  Filme: a folder for films or specials\n"
        "Next: aniw match --accept-certain\n"
        "Decide the doubtful ones: run aniw match on a terminal, or aniw add KEY --folder FOLDER\n"
    )
    document = aniw.json("match")
    assert document["titles"] == 3
    assert {one["folder"]: one["verdict"] for one in document["proposals"]} == {
        "Filme": "none",
        "Holly": "certain",
        "Ivy (2011)": "doubtful",
    }


def test_certain_series_are_registered_with_their_folders(aniw: Aniw, fern: Series) -> None:
    aniw.video("Die Stechpalme/S01E01.mp4")
    aniw.video("Fern (2013)/S01E01.mp4")
    index(aniw, HOLLY)
    offer(aniw, fern, HOLLY)
    shape = "match --accept-certain"
    dry = aniw.json("match", "--accept-certain", "--dry-run", shape=shape)
    assert [one["folder"] for one in dry["certain"]] == ["Die Stechpalme", "Fern (2013)"]
    assert aniw.json("list")["series"] == []
    assert aniw("match", "--accept-certain").stdout == (
        "2 folders given to series, 2 of them new.\n"
        "  Die Stechpalme: Holly (holly)\n"
        "  Fern (2013): Fern (fern)\n"
        "Next: aniw scan --offline, then aniw missing\n"
    )
    folders = {one["key"]: one["folder"] for one in aniw.json("list")["series"]}
    assert folders == {"fern": "Fern (2013)", "holly": "Die Stechpalme"}
    assert aniw("match").stdout == "Every folder belongs to a series.\n"
    assert aniw("match", "--accept-certain").stdout == "No folder is certain. See: aniw match\n"


def test_a_page_that_contradicts_leaves_the_folder_as_it_is(aniw: Aniw) -> None:
    aniw.video("Fern (1999)/S01E01.mp4")
    index(aniw)
    shape = "match --accept-certain"
    document = aniw.json("match", "--accept-certain", code=3, shape=shape)
    assert document["accepted"] == []
    assert document["refused"][0]["error"]["message"] == "Fern is of 2013, the folder of 1999."
    assert aniw.json("match")["proposals"][0]["verdict"] == "doubtful"


def test_what_could_not_be_read_is_told(aniw: Aniw) -> None:
    aniw.video("Fern/S01E01.mp4")
    index(aniw)
    aniw.world.provider_error = Blocked("A challenge is shown.")
    assert aniw("match", "--accept-certain", code=3).stdout.startswith(
        "0 folders given to series, 0 of them new.\n"
        "Left alone: 1 folder.\n"
        "  Fern: A challenge is shown.\n"
    )


def test_a_folder_is_set_aside_and_asked_about_again(aniw: Aniw) -> None:
    aniw.video("Holly/S01E01.mp4")
    index(aniw, HOLLY)
    aniw("match", "--no-series", "Holly", "--dry-run")
    assert aniw.json("match")["no_series"] == []
    shape = "match --no-series FOLDER"
    assert aniw.json("match", "--no-series", "Holly", shape=shape)["folder"] == "Holly"
    assert aniw.json("match")["no_series"] == ["Holly"]
    assert aniw.json("match")["proposals"] == []
    assert aniw.json("scan", "--offline")["scan"]["unmatched"] == []
    shape = "match --forget FOLDER"
    assert aniw.json("match", "--forget", "Holly", "--dry-run", shape=shape)["forgotten"] == 1
    assert aniw("match", "--forget", "Holly").stdout == "Forgot 1 decision about Holly.\n"
    assert aniw.json("match")["proposals"][0]["verdict"] == "certain"


def test_only_a_folder_that_is_there_is_set_aside(aniw: Aniw) -> None:
    aniw.video("Holly/S01E01.mp4")
    assert aniw.error("match", "--no-series", "../Holly", code=1)["type"] == "NotFound"


def test_one_site_can_be_chosen(aniw: Aniw) -> None:
    aniw.video("Holly/S01E01.mp4")
    index(aniw, HOLLY)
    proposals = aniw.json("match", "--provider", "site")["proposals"]
    assert proposals[0]["verdict"] == "certain"
    error = aniw.error("match", "--provider", "other", code=2)
    assert error["hint"] == "Installed: site."


def test_a_word_on_what_is_unclear_is_taken(aniw: Aniw, fern: Series) -> None:
    aniw.world.offer(evolve(fern, year=None))
    aniw("add", "fern")
    aniw.video("Fern (2001)/Fern S01E01.mp4")
    aniw.video("Fern (2019)/Fern S01E01.mp4")
    aniw("scan", "--offline")
    proposals = aniw.json("match")["proposals"]
    assert [one["reason"] for one in proposals] == ["several folders have this title"] * 2
    assert proposals[0]["candidates"][0]["key"] == "fern"
    confirm = ("match", "Fern (2019)", "fern")
    assert aniw.json(*confirm, "--dry-run", shape="match FOLDER KEY")["dry_run"] is True
    assert len(aniw.json("match")["proposals"]) == 2
    series_now = aniw.json(*confirm, shape="match FOLDER KEY")["series"]
    assert series_now["folder"] == "Fern (2019)"
    assert aniw.json("match")["proposals"][0]["reason"] == "the series has another folder"


def test_a_tidy_library(with_fern: Aniw) -> None:
    assert with_fern("match").stdout == "Every folder belongs to a series.\n"


def test_it_needs_both_names_and_one_way(aniw: Aniw) -> None:
    assert aniw.error("match", "Fern", code=2)["type"] == "UsageError"
    assert aniw.error("match", "--accept-certain", "--forget", "Fern", code=2)
    assert aniw.error("match", "Fern", "fern", "--no-series", "Fern", code=2)


def test_a_folder_that_is_not_there_is_refused(with_fern: Aniw) -> None:
    assert with_fern.error("match", "../elsewhere", "fern", code=1)["type"] == "NotFound"
