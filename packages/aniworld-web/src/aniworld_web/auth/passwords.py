"""The password: the one rule for a new one, and its argon2 hash."""

import secrets
import unicodedata
from functools import cached_property
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from aniworld_core.errors import InvalidValue

# The hashing library is loaded with the first password, not with every start.
if TYPE_CHECKING:
    from argon2 import PasswordHasher

__all__ = ["MAX_BYTES", "MIN_CHARACTERS", "Passwords", "invented", "is_too_short"]

MIN_CHARACTERS = 12
MAX_BYTES = 1024

_AT_ONCE = BoundedSemaphore(2)
"""Each hash takes 64 MiB; however many applications there are, the process computes no more at once."""

_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
"""Those that nobody takes for one another."""


def invented() -> str:
    """Make up a password of a hundred random bits that can be read aloud."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(4))


def is_too_short(password: str) -> bool:
    """Tell whether a new password has too few characters."""
    return len(unicodedata.normalize("NFC", password)) < MIN_CHARACTERS


class Passwords:
    """Checks, hashes and compares passwords; everything here but :meth:`check` takes a tenth of a second.

    ``hasher`` stands for argon2 with the parameters that its library recommends today.
    """

    def __init__(self, hasher: "PasswordHasher | None" = None) -> None:
        self._given = hasher

    def check(self, password: str) -> None:
        """Hold a new password to the rule; raises InvalidValue.

        Length alone counts: demands for digits and signs make passwords that are forgotten, not better ones.
        """
        if is_too_short(password):
            raise InvalidValue(
                f"The password is too short; it needs at least {MIN_CHARACTERS} characters.",
                hint="Several words in a row are easy to keep and hard to guess.",
            )
        if len(_bytes(password)) > MAX_BYTES:
            raise InvalidValue(f"The password is longer than {MAX_BYTES} bytes.")

    def hash(self, password: str) -> str:
        """Return the hash that is kept in the password's place."""
        with _AT_ONCE:
            return self._hasher.hash(_bytes(password))

    def matches(self, password: str, hash: str) -> bool:
        """Tell whether this is the password of a hash."""
        from argon2.exceptions import InvalidHashError, VerificationError

        try:
            with _AT_ONCE:
                return self._hasher.verify(hash, _bytes(password))
        except (InvalidHashError, VerificationError):
            return False

    def outdated(self, hash: str) -> bool:
        """Tell whether a hash was made with other parameters than today's."""
        return self._hasher.check_needs_rehash(hash)

    @cached_property
    def _hasher(self) -> "PasswordHasher":
        from argon2 import PasswordHasher

        return self._given or PasswordHasher()


def _bytes(password: str) -> bytes:
    # Keyboards write one letter in several ways; NFC makes them one. Half a surrogate pair is no text,
    # but it may come in a request, and is then simply a wrong password.
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
