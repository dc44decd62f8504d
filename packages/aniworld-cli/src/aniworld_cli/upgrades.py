"""What is on the disk in a later language, in lines for a person."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from aniworld_cli.output import Block, Next
from aniworld_cli.text import count
from aniworld_core.entities import EpisodeId, Replaceable
from aniworld_core.episode_ranges import compact

__all__ = ["text"]


def text(found: Sequence[Replaceable]) -> Iterator[Block]:
    """Write by series what each episode is there in and what it waits for, and how many that are."""
    for (title, key), episodes in groupby(found, key=lambda one: (one.title, one.key)):
        yield f"{title} ({key})"
        together: dict[str, list[EpisodeId]] = defaultdict(list)
        for one in episodes:
            together[_told(one)].append(one.episode)
        yield from (f"  {compact(ids)}: {words}" for words, ids in together.items())
    if not found:
        yield "Nothing is to be replaced. See: aniw edit --help"
        return
    ready = sum(_is_ready(one) for one in found)
    yield ""
    yield f"{count(len(found), 'episode')} in a later language, {ready} to be replaced now."
    if ready:
        yield Next("aniw download")


def _told(one: Replaceable) -> str:
    if one.queued:
        return f"there in {one.has}, a better one is queued"
    if not one.better:
        return f"there in {one.has}, waiting for {' or '.join(one.wanted)}"
    offered = f"there in {one.has}, {one.better[0]} is offered"
    return offered if one.failed is None else f"{offered}, but failed: {one.failed}"


def _is_ready(one: Replaceable) -> bool:
    return bool(one.better) and not one.queued and one.failed is None
