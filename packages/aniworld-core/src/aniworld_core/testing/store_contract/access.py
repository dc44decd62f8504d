"""What holds for passwords, secrets and keys of every store."""

import pytest
from attrs import evolve

from aniworld_core.entities import ApiKey, Scope, Session
from aniworld_core.errors import AlreadyThere
from aniworld_core.ports import Store
from aniworld_core.testing.strategies import DAYS

__all__ = ["AccessContract"]

_KEY = ApiKey(id="one", name="Script", hash="h1", scope=Scope.READ, created=DAYS[1])
_SESSION = Session(id="secret", issued=DAYS[0], expires=DAYS[2])


class AccessContract:
    """Tests of :class:`aniworld_core.ports.AccessStore`."""

    def test_a_new_password_ends_every_session(self, store: Store) -> None:
        """Set a password twice, each time with a session open."""
        assert store.access.password() is None
        for number, hash in enumerate(("h1", "h2")):
            session = evolve(_SESSION, id=str(number))
            store.sessions.add(session)
            assert store.access.set_password(hash, DAYS[number])
            assert store.access.password() == hash
            assert store.sessions.get(str(number)) == evolve(session, revoked=DAYS[number])
        assert store.sessions.get("0") == evolve(_SESSION, id="0", revoked=DAYS[0])

    def test_the_first_password_is_set_once(self, store: Store) -> None:
        """Set a first password when there is one already."""
        assert store.access.set_password("h1", DAYS[0], first=True)
        store.sessions.add(_SESSION)
        assert not store.access.set_password("h2", DAYS[0], first=True)
        assert store.access.password() == "h1"
        assert store.sessions.get(_SESSION.id) == _SESSION

    def test_the_first_candidate_is_the_secret(self, store: Store) -> None:
        """Ask for the secret with several candidates, and replace it."""
        assert store.access.secret("one") == "one"
        assert store.access.secret("two") == "one"
        store.access.new_secret("three")
        assert store.access.secret("four") == "three"

    def test_a_secret_may_be_set_before_it_is_asked_for(self, store: Store) -> None:
        """Replace what is not there."""
        store.access.new_secret("one")
        assert store.access.secret("two") == "one"

    def test_keys_are_listed_by_creation(self, store: Store) -> None:
        """Add keys in another order than that of their creation."""
        other = ApiKey(
            id="two",
            name="Phone",
            hash="h2",
            scope=Scope.WRITE,
            created=DAYS[0],
            expires=DAYS[1],
            last_used=DAYS[0],
        )
        store.access.add_key(_KEY)
        store.access.add_key(other)
        assert list(store.access.keys()) == [other, _KEY]
        assert store.access.key("two") == other
        assert store.access.key("three") is None

    def test_ids_and_names_of_keys_are_taken_once(self, store: Store) -> None:
        """Add a key with the id, and one with the name, of another; and again when that is gone."""
        store.access.add_key(_KEY)
        for second in (evolve(_KEY, name="Phone"), evolve(_KEY, id="two")):
            with pytest.raises(AlreadyThere):
                store.access.add_key(second)
        assert list(store.access.keys()) == [_KEY]
        assert store.access.remove_key("one")
        assert not store.access.remove_key("one")
        assert store.access.key("one") is None
        store.access.add_key(evolve(_KEY, id="two"))

    def test_the_last_use_of_a_key_never_goes_back(self, store: Store) -> None:
        """Use a key, and hear late of an earlier use; an unknown key is no error."""
        store.access.add_key(_KEY)
        store.access.add_key(evolve(_KEY, id="two", name="Phone"))
        for now in (DAYS[1], DAYS[0]):
            store.access.touch_key("one", now)
        store.access.touch_key("unknown", DAYS[1])
        assert store.access.key("one") == evolve(_KEY, last_used=DAYS[1])
        assert store.access.key("two") == evolve(_KEY, id="two", name="Phone")
