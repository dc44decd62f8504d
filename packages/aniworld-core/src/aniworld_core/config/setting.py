"""How a setting is declared: its default, its meaning and the rules it is checked by, in one place."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from attrs import NOTHING, Attribute, field, frozen
from cattrs import AttributeValidationNote

__all__ = ["Rules", "rules", "setting"]

_RULES = "rules"


@frozen(kw_only=True)
class Rules:
    """What is allowed: numbers from ``low`` to ``high``, texts out of ``choices`` (empty = any).

    ``others`` says that ``choices`` are only the usual ones.
    """

    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    others: bool = False


def setting(
    doc: str,
    *,
    default: Any = NOTHING,
    low: float | None = None,
    high: float | None = None,
    choices: Sequence[str] = (),
    others: bool = False,
    check: Callable[[Any], object] | None = None,
    converter: Callable[[Any], Any] | None = None,
) -> Any:
    """Declare a setting in an attrs class that is a section; ``doc`` is its meaning, a sentence.

    The bounds are checked here, and ``check`` raises ValueError for what they do not tell; ``choices``
    are what a form offers, so a ``check`` has to refuse all else. A plugin's class may use it too::

        @frozen(kw_only=True)
        class DiaryConfig:
            pages: int = setting("Pages a day.", default=3, low=1, high=10)
    """
    known = Rules(low=low, high=high, choices=tuple(choices), others=others)
    checks = [*_bounds(known), *([] if check is None else [check])]
    return field(
        default=default,
        validator=[_placed(one) for one in checks] or None,
        converter=converter,
        metadata={"doc": doc, _RULES: known},
    )


def rules(attribute: "Attribute[Any]") -> Rules:
    """Return the rules of a setting that :func:`setting` declared; of another one, none is known."""
    known = attribute.metadata.get(_RULES)
    return known if isinstance(known, Rules) else Rules()


def _bounds(known: Rules) -> Iterator[Callable[[float], None]]:
    low, high = known.low, known.high
    if low is not None and high is not None:

        def between(value: float) -> None:
            if not low <= value <= high:
                raise ValueError(f"{value} is not between {low} and {high}")

        yield between
    elif low is not None:

        def at_least(value: float) -> None:
            if not value >= low:
                raise ValueError(f"{value} is less than {low}")

        yield at_least
    elif high is not None:

        def at_most(value: float) -> None:
            if not value <= high:
                raise ValueError(f"{value} is more than {high}")

        yield at_most


def _placed(check: Callable[[Any], object]) -> Callable[[object, "Attribute[Any]", Any], None]:
    """Let a check's error tell the setting's name, as cattrs does for errors of its own."""

    def validate(_: object, attribute: "Attribute[Any]", value: object) -> None:
        try:
            check(value)
        except ValueError as error:
            note = AttributeValidationNote(attribute.name, attribute.name, attribute.type)
            error.add_note(note)
            raise

    return validate
