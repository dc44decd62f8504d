"""The types that bodies, queries and answers share; each says what is allowed and what it means."""

from typing import Annotated, Literal

from msgspec import Meta

__all__ = ["Cursor", "EpisodeText", "Folder", "Key", "LanguageText", "Limit", "State"]

_KEY = "^[a-z0-9]+(-[a-z0-9]+)*$"

Key = Annotated[
    str,
    Meta(pattern=_KEY, max_length=255, description="The key of a series, such as attack-on-titan."),
]

Cursor = Annotated[
    str,
    Meta(pattern=_KEY, max_length=255, description="What the page before gave as `next`."),
]

Limit = Annotated[int, Meta(ge=1, le=500, description="How many the page holds at most.")]

Folder = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=512,
        description="A series folder as it stands below the library folder, such as Naruto (2002).",
    ),
]

LanguageText = Annotated[
    str,
    Meta(
        pattern=r"^(ger-dub|ger-sub|eng-dub|eng-sub|other:[^\s,|\x00-\x1f]{1,60})$",
        max_length=66,
        description="ger-dub, ger-sub, eng-dub, eng-sub, or other: and the word of the site.",
    ),
]

EpisodeText = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=40,
        description="S01E03 for one episode, S01E03-E07 for several, S01 for a season, S00E01 for a film.",
    ),
]

State = Literal[
    "on-disk", "ignored", "queued", "failed", "upcoming", "waiting-for-language", "not-downloaded"
]
"""Where an episode stands: on the disk, or the reason why it is not."""
