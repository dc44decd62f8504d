"""``aniw index`` reads the sites' lists, and ``aniw search`` finds in them what sites would not."""

import pytest
from attrs import evolve

from aniworld_cli.testing import Aniw
from aniworld_core.entities import Series, SeriesKey, Title
from aniworld_core.errors import Blocked, Unavailable


@pytest.fixture
def listing(aniw: Aniw, fern: Series) -> Aniw:
    """Return the program over a site that has a list: Fern, and Moss."""
    aniw.world.titles = [
        Title(provider="site", ref="fern", title="Fern", aliases=("Shidashokubutsu",)),
        Title(provider="site", ref="moss", title="Moss"),
    ]
    aniw.world.offer(evolve(fern, key=SeriesKey("moss"), ref="moss", title="Moss"))
    return aniw


@pytest.fixture
def indexed(listing: Aniw) -> Aniw:
    """Return the program with the list read."""
    listing("index")
    return listing


def test_index_reads_lists_once_a_day(listing: Aniw) -> None:
    output = listing("index").stdout
    assert output.splitlines()[0].split() == ["PROVIDER", "TITLES", "READ", "STATE"]
    assert output.splitlines()[1].startswith("site")
    assert output.splitlines()[1].endswith("read now")
    assert "Next: aniw search TITLE" in output
    output = listing("index").stdout
    assert "up to date" in output
    assert "--force" in output
    assert "read now" in listing("index", "--force").stdout


def test_index_json(listing: Aniw) -> None:
    (one,) = listing.json("index")["lists"]
    assert (one["provider"], one["titles"], one["asked"], one["error"]) == ("site", 2, True, None)
    (again,) = listing.json("index")["lists"]
    assert (again["read"], again["asked"]) == (one["read"], False)


def test_index_of_a_site_that_fails(listing: Aniw) -> None:
    listing.world.provider_error = Blocked("The site asks for a captcha.")
    result = listing("index", code=1)
    assert "not read" in result.stdout
    assert "site: The site asks for a captcha." in result.stderr
    (one,) = listing.json("index", code=1)["lists"]
    assert (one["read"], one["error"]["type"]) == (None, "Blocked")


def test_index_keeps_the_old_list_when_a_site_fails(indexed: Aniw) -> None:
    indexed.world.provider_error = Unavailable("The site is down.")
    assert "old list kept" in indexed("index", "--force", code=3).stdout
    assert "moss" in indexed("search", "mos", "--offline").stdout


def test_index_without_a_site_that_has_a_list(aniw: Aniw) -> None:
    assert "No installed site has a list" in aniw("index").stdout
    assert aniw.json("index") == {"lists": []}


@pytest.mark.parametrize("query", ["fern", "FERN", "ferm", "shida", "shidasho kubutsu"])
def test_search_finds_in_spite_of_typing_errors_and_by_other_names(
    indexed: Aniw, query: str
) -> None:
    indexed.world.provider_error = Unavailable("Never asked.")
    output = indexed("search", query, "--offline").stdout
    assert output.splitlines()[1].split() == ["fern", "Fern", "site"]
    assert "Next: aniw add KEY" in output
    (answer,) = indexed.json("search", query, "--offline")["answers"]
    assert [hit["ref"] for hit in answer["hits"]] == ["fern"]


def test_search_tells_apart_what_the_sites_add(indexed: Aniw, fern: Series) -> None:
    indexed.world.offer(evolve(fern, key=SeriesKey("ferns"), ref="ferns", title="Ferns"))
    lines = indexed("search", "fern").stdout.splitlines()
    also = lines.index("Also on the sites:")
    assert lines[1].split() == ["fern", "Fern", "site"]
    assert lines[also + 2].split() == ["ferns", "Ferns", "site"]
    assert sum(line.startswith("fern ") for line in lines) == 1
    (answer,) = indexed.json("search", "fern")["answers"]
    assert [hit["ref"] for hit in answer["hits"]] == ["fern", "ferns"]


def test_search_says_nothing_of_sites_that_add_nothing(indexed: Aniw) -> None:
    assert "Also" not in indexed("search", "fern").stdout


def test_search_where_the_site_fails_shows_what_the_index_has(indexed: Aniw) -> None:
    indexed.world.provider_error = Unavailable("The site is down.")
    result = indexed("search", "fern", code=3)
    assert "fern" in result.stdout
    assert "site: The site is down." in result.stderr
    (answer,) = indexed.json("search", "fern", code=3)["answers"]
    assert answer["error"]["type"] == "Unavailable"
    assert [hit["ref"] for hit in answer["hits"]] == ["fern"]


def test_search_says_how_the_index_is_made_while_there_is_none(listing: Aniw) -> None:
    for command in (("search", "fern"), ("search", "fern", "--offline")):
        assert "run: aniw index" in listing(*command).stderr
        assert listing("-q", *command).stderr == ""
    listing("index")
    for command in (("search", "fern"), ("search", "fern", "--offline")):
        assert listing(*command).stderr == ""


def test_search_offline_without_a_hit(indexed: Aniw) -> None:
    assert "Nothing was found." in indexed("search", "zzzz", "--offline").stdout
    assert indexed.json("search", "zzzz", "--offline") == {"answers": []}


def test_scan_reads_lists_that_are_due_and_no_site_when_offline(listing: Aniw) -> None:
    listing.video("Fern (2013)/Season 01/Fern S01E01.mp4")
    listing("scan", "--offline")
    listing("scan", "--dry-run")
    assert "No site's list has been read" in listing("search", "fern", "--offline").stdout
    listing("scan")
    assert "fern" in listing("search", "fern", "--offline").stdout


def test_scan_tells_of_a_list_that_cannot_be_read(listing: Aniw) -> None:
    listing.video("Fern (2013)/Season 01/Fern S01E01.mp4")
    listing.world.titles = Unavailable("The list is down.")
    assert "The list of site was not read: The list is down." in listing("scan").stderr
