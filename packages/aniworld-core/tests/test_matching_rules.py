"""What folders are taken for: a table of names as libraries have them; a wrong certain one is a failure."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from aniworld_core.entities import Title
from aniworld_core.services.matching.known import KnownSeries, Names
from aniworld_core.services.matching.proposing import Proposer
from aniworld_core.services.matching.results import Proposal
from aniworld_core.titles import TitleSearch

TABLE: Mapping[str, Any] = tomllib.loads(
    (Path(__file__).parent / "data/folder_names.toml").read_text(encoding="utf-8")
)


def title(
    provider: str,
    ref: str,
    title: str,
    aliases: Sequence[str] = (),
    year: int | None = None,
    imdb: str = "",
) -> Title:
    return Title(
        provider=provider, ref=ref, title=title, aliases=tuple(aliases), year=year, imdb=imdb
    )


def proposer(titles: Sequence[Title]) -> Proposer:
    search = TitleSearch(titles)
    return Proposer(
        KnownSeries(Names(titles), [], []),
        find=lambda query, cutoff: search.find(query, limit=6, cutoff=cutoff),
        with_imdb=search.with_imdb,
        rank=["aniworld", "sto"].index,
        only=None,
        present=(),
        refused=(),
    )


@pytest.fixture(scope="module")
def judge() -> Proposer:
    return proposer([title(*row) for row in TABLE["titles"]])


def told(proposal: Proposal) -> str:
    candidates = [(one.provider, one.ref, one.score) for one in proposal.candidates]
    return f"{proposal.verdict}: {proposal.reason}; {candidates}"


@pytest.mark.parametrize("row", TABLE["folders"], ids=lambda row: row[0])
def test_a_folder_is_taken_for_what_it_holds(judge: Proposer, row: Sequence[str]) -> None:
    folder, verdict, *series = row
    proposal = judge.propose(folder)
    found = [[one.provider, one.ref] for one in proposal.candidates]
    if verdict == "certain":
        assert (proposal.verdict, found[:1]) == (verdict, [series]), told(proposal)
    else:
        assert proposal.verdict == verdict, told(proposal)
        assert series in found if series else found == [], told(proposal)


def test_the_table_is_large_enough() -> None:
    assert len({row[0] for row in TABLE["folders"]}) == len(TABLE["folders"]) >= 150
    assert len(TABLE["titles"]) >= 100
