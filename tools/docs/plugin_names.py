"""What an author of a plugin makes and calls: entities and the names of aniworld_scraping."""

import inspect
import re
from collections.abc import Iterator
from enum import Enum

import aniworld_scraping
from aniworld_core.entities import (
    Episode,
    EpisodeId,
    Failure,
    Language,
    Link,
    NamedEpisodes,
    Release,
    ReleaseKind,
    SearchHit,
    Series,
    SeriesKey,
    Stream,
    StreamKind,
    Title,
    Wanted,
)
from aniworld_core.ports import OldSeries
from tools.docs.markdown import doc

__all__ = ["ENTITIES", "entities", "scraping"]

ENTITIES: tuple[type, ...] = (
    *(
        SearchHit,
        Series,
        SeriesKey,
        Episode,
        EpisodeId,
        Language,
        Link,
        Title,
        Release,
        ReleaseKind,
    ),
    *(Wanted, Stream, StreamKind, NamedEpisodes, OldSeries, Failure),
)
"""What plugins make or get, in the order in which an author meets it."""

_MODULE = re.compile(r"\b(?:[a-z_]+\.)+(?=[A-Za-z])")


def entities() -> str:
    """Return a section for each entity: its fields and what they mean."""
    return "\n".join(map(_section, ENTITIES))


def scraping() -> str:
    """Return a section for each public class of aniworld_scraping, and a line for each function."""
    values = [getattr(aniworld_scraping, name) for name in aniworld_scraping.__all__]
    functions = [_line(one.__name__, one) for one in values if not inspect.isclass(one)]
    classes = [_class(one) for one in values if inspect.isclass(one)]
    return "\n".join([*classes, "### Functions\n", *functions])


def _section(cls: type) -> str:
    return f"### {cls.__name__}\n\n```py\n{_form(cls)}\n```\n\n{doc(cls)}\n"


def _class(cls: type) -> str:
    return "\n".join([_section(cls), *_methods(cls), ""]).rstrip() + "\n"


def _form(cls: type) -> str:
    if issubclass(cls, Enum):
        return "\n".join(f'{cls.__name__}.{one.name} = "{one.value}"' for one in cls)
    if issubclass(cls, str):
        return f"{cls.__name__}(text)"
    parameters = inspect.signature(cls).parameters.values()
    parts = [f"    {_short(str(one))}," for one in parameters]
    named = [one.kind is inspect.Parameter.KEYWORD_ONLY for one in parameters]
    if any(named):
        parts.insert(named.index(True), "    *,")
    return "\n".join([f"{cls.__name__}(", *parts, ")"])


def _methods(cls: type) -> Iterator[str]:
    for name, value in vars(cls).items():
        if not name.startswith("_") and inspect.isfunction(value):
            yield _line(name, value)


def _line(name: str, function: object) -> str:
    if not callable(function):
        raise TypeError(f"{name} is no function.")
    signature = (
        _short(str(inspect.signature(function))).replace("(self, ", "(").replace("(self)", "()")
    )
    return f"- `{name}{signature}`: {' '.join(doc(function).split())}"


def _short(text: str) -> str:
    """Return a signature without the modules of its types, and without functions' addresses."""
    text = re.sub(r"<function .*? at 0x[0-9a-f]+>", "...", text)
    return _MODULE.sub("", text).replace("NOTHING", "...").replace("~", "")
