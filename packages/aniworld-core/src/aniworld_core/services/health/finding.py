"""What a check found, also where the check itself fails."""

from collections.abc import Callable, Iterator

from attrs import frozen

from aniworld_core.errors import AniworldError

__all__ = ["Check", "Finding", "found", "told"]

Check = Callable[[], Iterator[tuple[bool | None, str, str]]]
"""Yields (all is well, what was found, what to do); None = well, but not for now."""


@frozen(kw_only=True)
class Finding:
    """What the check ``name`` found; ``fix`` is what to do about it, empty when all is well.

    A ``warning`` tells of what passes by itself: it is ok, but something is left alone until then.
    """

    name: str
    ok: bool
    text: str
    fix: str = ""
    warning: bool = False


def found(name: str, check: Check) -> Iterator[Finding]:
    """Run one check; what it raises is a finding too."""
    try:
        for ok, text, fix in check():
            yield Finding(
                name=name,
                ok=ok is not False,
                text=text,
                fix="" if ok else fix,
                warning=ok is None,
            )
    except Exception as error:  # noqa: BLE001 - one broken thing must not hide the others
        text, fix = told(error)
        yield Finding(name=name, ok=False, text=text, fix=fix)


def told(error: Exception) -> tuple[str, str]:
    """Say what an error means to a person, and what to do."""
    match error:
        case AniworldError():
            return error.message, error.hint
        case OSError():
            where = f": {error.filename}" if error.filename is not None else ""
            hint = "Check that the place exists, may be written and has free space."
            return f"{error.strerror or error}{where}.", hint
    return f"{type(error).__name__}: {error}", "This is a fault of the program. See the log."
