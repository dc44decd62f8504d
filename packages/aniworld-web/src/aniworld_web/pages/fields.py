"""The fields of a form or of an address, as texts that are valid and not too many."""

from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl

from aniworld_core.errors import InvalidRequest

__all__ = ["Fields"]

_MOST = 5000
_LONGEST = 4096


class Fields:
    """What was filled in, by name; a name may be there several times, or not at all."""

    def __init__(self, values: Mapping[str, Sequence[str]]) -> None:
        self._values = values

    @classmethod
    def parse(cls, content: bytes) -> "Fields":
        """Read ``application/x-www-form-urlencoded``; raises InvalidRequest."""
        try:
            pairs = parse_qsl(
                content.decode("ascii"),
                keep_blank_values=True,
                errors="strict",
                max_num_fields=_MOST,
            )
        except ValueError as error:
            raise InvalidRequest("The form could not be read.") from error
        values: dict[str, list[str]] = {}
        for name, value in pairs:
            if "\0" in value or len(value) > _LONGEST:
                raise InvalidRequest("A field of the form holds what no text may hold.")
            values.setdefault(name, []).append(value)
        return cls(values)

    def text(self, name: str, default: str = "") -> str:
        """Return the last value of a field without blanks around it, or ``default``."""
        return self._values.get(name, (default,))[-1].strip()

    def raw(self, name: str) -> str:
        """Return the last value of a field as it came (a password may begin with a blank)."""
        return self._values.get(name, ("",))[-1]

    def all(self, name: str) -> Sequence[str]:
        """Return every value of a field."""
        return self._values.get(name, ())

    def number(self, name: str, default: int | None = None) -> int | None:
        """Return a whole number of at most 18 digits, or ``default`` when it is none."""
        text = self.text(name)
        return int(text) if text.isdecimal() and text.isascii() and len(text) < 19 else default

    def __contains__(self, name: object) -> bool:
        return name in self._values
