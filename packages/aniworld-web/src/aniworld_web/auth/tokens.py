"""The text by which a client proves its session: a signed JSON Web Token."""

from secrets import token_hex
from typing import TYPE_CHECKING

from aniworld_core.entities import Session

if TYPE_CHECKING:
    from aniworld_core.ports import AccessStore

__all__ = ["Claims", "Tokens", "claims_of"]

Claims = dict[str, str | int]

_ISSUER = "aniworld"
_ALGORITHM = "HS256"
_LEEWAY = 5


class Tokens:
    """Writes and reads tokens, signed with the secret of the store.

    The token only names the session; what counts is what the store says of it (see :func:`claims_of`).
    """

    def __init__(self, store: "AccessStore") -> None:
        self._store = store

    def write(self, session: Session) -> str:
        """Return the token of a session."""
        import jwt

        return jwt.encode(claims_of(session), self._key(), _ALGORITHM)

    def read(self, token: str) -> Claims | None:
        """Return what a token says, or None for whatever is no token of ours."""
        import jwt

        try:
            claims: Claims = jwt.decode(
                token,
                self._key(),
                algorithms=[_ALGORITHM],
                issuer=_ISSUER,
                leeway=_LEEWAY,
                # Whether it was issued in the future, the session tells: a clock that was set back is no
                # reason to sign out.
                options={"require": ["exp", "iat", "iss", "sid"], "verify_iat": False},
            )
        except (jwt.PyJWTError, ValueError, RecursionError):
            return None
        return claims

    def renew(self) -> None:
        """Make every token worthless, whatever its session."""
        self._store.new_secret(token_hex(32))

    def _key(self) -> bytes:
        return bytes.fromhex(self._store.secret(token_hex(32)))


def claims_of(session: Session) -> Claims:
    """Return what the token of a session says, no more and no less."""
    return {
        "iss": _ISSUER,
        "sid": session.id,
        "iat": int(session.issued.timestamp()),
        "exp": int(session.expires.timestamp()),
    }
