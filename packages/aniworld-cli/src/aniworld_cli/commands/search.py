"""``aniw search``: series in the title index and on the catalogue sites."""

import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from aniworld_cli.command import Command
from aniworld_cli.exit_codes import ExitCode
from aniworld_cli.failures import described
from aniworld_cli.invocation import Invocation
from aniworld_cli.output import Block, Next, Output
from aniworld_cli.tables import Column, Table
from aniworld_core import serde
from aniworld_core.entities import SearchHit
from aniworld_core.services.catalog import SearchAnswer

if TYPE_CHECKING:
    from aniworld_core.library import Library

__all__ = ["command"]

_COLUMNS = (Column("Key"), Column("Title"), Column("Year", right=True), Column("Provider"))

_SHORT = 60
"""Letters of a description that tell two series of one name apart."""


@click.command("search", cls=Command)
@click.argument("query", help="A title, or a part of one.")
@click.option("--offline", is_flag=True, help="Look into the title index only, ask no site.")
@click.pass_obj
def command(invocation: Invocation, /, *, query: str, offline: bool) -> ExitCode:
    """Find series by title: at once in the title index, then on every installed catalogue site.

    The index (see `aniw index`) finds titles in spite of typing errors, by parts of them and by their
    other names.
    """
    out = invocation.out
    with invocation.library() as library:
        search = _Search(library, query, offline=offline)
        out.show(search.document, search.text())
        _hint(out, library)
    for answer in search.failed:
        out.warn(f"{answer.provider}: {answer.error}")
    if not search.failed:
        return ExitCode.DONE
    answered = len(search.failed) < len(search.answers) or any(a.hits for a in search.answers)
    return ExitCode.PARTLY if answered else ExitCode.FAILED


class _Search:
    """One search; ``text`` and ``document`` do it, and fill ``answers``."""

    def __init__(self, library: "Library", query: str, *, offline: bool) -> None:
        self._catalog = library.catalog
        self._index = library.titles
        self._query = query
        self._offline = offline
        self.answers: Sequence[SearchAnswer] = ()

    @property
    def failed(self) -> Sequence[SearchAnswer]:
        return [answer for answer in self.answers if answer.error is not None]

    def document(self) -> dict[str, Any]:
        self.answers = self._catalog.search(self._query, online=not self._offline)
        return {"answers": [_document(answer) for answer in self.answers]}

    def text(self) -> Iterator[Block]:
        """Yield what the index has before any site is asked."""
        self.answers = self._catalog.known(self._query)
        known = _hits(self.answers)
        if known:
            yield _table(known)
        if not self._offline:
            self.answers = self._catalog.search(self._query)
        seen = {(hit.provider, hit.ref) for hit in known}
        new = [hit for hit in _hits(self.answers) if (hit.provider, hit.ref) not in seen]
        if known and new:
            yield "Also on the sites:"
        if new:
            yield _table(new)
        if known or new:
            yield Next(_adding([*known, *new]))
        elif self._offline and not self._index.lists():
            yield "No site's list has been read yet."
        elif self._offline or len(self.failed) < len(self.answers):
            yield "Nothing was found. Try a shorter or the original title."


def _adding(hits: Sequence[SearchHit]) -> str:
    """Say how a series is added; where two sites use one key, which of them has to be said."""
    keys = [hit.ref for hit in hits]
    plain = len(set(keys)) == len(keys)
    return "aniw add KEY" if plain else "aniw add KEY --provider PROVIDER"


def _hint(out: Output, library: "Library") -> None:
    """Say how the index is made, while there is none."""
    if library.titles.lists():
        return
    unread = library.titles.unread()
    if unread:
        out.note(
            f"To find titles of {' and '.join(unread)} at once and in spite of typing errors, "
            "run: aniw index"
        )


def _hits(answers: Sequence[SearchAnswer]) -> Sequence[SearchHit]:
    return [hit for answer in answers for hit in answer.hits]


def _document(answer: SearchAnswer) -> dict[str, Any]:
    return {
        "provider": answer.provider,
        "error": described(answer.error).document() if answer.error else None,
        "hits": [serde.unstructure(hit) for hit in answer.hits],
    }


def _table(hits: Sequence[SearchHit]) -> Table:
    rows = [(hit.ref, hit.title, hit.year or "", hit.provider) for hit in hits]
    names = [(hit.title, hit.year) for hit in hits]
    if len(set(names)) == len(names):
        return Table(_COLUMNS, rows)
    about = [_about(hit) for hit in hits]
    told = [(*row, words) for row, words in zip(rows, about, strict=True)]
    return Table((*_COLUMNS, Column("About")), told)


def _about(hit: SearchHit) -> str:
    return textwrap.shorten(hit.description, _SHORT, placeholder="...") or hit.link
