"""``GET /anime/{key}/episodes/{episode}/explanation``: why an episode is there or not."""

from collections.abc import Mapping
from datetime import date, datetime

from attrs import frozen

from aniworld_core.entities import EpisodeId
from aniworld_core.errors import EpisodeNotFound, InvalidKey, InvalidValue, SeriesNotFound
from aniworld_core.serde import timestamp
from aniworld_core.services.explaining import Kind, Part, Sentence
from aniworld_web.rest.fields import Key
from aniworld_web.rest.operation import Call, Nothing, Operation

__all__ = ["OPERATIONS", "EpisodeExplained", "SentenceShown", "explain"]


@frozen(kw_only=True)
class SentenceShown:
    """One English sentence; ``kind`` and ``values`` are what to write it in another language from.

    Times are RFC 3339; several languages or names are one text, with commas between them.
    """

    part: Part
    kind: Kind
    text: str
    values: dict[str, str | int]


@frozen(kw_only=True)
class EpisodeExplained:
    """What is said of an episode: what its site has, how it stands, what happened, what comes next."""

    key: Key
    episode: str
    series: str
    title: str
    sentences: tuple[SentenceShown, ...]


def explain(call: Call[Nothing, Nothing]) -> EpisodeExplained:
    """Explain an episode."""
    episode = EpisodeId.parse(call.path["episode"])
    found = call.site.library.explaining.explain(call.path["key"], episode)
    return EpisodeExplained(
        key=found.key,
        episode=str(found.episode),
        series=found.series,
        title=found.title,
        sentences=tuple(map(_sentence, found.sentences)),
    )


def _sentence(one: Sentence) -> SentenceShown:
    return SentenceShown(part=one.part, kind=one.kind, text=one.text, values=_plain(one.values))


def _plain(values: Mapping[str, str | int | datetime | date]) -> dict[str, str | int]:
    return {
        name: value if isinstance(value, str | int) else _moment(value)
        for name, value in values.items()
    }


def _moment(value: datetime | date) -> str:
    return timestamp(value) if isinstance(value, datetime) else value.isoformat()


OPERATIONS = (
    Operation(
        method="GET",
        path="/anime/{key}/episodes/{episode}/explanation",
        handle=explain,
        summary="Say in sentences why an episode is there or not, what was tried, and what happens next.",
        tag="anime",
        answer=EpisodeExplained,
        errors=(EpisodeNotFound, InvalidKey, InvalidValue, SeriesNotFound),
    ),
)
