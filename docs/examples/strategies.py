"""A test that holds for any episode: Hypothesis draws it, whole and valid."""

from hypothesis import given

from aniworld_core.entities import EpisodeId
from aniworld_core.testing import strategies


@given(strategies.episode_ids())
def test_an_episode_is_read_as_it_is_written(id: EpisodeId) -> None:
    """Write it, read it, compare."""
    assert EpisodeId.parse(str(id)) == id  # noqa: S101 - a test


test_an_episode_is_read_as_it_is_written()  # pytest does this for you
