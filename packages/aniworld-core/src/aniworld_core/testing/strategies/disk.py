"""Strategies for what the disk holds and what lacks there."""

from hypothesis import strategies as st

from aniworld_core.entities import (
    HOME,
    Decision,
    EpisodeFile,
    FolderScan,
    FolderState,
    Missing,
    MissingFilter,
    NamedEpisodes,
    Reason,
    Replaceable,
    ReplaceableFilter,
    SeriesMissing,
)
from aniworld_core.testing.strategies.values import (
    LANGUAGES,
    days,
    episode_ids,
    folders,
    keys,
    languages,
    providers,
    refs,
    texts,
)

__all__ = [
    "decisions",
    "episode_files",
    "folder_scans",
    "folder_states",
    "missing",
    "missing_filters",
    "named_episodes",
    "replaceable",
    "replaceable_filters",
    "series_missing",
]


def episode_files(folder: str) -> st.SearchStrategy[EpisodeFile]:
    """Draw one of three files of a folder, naming episodes by either way of counting, or none."""
    return st.builds(
        EpisodeFile,
        path=st.integers(1, 3).map(lambda number: f"{folder}/{number}.mkv"),
        episodes=st.lists(episode_ids(), max_size=2).map(tuple),
        absolute=st.lists(st.integers(1, 7), max_size=2).map(tuple),
        size=st.integers(0, 2**40),
        mtime=st.integers(0, 2**62),
        language=st.none() | st.sampled_from(LANGUAGES),
    )


def folder_scans() -> st.SearchStrategy[FolderScan]:
    """Draw a scan of one of three folders."""
    return folders().flatmap(_folder_scans)


def _folder_scans(folder: str) -> st.SearchStrategy[FolderScan]:
    return st.builds(
        FolderScan,
        folder=st.just(folder),
        device=st.just(HOME) | st.integers(0, 2**64 - 1),
        dirs=st.dictionaries(st.sampled_from(("", "Season 01")), st.integers(0, 2**62)),
        files=st.lists(episode_files(folder), unique_by=lambda one: one.path).map(tuple),
    )


def folder_states() -> st.SearchStrategy[FolderState]:
    """Draw what is remembered of a folder."""
    return st.builds(
        FolderState,
        folder=folders(),
        device=st.just(HOME) | st.integers(0, 2**64 - 1),
        dirs=st.dictionaries(st.sampled_from(("", "Season 01")), st.integers(0, 2**62)),
        files=st.integers(0, 9),
    )


def named_episodes() -> st.SearchStrategy[NamedEpisodes]:
    """Draw what a file's name says."""
    return st.builds(
        NamedEpisodes,
        episodes=st.lists(episode_ids(), max_size=2).map(tuple),
        absolute=st.lists(st.integers(1, 7), max_size=2).map(tuple),
        language=st.none() | st.sampled_from(LANGUAGES),
        version=st.integers(1, 3),
    )


def decisions() -> st.SearchStrategy[Decision]:
    """Draw a decision about one of three folders: not that series, or no series at all."""
    which = st.tuples(providers(), refs()) | st.just(("", ""))
    return which.flatmap(
        lambda pair: st.builds(
            Decision,
            folder=folders(),
            provider=st.just(pair[0]),
            ref=st.just(pair[1]),
            decided=days(),
        )
    )


def missing() -> st.SearchStrategy[Missing]:
    """Draw a missing episode."""
    return st.builds(
        Missing,
        episode=episode_ids(),
        title=texts(),
        reason=st.sampled_from(Reason),
        languages=languages(),
        error=st.just("") | texts(),
        next_try=st.none() | days(),
        waits_until=st.none() | days(),
    )


def series_missing() -> st.SearchStrategy[SeriesMissing]:
    """Draw what a series lacks."""
    return st.builds(
        SeriesMissing,
        key=keys(),
        title=texts(),
        folder=st.none() | folders(),
        languages=languages(),
        missing=st.lists(missing(), max_size=3).map(tuple),
    )


def missing_filters() -> st.SearchStrategy[MissingFilter]:
    """Draw which missing episodes are asked for."""
    return st.builds(
        MissingFilter,
        languages=languages(),
        wait_days=st.integers(0, 2),
        now=st.none() | days(),
        for_all=st.booleans(),
        keys=st.lists(keys(), unique=True).map(tuple),
        reasons=st.lists(st.sampled_from(Reason), unique=True, max_size=3).map(tuple),
        after=st.none() | keys(),
        limit=st.none() | st.integers(0, 2),
    )


def replaceable() -> st.SearchStrategy[Replaceable]:
    """Draw an episode that is there in a later language."""
    return st.builds(
        Replaceable,
        key=keys(),
        title=texts(),
        episode=episode_ids(),
        path=texts(),
        has=st.sampled_from(LANGUAGES),
        better=languages(),
        wanted=languages(),
        queued=st.booleans(),
        failed=st.none() | texts(),
    )


def replaceable_filters() -> st.SearchStrategy[ReplaceableFilter]:
    """Draw which of them are asked for."""
    return st.builds(
        ReplaceableFilter,
        languages=languages(),
        replace=st.booleans(),
        keys=st.lists(keys(), unique=True).map(tuple),
        offered=st.booleans(),
    )
