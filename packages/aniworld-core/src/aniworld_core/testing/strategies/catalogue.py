"""Strategies for what a catalogue tells: series, titles, releases, and how the sites are doing."""

from datetime import datetime

from hypothesis import strategies as st

from aniworld_core.entities import (
    Condition,
    ConditionKind,
    Episode,
    Release,
    ReleaseKind,
    ReleaseList,
    SearchHit,
    Series,
    SeriesAge,
    SeriesFilter,
    SeriesSummary,
    Title,
    TitleList,
)
from aniworld_core.testing.strategies.values import (
    LANGUAGES,
    days,
    episode_ids,
    folders,
    imdb_ids,
    keys,
    languages,
    providers,
    refs,
    texts,
)

__all__ = [
    "conditions",
    "episodes",
    "release_lists",
    "releases",
    "search_hits",
    "series",
    "series_ages",
    "series_filters",
    "series_summaries",
    "title_lists",
    "titles",
]


def episodes() -> st.SearchStrategy[Episode]:
    """Draw an episode."""
    return st.builds(
        Episode,
        id=episode_ids(),
        title=texts(),
        original_title=texts(),
        languages=languages(),
        hosters=st.lists(texts(), max_size=2).map(tuple),
        absolute=st.none() | st.integers(1, 7),
        upcoming=st.booleans(),
        offered=st.none() | days(),
        ignored=st.booleans(),
    )


def series() -> st.SearchStrategy[Series]:
    """Draw a series; its episodes may be out of order."""
    return st.builds(
        Series,
        key=keys(),
        provider=texts(),
        ref=texts(),
        title=texts(),
        aliases=st.lists(texts(), max_size=2).map(tuple),
        year=st.none() | st.integers(2001, 2003),
        imdb=imdb_ids(),
        ended=st.none() | st.booleans(),
        description=texts(),
        cover=texts(),
        link=texts(),
        folder=st.none() | folders(),
        monitored=st.sampled_from((True, True, True, False)),
        languages=st.just(()) | languages(),
        wait_days=st.none() | st.integers(0, 2),
        replace=st.none() | st.booleans(),
        genres=st.lists(texts(), max_size=2).map(tuple),
        episodes=st.lists(episodes(), max_size=6, unique_by=lambda one: one.id).map(tuple),
        added=st.none() | days(),
        checked=st.none() | days(),
        changed=st.none() | days(),
    )


def series_summaries() -> st.SearchStrategy[SeriesSummary]:
    """Draw a series as a list shows it."""
    return st.builds(
        SeriesSummary,
        key=keys(),
        provider=providers(),
        title=texts(),
        year=st.none() | st.integers(2001, 2003),
        folder=st.none() | folders(),
        link=texts(),
        monitored=st.booleans(),
        episodes=st.integers(0, 9),
        missing=st.integers(0, 9),
    )


def series_ages() -> st.SearchStrategy[SeriesAge]:
    """Draw what tells when a series is to be read again."""
    return st.builds(
        SeriesAge,
        key=keys(),
        provider=providers(),
        ref=texts(),
        monitored=st.booleans(),
        ended=st.none() | st.booleans(),
        upcoming=st.booleans(),
        added=days(),
        checked=st.none() | days(),
        changed=st.none() | days(),
    )


def series_filters() -> st.SearchStrategy[SeriesFilter]:
    """Draw what a page shows: parts of the texts in another case among it."""
    return st.builds(
        SeriesFilter,
        text=st.sampled_from(("", "MOND", "ärger", "straSSe", "%", "_", "-2", "sun")),
        provider=st.none() | texts(),
        has_missing=st.none() | st.booleans(),
        monitored=st.none() | st.booleans(),
    )


def search_hits() -> st.SearchStrategy[SearchHit]:
    """Draw an answer to a search."""
    return st.builds(
        SearchHit,
        provider=texts(),
        ref=texts(),
        title=texts(),
        year=st.none() | st.integers(2001, 2003),
    )


def titles() -> st.SearchStrategy[Title]:
    """Draw one of three titles of a whole list."""
    return st.builds(
        Title,
        provider=providers(),
        ref=refs(),
        title=texts(),
        aliases=st.lists(texts(), max_size=2).map(tuple),
        link=texts(),
        year=st.none() | st.integers(2001, 2003),
        imdb=imdb_ids(),
    )


def title_lists() -> st.SearchStrategy[TitleList]:
    """Draw what is known of a whole list."""
    return st.builds(TitleList, provider=providers(), titles=st.integers(0, 9), read=days())


def releases() -> st.SearchStrategy[Release]:
    """Draw a release on one of three days."""
    return st.builds(
        Release,
        provider=providers(),
        ref=refs(),
        title=texts(),
        kind=st.sampled_from(ReleaseKind),
        episode=episode_ids(),
        day=days().map(datetime.date),
        at=st.none() | days(),
        language=st.none() | st.sampled_from(LANGUAGES),
        link=texts(),
    )


def release_lists() -> st.SearchStrategy[ReleaseList]:
    """Draw what is known of a page of releases."""
    return st.builds(
        ReleaseList,
        provider=providers(),
        kind=st.sampled_from(ReleaseKind),
        releases=st.integers(0, 9),
        read=days(),
    )


def conditions() -> st.SearchStrategy[Condition]:
    """Draw how a provider is doing."""
    return st.builds(
        Condition,
        provider=providers(),
        kind=st.sampled_from(ConditionKind),
        since=days(),
        until=st.none() | days(),
        reason=st.just("") | texts(),
        failures=st.integers(0, 3),
    )
