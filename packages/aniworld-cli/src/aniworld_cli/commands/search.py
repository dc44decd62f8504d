"""``aniw search``: series on the catalogue sites."""

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

import click

from aniworld_cli.command import Command
from aniworld_cli.exit_codes import ExitCode
from aniworld_cli.failures import described
from aniworld_cli.invocation import Invocation
from aniworld_cli.output import Block, Next
from aniworld_cli.tables import Column, Table
from aniworld_core import serde
from aniworld_core.entities import SearchHit
from aniworld_core.services.catalog import SearchAnswer

__all__ = ["command"]

_COLUMNS = (Column("Key"), Column("Title"), Column("Year", right=True), Column("Provider"))

_SHORT = 60
"""Letters of a description that tell two series of one name apart."""


@click.command("search", cls=Command)
@click.argument("query", help="A title, or a part of one.")
@click.pass_obj
def command(invocation: Invocation, /, *, query: str) -> ExitCode:
    """Find series by title on every installed catalogue site."""
    with invocation.library() as library:
        answers = library.catalog.search(query)
    out = invocation.out
    out.show(lambda: {"answers": [_document(answer) for answer in answers]}, _text(answers))
    failed = [answer for answer in answers if answer.error is not None]
    for answer in failed:
        out.warn(f"{answer.provider}: {answer.error}")
    if not failed:
        return ExitCode.DONE
    return ExitCode.PARTLY if len(failed) < len(answers) else ExitCode.FAILED


def _document(answer: SearchAnswer) -> dict[str, Any]:
    return {
        "provider": answer.provider,
        "error": described(answer.error).document() if answer.error else None,
        "hits": [serde.unstructure(hit) for hit in answer.hits],
    }


def _text(answers: Sequence[SearchAnswer]) -> Iterator[Block]:
    hits = [hit for answer in answers for hit in answer.hits]
    if hits:
        rows = [(hit.ref, hit.title, hit.year or "", hit.provider) for hit in hits]
        names = [(hit.title, hit.year) for hit in hits]
        if len(set(names)) == len(names):
            yield Table(_COLUMNS, rows)
        else:
            about = [_about(hit) for hit in hits]
            told = ((*row, words) for row, words in zip(rows, about, strict=True))
            yield Table((*_COLUMNS, Column("About")), told)
        yield Next("aniw add KEY")
    elif any(answer.error is None for answer in answers):
        yield "Nothing was found. Try a shorter or the original title."


def _about(hit: SearchHit) -> str:
    return textwrap.shorten(hit.description, _SHORT, placeholder="...") or hit.link
