"""A series whose site calls it by something that is no key is added by that word and the site's name."""

import pytest
from attrs import evolve

from aniworld_core.entities import EpisodeId
from aniworld_core.errors import AlreadyThere, Gone, InvalidKey
from aniworld_core.library import Library
from aniworld_core.testing.arrange import show
from aniworld_core.testing.world import World


@pytest.fixture
def ref(world: World) -> str:
    fern = show(EpisodeId(1, 1), key="fern-2013", title="Fern")
    world.offer(evolve(fern, ref="Fern_(2013)"))
    return "Fern_(2013)"


def test_a_sites_own_word_is_taken_with_its_name(library: Library, ref: str) -> None:
    with pytest.raises(InvalidKey):
        library.catalog.add(ref)
    series = library.catalog.add(ref, provider="site")
    assert (series.key, series.ref) == ("fern-2013", ref)
    with pytest.raises(AlreadyThere):
        library.catalog.add(ref, provider="site")


@pytest.mark.parametrize(
    ("word", "error"), [("Fern_2014", Gone), ("", InvalidKey), ("..", InvalidKey)]
)
def test_a_word_that_names_nothing_is_refused(
    library: Library, ref: str, word: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        library.catalog.add(word, provider="site")
