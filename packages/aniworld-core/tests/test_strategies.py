"""Every entity can be drawn, and what is drawn is one."""

import inspect
from enum import Enum

import pytest
from attrs import has
from hypothesis import given
from hypothesis import strategies as st

from aniworld_core import entities, serde
from aniworld_core.entities import EpisodeFile
from aniworld_core.testing import strategies as draw

NAMES = {
    "Missing": "missing",
    "Quarantined": "quarantined",
    "Replaceable": "replaceable",
    "Series": "series",
    "SeriesMissing": "series_missing",
    "SeriesSummary": "series_summaries",
    "HistoryEntry": "history_entries",
    "Spent": "spent",
    "WorkerProcess": "worker_processes",
    "NamedEpisodes": "named_episodes",
    "Trashed": "trashed",
    "Wanted": "wanted",
}
CLASSES = [
    cls
    for name in entities.__all__
    if inspect.isclass(cls := getattr(entities, name)) and has(cls) and not issubclass(cls, Enum)
]


def strategy(cls: type) -> st.SearchStrategy[object]:
    if cls is EpisodeFile:
        return draw.folders().flatmap(draw.episode_files)
    plural = "".join(f"_{c.lower()}" if c.isupper() else c for c in cls.__name__).strip("_") + "s"
    found: st.SearchStrategy[object] = getattr(draw, NAMES.get(cls.__name__, plural))()
    return found


@pytest.mark.parametrize("cls", CLASSES)
def test_every_entity_can_be_drawn_and_has_a_json_form(cls: type) -> None:
    @given(strategy(cls))
    def check(value: object) -> None:
        assert isinstance(value, cls)
        assert serde.unstructure(value) is not None

    check()
