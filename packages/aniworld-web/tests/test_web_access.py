"""The password, sessions and tickets, as clients meet them."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from argon2 import PasswordHasher

from aniworld_core.entities import Scope
from aniworld_core.errors import AlreadyThere, NotSignedIn
from aniworld_core.testing.world import World
from aniworld_stores_sql import aniworld_open_store
from aniworld_web.auth.access import Access, SignedIn
from aniworld_web.caller import Caller
from aniworld_web.site import Site

Connect = Callable[..., httpx.Client]


def test_the_first_password_is_chosen_once(stranger: httpx.Client, password: str) -> None:
    assert stranger.get("/api/auth/status").json()["configured"] is False
    first = stranger.post("/api/auth/setup", json={"password": password})
    assert first.status_code == 200
    assert stranger.get("/api/auth/status").json() == {
        "configured": True,
        "signed_in": True,
        "scope": "write",
        "api_key": None,
    }
    again = stranger.post(
        "/api/auth/setup", json={"password": "another password"}, headers={"Cookie": ""}
    )
    assert again.status_code == 409
    assert again.json()["type"] == "urn:aniworld:error:already-there"


def test_of_those_that_come_first_one_wins(tmp_path: Path) -> None:
    store = aniworld_open_store(f"sqlite:///{tmp_path / 'store.db'}")
    assert store is not None
    access = Access(store=store, hours=1)

    def set_up(password: str) -> SignedIn | None:
        try:
            return access.set_up(password)
        except AlreadyThere:
            return None

    passwords = [f"the password number {number}" for number in range(4)]
    with closing(store), ThreadPoolExecutor(4) as threads:
        done = list(threads.map(set_up, passwords))
        ((number, winner),) = [(n, one) for n, one in enumerate(done) if one]
        assert access._identify(winner.token) is not None
        again = access.sign_in(passwords[number], "127.0.0.1")
        access.reset("quite another password")
        for one in (winner, again):
            assert access._identify(one.token) is None


@pytest.mark.parametrize("password", ["eleven char", "e\N{COMBINING ACUTE ACCENT}" * 6, "x" * 1025])
def test_a_password_against_the_rule_is_refused(stranger: httpx.Client, password: str) -> None:
    assert stranger.post("/api/auth/setup", json={"password": password}).status_code == 422
    assert stranger.get("/api/auth/status").json()["configured"] is False


def test_one_password_typed_on_two_keyboards_is_one(world: World) -> None:
    access = Access(store=world.store, hours=1)
    access.set_up("caf\N{LATIN SMALL LETTER E WITH ACUTE} au lait bitte")
    access.sign_in("cafe\N{COMBINING ACUTE ACCENT} au lait bitte", "127.0.0.1")


def test_a_login_answers_with_a_token_that_works(
    client: httpx.Client, stranger: httpx.Client, connect: Connect, password: str
) -> None:
    answer = stranger.post("/api/auth/login", json={"password": password}).json()
    assert list(answer) == ["access_token", "token_type", "expires_at"]
    assert answer["token_type"] == "bearer"
    expires = datetime.fromisoformat(answer["expires_at"])
    assert abs(expires - datetime.now(UTC) - timedelta(hours=168)) < timedelta(minutes=1)
    signed_in = connect(Authorization=f"Bearer {answer['access_token']}")
    assert signed_in.get("/api/auth/status").json()["signed_in"] is True


@pytest.mark.parametrize("wrong", ["", "not the password", "\0", "\N{GRINNING FACE}" * 1024])
def test_a_wrong_password_is_told(client: httpx.Client, stranger: httpx.Client, wrong: str) -> None:
    answer = stranger.post("/api/auth/login", json={"password": wrong})
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["www-authenticate"] == "Bearer"
    assert "set-cookie" not in answer.headers


def test_half_a_surrogate_pair_is_only_a_wrong_password(world: World, password: str) -> None:
    access = Access(store=world.store, hours=1)
    access.set_up(password)
    with pytest.raises(NotSignedIn):
        access.sign_in("\ud800", "127.0.0.1")


def test_the_cookie_is_for_this_application_alone(stranger: httpx.Client, password: str) -> None:
    answer = stranger.post("/api/auth/setup", json={"password": password})
    value, *flags = answer.headers["set-cookie"].split("; ")
    assert value.startswith(f"aniworld_session_{stranger.base_url.port}=")
    assert sorted(flags) == ["HttpOnly", "Max-Age=604800", "Path=/", "SameSite=Strict"]
    assert stranger.get("/api/auth/status").json()["signed_in"] is True


def test_logging_out_ends_the_session_itself(
    client: httpx.Client, stranger: httpx.Client, connect: Connect, password: str
) -> None:
    token = stranger.post("/api/auth/login", json={"password": password}).json()["access_token"]
    copied = connect(Authorization=f"Bearer {token}")
    assert copied.get("/api/auth/status").json()["signed_in"] is True
    answer = copied.post("/api/auth/logout")
    assert answer.status_code == 204
    assert re.search(r'aniworld_session_\d+=""?; .*Max-Age=0', answer.headers["set-cookie"])
    assert copied.get("/api/auth/status").json()["signed_in"] is False
    assert stranger.get("/api/auth/status").json()["signed_in"] is False
    assert client.get("/api/auth/status").json()["signed_in"] is True


def test_a_new_password_ends_all_sessions_but_the_callers_new_one(
    client: httpx.Client, stranger: httpx.Client, connect: Connect, password: str
) -> None:
    stranger.post("/api/auth/login", json={"password": password})
    wrong = client.post("/api/auth/password", json={"old": "wrong", "new": "a new password"})
    assert wrong.status_code == 401
    changed = client.post("/api/auth/password", json={"old": password, "new": "a new password"})
    assert changed.status_code == 200
    for one in (client, stranger):
        assert one.get("/api/auth/status").json()["signed_in"] is False
    new = connect(Authorization=f"Bearer {changed.json()['access_token']}")
    assert new.get("/api/auth/status").json()["signed_in"] is True


def test_a_session_that_begins_while_the_password_changes_ends_with_the_others(
    world: World, password: str
) -> None:
    other = Access(store=world.store, hours=1)
    other.set_up(password)
    changes = iter(["quite another password"])

    def clock() -> datetime:
        # Asked when the password was found right and the session begins.
        for new in changes:
            other.reset(new)
        return datetime.now(UTC)

    with pytest.raises(NotSignedIn):
        Access(store=world.store, hours=1, clock=clock).sign_in(password, "127.0.0.1")
    assert next(changes, None) is None


def test_an_old_hash_is_made_again_with_todays_parameters(world: World, password: str) -> None:
    access = Access(store=world.store, hours=1)
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(password)
    world.store.access.set_password(weak, datetime.now(UTC))
    token = access.sign_in(password, "127.0.0.1").token
    strong = world.store.access.password() or ""
    assert not PasswordHasher().check_needs_rehash(strong)
    assert access._identify(token) is not None
    access.sign_in(password, "127.0.0.1")
    assert world.store.access.password() == strong


def test_a_hash_that_is_none_lets_nobody_in(world: World) -> None:
    world.store.access.set_password("", datetime.now(UTC))
    with pytest.raises(NotSignedIn):
        Access(store=world.store, hours=1).sign_in("", "127.0.0.1")


def test_an_expired_session_lets_nobody_in(world: World, password: str) -> None:
    at = datetime.now(UTC)
    access = Access(store=world.store, hours=1, clock=lambda: at)
    token = access.set_up(password).token
    assert access._identify(token) is not None
    at += timedelta(hours=1)
    assert access._identify(token) is None


def test_what_another_process_revokes_ends_within_a_second(
    client: httpx.Client, site: Site
) -> None:
    assert client.get("/api/auth/status").json()["signed_in"] is True
    site.library.store.sessions.revoke_all(datetime.now(UTC))
    began = datetime.now(UTC)
    while client.get("/api/auth/status").json()["signed_in"]:
        assert datetime.now(UTC) - began < timedelta(seconds=3)


def test_a_ticket_opens_once(client: httpx.Client, site: Site) -> None:
    answer = client.post("/api/auth/ws-ticket").json()
    assert datetime.fromisoformat(answer["expires_at"]) > datetime.now(UTC)
    caller = site.access.redeem(answer["ticket"])
    assert caller is not None
    assert caller.scope is Scope.WRITE
    assert site.access.redeem(answer["ticket"]) is None
    assert site.access.redeem("") is None


def test_a_ticket_is_worth_nothing_after_logging_out(client: httpx.Client, site: Site) -> None:
    ticket = client.post("/api/auth/ws-ticket").json()["ticket"]
    client.post("/api/auth/logout")
    assert site.access.redeem(ticket) is None


def test_strangers_get_no_ticket(stranger: httpx.Client) -> None:
    assert stranger.post("/api/auth/ws-ticket").status_code == 401


def test_who_is_gone_counts_no_more(site: Site, client: httpx.Client) -> None:
    assert not site.access.counts(Caller(scope=Scope.READ, session="nobody"))
    assert not site.access.counts(Caller(scope=Scope.READ, api_key="nobody"))
