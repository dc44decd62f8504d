"""What the memory store's files hold in a language before which others are preferred."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from aniworld_core.entities import (
    LIVE,
    Episode,
    EpisodeFile,
    EpisodeId,
    Language,
    QueueItem,
    QueueState,
    Replaceable,
    ReplaceableFilter,
    Series,
    absolute_numbers,
)

__all__ = ["replaceable"]


def replaceable(
    series: Series,
    files: Iterable[EpisodeFile],
    items: Mapping[EpisodeId, QueueItem],
    filter: ReplaceableFilter,
) -> Iterator[Replaceable]:
    """Yield what of a series could be replaced, in order of the episodes."""
    policy = filter.replace if series.replace is None else series.replace
    if not policy or not series.monitored:
        return
    known = [(file.language, file) for file in files if file.language is not None]
    numbers = absolute_numbers(series.episodes)
    languages = series.languages or filter.languages
    for episode in series.episodes:
        holding = [one for one in known if _holds(one[1], episode.id, numbers)]
        if episode.ignored or not holding:
            continue
        has, file = min(holding, key=lambda one: (_place(one[0], languages), one[1].path))
        wanted = languages[: _place(has, languages)]
        item = items.get(episode.id)
        if wanted and _alone(file, series.episodes, numbers):
            yield Replaceable(
                key=series.key,
                title=series.title,
                episode=episode.id,
                path=file.path,
                has=has,
                better=tuple(language for language in wanted if language in episode.languages),
                wanted=wanted,
                queued=item is not None and item.state in LIVE,
                failed=item.reason if item and item.state is QueueState.FAILED else None,
            )


def _holds(file: EpisodeFile, id: EpisodeId, numbers: Mapping[EpisodeId, int]) -> bool:
    return id in file.episodes or numbers.get(id) in file.absolute


def _place(language: Language, languages: tuple[Language, ...]) -> int:
    return languages.index(language) if language in languages else len(languages)


def _alone(
    file: EpisodeFile, episodes: Collection[Episode], numbers: Mapping[EpisodeId, int]
) -> bool:
    """Tell whether a file holds one episode only."""
    named = max(len(file.episodes), len(file.absolute))
    return named == 1 == sum(_holds(file, episode.id, numbers) for episode in episodes)
