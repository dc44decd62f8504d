"""The calls on passwords, secrets and keys that the store's machine makes."""

from datetime import datetime

from hypothesis import strategies as st
from hypothesis.stateful import rule

from aniworld_core.entities import ApiKey
from aniworld_core.errors import AlreadyThere
from aniworld_core.testing import strategies as draw
from aniworld_core.testing.store_contract.twins import Twins

__all__ = ["AccessRules"]

_IDS = st.sampled_from(draw.SESSIONS)


class AccessRules(Twins):
    """Calls on what is needed to sign in."""

    @rule(hash=draw.texts(), now=draw.days(), first=st.booleans())
    def set_password(self, hash: str, now: datetime, *, first: bool) -> None:
        """Set the password, or the first one."""
        self.both(lambda store: store.access.set_password(hash, now, first=first))

    @rule(candidate=draw.texts())
    def secret(self, candidate: str) -> None:
        """Ask for the secret."""
        self.both(lambda store: store.access.secret(candidate))

    @rule(secret=draw.texts())
    def new_secret(self, secret: str) -> None:
        """Replace the secret and ask for it."""
        self.both(lambda store: store.access.new_secret(secret))
        self.both(lambda store: store.access.secret("other"))

    @rule(key=draw.api_keys())
    def add_key(self, key: ApiKey) -> None:
        """Add a key, whose id or name may be taken."""
        self.both(lambda store: store.access.add_key(key), raises=AlreadyThere)

    @rule(id=_IDS, now=draw.days())
    def touch_key(self, id: str, now: datetime) -> None:
        """Use a key."""
        self.both(lambda store: store.access.touch_key(id, now))

    @rule(id=_IDS)
    def remove_key(self, id: str) -> None:
        """Erase a key."""
        self.both(lambda store: store.access.remove_key(id))
