"""Hypothesis strategies for every entity, drawn from few values so that what is drawn meets.

For example::

    from hypothesis import given
    from aniworld_core.testing import strategies as draw

    @given(draw.series())
    def test_a_label_names_the_title(series: Series) -> None:
        assert series.title in my_plugin.label(series)
"""

from aniworld_core.testing.strategies.catalogue import (
    conditions,
    episodes,
    release_lists,
    releases,
    search_hits,
    series,
    series_ages,
    series_filters,
    series_summaries,
    title_lists,
    titles,
)
from aniworld_core.testing.strategies.disk import (
    decisions,
    episode_files,
    folder_scans,
    folder_states,
    missing,
    missing_filters,
    named_episodes,
    replaceable,
    replaceable_filters,
    series_missing,
)
from aniworld_core.testing.strategies.downloads import (
    history_entries,
    links,
    new_items,
    outcomes,
    queue_items,
    streams,
    wanted,
)
from aniworld_core.testing.strategies.kept import holds, quarantined, trashed
from aniworld_core.testing.strategies.records import (
    api_keys,
    failures,
    migration_results,
    sessions,
)
from aniworld_core.testing.strategies.sharing import (
    allowances,
    leases,
    places,
    spent,
    worker_processes,
)
from aniworld_core.testing.strategies.values import (
    DAYS,
    FOLDERS,
    KEYS,
    LANGUAGES,
    PROVIDERS,
    REFS,
    SESSIONS,
    TEXTS,
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
    "DAYS",
    "FOLDERS",
    "KEYS",
    "LANGUAGES",
    "PROVIDERS",
    "REFS",
    "SESSIONS",
    "TEXTS",
    "allowances",
    "api_keys",
    "conditions",
    "days",
    "decisions",
    "episode_files",
    "episode_ids",
    "episodes",
    "failures",
    "folder_scans",
    "folder_states",
    "folders",
    "history_entries",
    "holds",
    "imdb_ids",
    "keys",
    "languages",
    "leases",
    "links",
    "migration_results",
    "missing",
    "missing_filters",
    "named_episodes",
    "new_items",
    "outcomes",
    "places",
    "providers",
    "quarantined",
    "queue_items",
    "refs",
    "release_lists",
    "releases",
    "replaceable",
    "replaceable_filters",
    "search_hits",
    "series",
    "series_ages",
    "series_filters",
    "series_missing",
    "series_summaries",
    "sessions",
    "spent",
    "streams",
    "texts",
    "title_lists",
    "titles",
    "trashed",
    "wanted",
    "worker_processes",
]
