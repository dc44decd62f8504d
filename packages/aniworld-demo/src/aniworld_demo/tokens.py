"""The tokens of play links: another one on every page view, good for a short time."""

import base64
import hmac
import json
import secrets
import time

from attrs import field, frozen

__all__ = ["Tokens"]


@frozen
class Tokens:
    """Issues tokens that hold the number of a link, and lets nobody change them.

    ``lifetime`` is in seconds. They look like those of the site: base64 of JSON in four parts.
    """

    lifetime: float
    _secret: bytes = field(factory=lambda: secrets.token_bytes(32), init=False, repr=False)

    def issue(self, id: int) -> str:
        """Return a new token for a link."""
        salt = secrets.token_hex(8)
        value = f"{id}:{time.monotonic() + self.lifetime:.3f}"
        parts = {"iv": salt, "value": value, "mac": self._seal(salt, value), "tag": ""}
        return base64.b64encode(json.dumps(parts).encode()).decode()

    def redeem(self, token: str) -> int | None:
        """Return the link of a token; None when it is not ours or too old."""
        try:
            parts = json.loads(base64.b64decode(token, validate=True))
            salt, value, seal = (str(parts[name]) for name in ("iv", "value", "mac"))
        except (ValueError, KeyError, TypeError):
            return None
        if not hmac.compare_digest(seal.encode(), self._seal(salt, value).encode()):
            return None
        id, _, end = value.partition(":")
        return int(id) if time.monotonic() < float(end) else None

    def _seal(self, salt: str, value: str) -> str:
        return hmac.new(self._secret, f"{salt} {value}".encode(), "sha256").hexdigest()
