"""``aniw explain``: why an episode is there or not, and what happens next."""

from collections.abc import Iterator

import click

from aniworld_cli.command import Command
from aniworld_cli.invocation import Invocation
from aniworld_cli.output import Block
from aniworld_core import serde
from aniworld_core.entities import EpisodeId
from aniworld_core.episode_ranges import compact
from aniworld_core.services.explaining import Explanation

__all__ = ["command"]


@click.command("explain", cls=Command)
@click.argument("key", help="The key of a registered series.")
@click.argument("episode", help="One episode, written S01E03.")
@click.pass_obj
def command(invocation: Invocation, /, *, key: str, episode: str) -> None:
    """Say why an episode is there or not, what was tried, and what happens next.

    It is told from what is known: no site is asked, and nothing is changed.
    """
    number = EpisodeId.parse(episode)
    with invocation.library() as library:
        explained = library.explaining.explain(key, number)
    invocation.out.show(lambda: serde.unstructure(explained), _text(explained))


def _text(explained: Explanation) -> Iterator[Block]:
    title = f": {explained.title}" if explained.title else ""
    yield f"{explained.series} {compact([explained.episode])}{title}"
    for sentence in explained.sentences:
        yield f"  {sentence.text}"
