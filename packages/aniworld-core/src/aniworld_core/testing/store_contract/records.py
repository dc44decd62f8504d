"""What holds for the history and the sessions of every store."""

import pytest
from attrs import evolve

from aniworld_core.entities import GER_DUB, EpisodeId, HistoryEntry, HistoryKind, Session
from aniworld_core.errors import AlreadyThere
from aniworld_core.ports import Store
from aniworld_core.testing.strategies import DAYS, KEYS

__all__ = ["RecordContract"]

_ENTRY = HistoryEntry(
    key=KEYS[0],
    episode=EpisodeId(1, 1),
    at=DAYS[0],
    kind=HistoryKind.DOWNLOADED,
    text="720p",
    hoster="One",
    language=GER_DUB,
    path="Moon/1.mkv",
)
_SESSION = Session(id="secret", issued=DAYS[0], expires=DAYS[1])


class RecordContract:
    """Tests of the stores of history and sessions."""

    def test_the_newest_entry_comes_first(self, store: Store) -> None:
        """Append entries and read them back, of all or of one episode."""
        other = evolve(_ENTRY, key=KEYS[1], kind=HistoryKind.FAILED, language=None)
        store.history.append(_ENTRY, other)
        store.history.append(evolve(_ENTRY, text="later"))
        assert [entry.text for entry in store.history.of(limit=2)] == ["later", "720p"]
        assert list(store.history.of(KEYS[1])) == [other]
        assert list(store.history.of(KEYS[0], _ENTRY.episode))[1] == _ENTRY

    def test_an_id_is_taken_once(self, store: Store) -> None:
        """Begin a session twice."""
        store.sessions.add(_SESSION)
        with pytest.raises(AlreadyThere):
            store.sessions.add(evolve(_SESSION, expires=DAYS[2]))
        assert store.sessions.get("secret") == _SESSION

    def test_a_session_ends_once(self, store: Store) -> None:
        """Revoke a session, and then all."""
        store.sessions.add(_SESSION)
        store.sessions.add(evolve(_SESSION, id="other"))
        assert store.sessions.revoke("secret", DAYS[0])
        assert not store.sessions.revoke("secret", DAYS[1])
        assert not store.sessions.revoke("unknown", DAYS[1])
        assert store.sessions.revoke_all(DAYS[1]) == 1
        assert store.sessions.get("secret") == evolve(_SESSION, revoked=DAYS[0])

    def test_expired_sessions_can_be_erased(self, store: Store) -> None:
        """Purge at the moment one expires."""
        store.sessions.add(_SESSION)
        store.sessions.add(evolve(_SESSION, id="longer", expires=DAYS[2]))
        assert store.sessions.purge(DAYS[1]) == 1
        assert store.sessions.get("secret") is None
        assert store.sessions.get("longer") is not None
