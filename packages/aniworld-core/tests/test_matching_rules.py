"""What folders are taken for: a table of names as libraries have them; a wrong certain one is a failure."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from aniworld_core.config import NamingConfig
from aniworld_core.entities import Title
from aniworld_core.services.matching.known import KnownSeries, Names
from aniworld_core.services.matching.proposing import Proposer
from aniworld_core.services.matching.results import Proposal
from aniworld_core.services.naming import Naming
from aniworld_core.testing.arrange import show
from aniworld_core.titles import TitleSearch, called, contradict

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


WORDS = st.sampled_from(
    ["Fern", "K-On", "Fate", "Zero", "M\xe4rchen", "86", "Oak's", "\u304b", "X"]
)
JOINTS = st.sampled_from([" ", ": ", " - ", "/", ";", "! ", ", ", "\u2019s ", "? "])
ENDS = st.sampled_from(["", "", "!", "!!", "?", ".", "...", " II", " (2019)", " [UBW]"])
NAMES = st.builds(
    lambda words, joint, end: joint.join(words) + end,
    st.lists(WORDS, min_size=1, max_size=3),
    JOINTS,
    ENDS,
)
TITLES = st.builds(
    title,
    st.sampled_from(["aniworld", "sto"]),
    st.integers(1, 10**6).map(str),
    NAMES,
    st.lists(NAMES, max_size=2),
    st.sampled_from([None, None, 2011, 2019]),
)


@given(st.lists(TITLES, min_size=1, max_size=6, unique_by=lambda one: one.ref))
def test_a_folder_that_is_named_after_a_series_is_never_taken_for_another(
    titles: Sequence[Title],
) -> None:
    own = titles[0]
    series = evolve(show(title=own.title, year=own.year), provider=own.provider, ref=own.ref)
    folder = Naming(template=NamingConfig().template).folder(series)
    found = proposer(titles).propose(folder)
    refs = [one.ref for one in found.candidates]
    if found.verdict == "certain":
        best = next(one for one in titles if one.ref == refs[0])
        # Another site may have the same series, of the same title.
        assert best is own or (best.provider != own.provider and alike(best, own)), told(found)
    else:
        assert own.ref in refs, told(found)


def alike(one: Title, other: Title) -> bool:
    (title, year), (same, its_year) = called(one.title, one.year), called(other.title, other.year)
    return title == same and not contradict(year, its_year)


@given(st.text(), st.lists(TITLES, max_size=3, unique_by=lambda one: one.ref))
def test_any_folder_name_is_judged(folder: str, titles: Sequence[Title]) -> None:
    found = proposer(titles).propose(folder)
    assert (found.verdict == "none") == (found.candidates == ())


def test_the_table_is_large_enough() -> None:
    assert len({row[0] for row in TABLE["folders"]}) == len(TABLE["folders"]) >= 150
    assert len(TABLE["titles"]) >= 100
