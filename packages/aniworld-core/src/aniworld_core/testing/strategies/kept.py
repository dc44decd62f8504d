"""Strategies for what holds all downloads, and for files kept apart from the library."""

from hypothesis import strategies as st

from aniworld_core.entities import Hold, HoldKind, Quarantined, Trashed
from aniworld_core.testing.strategies.values import LANGUAGES, days, episode_ids, keys, texts

__all__ = ["holds", "quarantined", "trashed"]


def holds() -> st.SearchStrategy[Hold]:
    """Draw what holds all downloads."""
    return st.builds(Hold, kind=st.sampled_from(HoldKind), reason=texts(), until=st.none() | days())


def quarantined() -> st.SearchStrategy[Quarantined]:
    """Draw a file that failed its check."""
    return st.builds(
        Quarantined,
        id=texts(),
        at=days(),
        key=keys(),
        episode=episode_ids(),
        hoster=texts(),
        language=st.sampled_from(LANGUAGES),
        reason=texts(),
        file=texts(),
        size=st.integers(0, 2**40),
    )


def trashed() -> st.SearchStrategy[Trashed]:
    """Draw a file that was taken out of the library."""
    return st.builds(
        Trashed,
        id=texts(),
        at=days(),
        key=keys(),
        episodes=st.lists(episode_ids(), max_size=2).map(tuple),
        language=st.none() | st.sampled_from(LANGUAGES),
        reason=texts(),
        path=texts(),
        size=st.integers(0, 2**40),
    )
