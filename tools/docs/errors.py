"""The page of errors: the tree, and what a front end makes of each."""

from collections.abc import Iterator

from aniworld_core.errors import AniworldError
from tools.docs.markdown import GENERATED, doc, table

__all__ = ["page", "tree"]

_INTRODUCTION = """
Everything this program can tell a person about is an `AniworldError` from
`aniworld_core.errors`: `message` says what happened, `hint` what to do next. Anything else that is
raised is a bug. A front end needs no table of its own: each class carries the HTTP status and the
exit code.
"""


def page() -> str:
    """Return docs/errors.md."""
    rows = [
        (f"`{error.__name__}`", doc(error), str(error.status), str(error.exit_code))
        for error, _ in tree()
    ]
    drawing = "\n".join("    " * depth + error.__name__ for error, depth in tree())
    return (
        f"# Errors\n\n{GENERATED}\n{_INTRODUCTION}\n```text\n{drawing}\n```\n\n"
        f"{table(('Error', 'Meaning', 'HTTP status', 'Exit code'), rows)}\n"
    )


def tree(
    error: type[AniworldError] = AniworldError, depth: int = 0
) -> Iterator[tuple[type[AniworldError], int]]:
    """Yield every class of the core's tree with its depth, in the order of their definition."""
    yield error, depth
    for child in error.__subclasses__():
        if child.__module__ == AniworldError.__module__:
            yield from tree(child, depth + 1)
