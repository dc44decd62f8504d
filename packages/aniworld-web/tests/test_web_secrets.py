"""Nothing secret in what the program says of itself (part of T26)."""

import logging
from collections.abc import Callable

import httpx
import pytest

from aniworld_core.entities import Scope
from aniworld_web.auth.tickets import Tickets
from aniworld_web.caller import Caller
from aniworld_web.rest.api_keys import Key, KeyMade
from aniworld_web.rest.auth import FirstPassword, Login, NewPassword, TicketMade, Token
from aniworld_web.site import Site


def test_a_whole_life_of_secrets_leaves_no_trace_in_the_log(
    site: Site,
    stranger: httpx.Client,
    connect: Callable[..., httpx.Client],
    password: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    new = "another secret password"
    first = stranger.post("/api/auth/setup", json={"password": password}).json()["access_token"]
    person = connect(Authorization=f"Bearer {first}")
    changed = person.post("/api/auth/password", json={"old": password, "new": new})
    token = changed.json()["access_token"]
    person = connect(Authorization=f"Bearer {token}")
    key = person.post("/api/auth/keys", json={"name": "sonarr"}).json()["text"]
    ticket = person.post("/api/auth/ws-ticket").json()["ticket"]
    assert connect(**{"X-API-Key": key}).get("/api/auth/status").json()["signed_in"] is True
    secrets = [password, new, first, token, key, ticket]
    wrong = "a guess that was nearly right"
    refused = [
        stranger.post("/api/auth/login", json={"password": wrong}, headers={"Origin": origin})
        for origin in (str(stranger.base_url).rstrip("/"), "https://evil.example")
    ]
    refused.append(person.post("/api/auth/setup", json={"password": new}))
    refused.append(person.post("/api/auth/login", json={"password": 7, "pass": new}))
    access = site.library.store.access
    secrets += [wrong, access.password() or "", access.secret("there is one")]
    secrets += [one.hash for one in site.access.keys.all()]
    # The client of this test tells all it sends; what counts is what the program tells.
    told = [
        one.getMessage() + (one.exc_text or "")
        for one in caplog.records
        if not one.name.startswith("http")
    ]
    told += [repr(site), repr(site.access), *(one.text for one in refused)]
    assert [one.status_code for one in refused] == [401, 403, 409, 422]
    assert not [secret for secret in secrets if secret in "\n".join(told)]


def test_no_value_that_holds_a_secret_shows_it(site: Site, password: str) -> None:
    caller = Caller(scope=Scope.READ, session="somebody")
    signed_in = site.access.set_up(password)
    made = site.access.keys.add("sonarr", scope=Scope.READ)
    ticket = Tickets(site.library.store.leases).issue(caller)
    expires = signed_in.session.expires
    key = Key(
        id="1", name="sonarr", scope=Scope.READ, created=expires, expires=None, last_used=None
    )
    shown = repr(
        [
            signed_in,
            made,
            ticket,
            FirstPassword(password=password),
            Login(password=password),
            NewPassword(old=password, new=password),
            Token(access_token=signed_in.token, expires_at=expires),
            KeyMade(key=key, text=made.text),
            TicketMade(ticket=ticket.text, expires_at=expires),
            site.access,
        ]
    )
    secrets = [password, signed_in.token, made.text, made.key.hash, ticket.text]
    assert not [secret for secret in secrets if secret in shown]
