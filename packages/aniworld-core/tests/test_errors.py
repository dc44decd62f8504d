"""The error tree: as it is drawn, and with what front ends need."""

from datetime import timedelta

import pytest

from aniworld_core import errors
from aniworld_core.errors import AniworldError, RateLimited, Unavailable


def tree() -> list[type[AniworldError]]:
    """List the class tree of the module, parents before children, in order of definition."""

    def below(parent: type[AniworldError]) -> list[type[AniworldError]]:
        children = [one for one in parent.__subclasses__() if one.__module__ == errors.__name__]
        return [parent, *(error for child in children for error in below(child))]

    return below(AniworldError)


def drawn(error: type[AniworldError], depth: int) -> str:
    """Draw one line of the tree: the name, and other parents in brackets."""
    others = [one.__name__ for one in error.__bases__ if not issubclass(one, AniworldError)]
    extra = f" ({', '.join(others)})" if others and others != ["Exception"] else ""
    return f"{'    ' * depth}{error.__name__}{extra}"


def test_the_drawing_is_the_class_tree() -> None:
    depths = {AniworldError: 1}
    for error in tree()[1:]:
        depths[error] = 1 + next(depths[one] for one in error.__bases__ if one in depths)
    lines = [drawn(error, depths[error]) for error in tree()]

    assert (errors.__doc__ or "").split("::\n\n")[1].rstrip().splitlines() == lines


def test_all_errors_are_named() -> None:
    assert sorted(error.__name__ for error in tree()) == errors.__all__


@pytest.mark.parametrize("error", tree(), ids=lambda error: error.__name__)
def test_every_error_has_status_exit_code_and_words(error: type[AniworldError]) -> None:
    raised = error("It broke.", hint="Mend it.")

    assert 400 <= error.status <= 599
    assert error.exit_code in {1, 2, 3, 130}
    assert (str(raised), raised.message, raised.hint) == ("It broke.", "It broke.", "Mend it.")
    assert error("It broke.").hint == ""
    assert error.__doc__


@pytest.mark.parametrize("error", [Unavailable, RateLimited])
def test_waiting_errors_say_how_long(error: type[Unavailable | RateLimited]) -> None:
    assert error("Busy.", retry_after=timedelta(seconds=9)).retry_after == timedelta(seconds=9)
    assert error("Busy.").retry_after is None
