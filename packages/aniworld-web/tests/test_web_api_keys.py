"""API keys: what programs may do with them, and what not."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from aniworld_core.clock import utc_now
from aniworld_core.entities import Scope
from aniworld_core.errors import InvalidValue, StoreError
from aniworld_core.memory.access import MemoryAccess
from aniworld_core.memory.shelves import Shelves
from aniworld_core.testing.clocks import ManualClock
from aniworld_core.testing.world import World
from aniworld_web.auth.api_keys import ApiKeys
from aniworld_web.site import Site

Connect = Callable[..., httpx.Client]


def make(client: httpx.Client, **wanted: Any) -> dict[str, Any]:
    answer = client.post("/api/auth/keys", json={"name": "sonarr"} | wanted)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def test_a_key_is_shown_once_and_then_only_named(client: httpx.Client, site: Site) -> None:
    made = make(client, scope="write", expires_days=30)
    text = made["text"]
    assert text.startswith(f"aniw_{made['key']['id']}_")
    listed = client.get("/api/auth/keys")
    assert listed.json() == {"keys": [made["key"]]}
    assert text not in listed.text
    expires = datetime.fromisoformat(made["key"]["expires"])
    assert timedelta(days=29) < expires - datetime.now(UTC) < timedelta(days=31)
    (kept,) = site.library.store.access.keys()
    assert kept.hash == hashlib.sha256(text.split("_", 2)[2].encode()).hexdigest()


@pytest.mark.parametrize("header", ["Authorization", "X-API-Key"])
def test_a_key_is_taken_from_either_header(
    client: httpx.Client, connect: Connect, header: str
) -> None:
    made = make(client)
    value = made["text"] if header == "X-API-Key" else f"Bearer {made['text']}"
    assert connect(**{header: value}).get("/api/auth/status").json() == {
        "configured": True,
        "signed_in": True,
        "scope": "read",
        "api_key": made["key"]["id"],
    }


def test_a_key_is_not_stretched(client: httpx.Client, connect: Connect) -> None:
    for scope, status in (("read", 403), ("write", 403)):
        key = make(client, name=scope, scope=scope)["text"]
        program = connect(Authorization=f"Bearer {key}")
        # Keys and passwords are a person's business, whatever the scope.
        assert program.get("/api/auth/keys").status_code == status
        assert program.post("/api/auth/keys", json={"name": "more"}).status_code == status
        new = {"old": "a wrong guess", "new": "a new password"}
        assert program.post("/api/auth/password", json=new).status_code == status
        assert program.post("/api/auth/logout").status_code == status
        assert program.delete("/api/auth/keys/0").status_code == status
        assert program.post("/api/auth/ws-ticket").status_code == 200


def test_a_key_to_read_does_not_write(client: httpx.Client, connect: Connect) -> None:
    for scope, allowed in (("read", False), ("write", True)):
        program = connect(Authorization=f"Bearer {make(client, name=scope, scope=scope)['text']}")
        answer = program.post("/api/queue/pause")
        assert (answer.status_code == 403) is not allowed, answer.text
        assert program.get("/api/queue/status").status_code == 200


def test_a_removed_key_is_refused_at_once(client: httpx.Client, connect: Connect) -> None:
    made = make(client)
    program = connect(Authorization=f"Bearer {made['text']}")
    assert program.get("/api/auth/status").json()["signed_in"] is True
    assert client.delete(f"/api/auth/keys/{made['key']['id']}").status_code == 204
    assert program.get("/api/auth/status").json()["signed_in"] is False
    assert client.delete(f"/api/auth/keys/{made['key']['id']}").status_code == 404


@pytest.mark.parametrize("id", ["0", "%00", "x" * 300, "%F0%9F%98%80", "0123456789ABCDEF"])
def test_an_id_that_is_none_is_not_found(client: httpx.Client, id: str) -> None:
    assert client.delete(f"/api/auth/keys/{id}").status_code == 404


@pytest.mark.parametrize(
    "wanted",
    [
        {"name": ""},
        {"name": "  "},
        {"name": "a\0b"},
        {"name": "a\nb"},
        {"name": "x" * 101},
        {"name": "x", "scope": "admin"},
        {"name": "x", "expires_days": 0},
        {"name": "x", "expires_days": 10**30},
        {"name": "x", "expires_days": 1.5},
        {"name": "x", "hash": "mine"},
        {},
    ],
    ids=str,
)
def test_a_wrong_wish_is_told(client: httpx.Client, wanted: dict[str, Any]) -> None:
    assert client.post("/api/auth/keys", json=wanted).status_code == 422
    assert client.get("/api/auth/keys").json() == {"keys": []}


def test_a_name_is_given_once(client: httpx.Client) -> None:
    make(client)
    assert client.post("/api/auth/keys", json={"name": " sonarr "}).status_code == 409


def test_an_expired_key_counts_no_more(world: World) -> None:
    clock = ManualClock()
    keys = ApiKeys(world.store.access, clock)
    made = keys.add("x", scope=Scope.READ, expires=clock.now + timedelta(days=1))
    clock.now += timedelta(days=1, seconds=-1)
    assert keys.recognise(made.text) is not None
    clock.now += timedelta(seconds=1)
    assert keys.recognise(made.text) is None
    with pytest.raises(InvalidValue):
        keys.add("y", scope=Scope.READ, expires=clock.now)


def test_the_use_of_a_key_is_noted_once_a_minute(world: World) -> None:
    clock = ManualClock()
    keys = ApiKeys(world.store.access, clock)
    made = keys.add("x", scope=Scope.READ)
    noted = []
    for _ in range(4):
        keys.recognise(made.text)
        noted.append(keys.get(made.key.id).last_used)
        clock.now += timedelta(seconds=30)
    first, later = clock.now - timedelta(seconds=120), clock.now - timedelta(seconds=60)
    assert noted == [first, first, later, later]


def test_a_key_lets_in_where_its_use_cannot_be_noted(
    caplog: pytest.LogCaptureFixture,
) -> None:
    class Full(MemoryAccess):
        """A store on a full disk."""

        def touch_key(self, id: str, now: datetime) -> None:
            raise StoreError("The disk is full.")

    keys = ApiKeys(Full(Shelves()), utc_now)
    made = keys.add("x", scope=Scope.READ)
    assert keys.recognise(made.text) is not None
    assert "The disk is full." in caplog.text
    assert made.text not in caplog.text


def test_a_key_that_is_nearly_right_is_wrong(world: World) -> None:
    keys = ApiKeys(world.store.access, utc_now)
    text = keys.add("x", scope=Scope.READ).text
    _, id, secret = text.split("_", 2)
    nearly = [
        text.upper(),
        text[:-1],
        text + "a",
        f"aniw_{id}_",
        f"aniw_{id}",
        f"aniw__{secret}",
        f"aniw_{'0' * 16}_{secret}",
        "aniw_",
        "aniw_\udc80_\udc80",
    ]
    assert keys.recognise(text) is not None
    assert [one for one in nearly if keys.recognise(one) is not None] == []
