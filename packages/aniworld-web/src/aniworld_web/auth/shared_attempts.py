"""The wrong passwords of all web processes, counted by the relay."""

import hmac
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from secrets import token_hex

from aniworld_core.ports import AccessStore, CountsHits

__all__ = ["SharedAttempts"]

_NO_WAIT = timedelta(0)


class SharedAttempts:
    """Counts an attempt when it begins, in one step for all processes.

    The relay learns no address, only what nobody can compute without the secret of ``access``.
    """

    def __init__(self, relay: CountsHits, access: AccessStore) -> None:
        self._relay = relay
        self._access = access

    def begin(
        self, most: Mapping[str, int], window: timedelta
    ) -> tuple[timedelta, Callable[[], None]]:
        """Count an attempt for each name; return how long to wait instead, and what takes it back.

        There is a wait where one of the names had as many within the ``window`` already. While the relay
        reaches nobody, nothing is counted and nobody waits.
        """
        id, names = token_hex(8), self._hidden(most)
        wait = self._relay.hit(id, names, window)
        if wait == _NO_WAIT:
            return wait, partial(self._relay.take_back, id, tuple(names))
        return wait or _NO_WAIT, lambda: None

    def _hidden(self, most: Mapping[str, int]) -> dict[str, int]:
        # From a plain hash an address is soon found: there are not so many of them.
        secret = bytes.fromhex(self._access.secret(token_hex(32)))
        hashes = (hmac.digest(secret, f"attempts of {name}".encode(), "sha256") for name in most)
        return {
            f"wrong passwords {hash.hex()}": allowed
            for hash, allowed in zip(hashes, most.values(), strict=True)
        }
