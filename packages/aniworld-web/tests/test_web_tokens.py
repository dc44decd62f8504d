"""Attacks on tokens (T16): none of them lets anybody in."""

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import jwt
import pytest

from aniworld_core.entities import Session
from aniworld_web.site import Site

Claims = dict[str, Any]
_CENTURY = 100 * 365 * 24 * 3600


class Forger:
    """Who has a session's claims, its token and even the secret, and tries what can be tried."""

    def __init__(self, token: str, secret: bytes) -> None:
        self.token = token
        self.secret = secret
        self.claims: Claims = jwt.decode(token, options={"verify_signature": False})

    def signed(self, claims: Claims, headers: Claims | None = None, key: bytes = b"") -> str:
        return jwt.encode(claims, key or self.secret, "HS256", headers)

    def unsigned(self, algorithm: str, signature: str = "") -> str:
        header = base64.urlsafe_b64encode(json.dumps({"alg": algorithm, "typ": "JWT"}).encode())
        return f"{header.decode().rstrip('=')}.{self.token.split('.')[1]}.{signature}"

    def without(self, name: str) -> str:
        return self.signed({key: value for key, value in self.claims.items() if key != name})

    def but(self, **claims: object) -> str:
        return self.signed(self.claims | claims)


ATTACKS: dict[str, Callable[[Forger], str]] = {
    "alg none": lambda one: one.unsigned("none"),
    "alg None": lambda one: one.unsigned("None"),
    "alg nOnE": lambda one: one.unsigned("nOnE"),
    "alg none, signed": lambda one: one.unsigned("none", one.token.split(".")[2]),
    "HS taken for RS": lambda one: one.unsigned("RS256", one.token.split(".")[2]),
    "HS512": lambda one: jwt.encode(one.claims, one.secret * 2, "HS512"),
    "an empty key": lambda one: one.signed(one.claims, key=b"\0" * 32),
    "kid leads to a file": lambda one: one.signed(
        one.claims, {"kid": "../../../../dev/null"}, key=b"\0" * 32
    ),
    "kid is SQL": lambda one: one.signed(one.claims, {"kid": "x' OR 1=1 --"}, key=b"a" * 32),
    "jku leads elsewhere": lambda one: one.signed(
        one.claims, {"jku": "https://evil.example/keys"}, key=b"a" * 32
    ),
    "no exp": lambda one: one.without("exp"),
    "no sid": lambda one: one.without("sid"),
    "no iat": lambda one: one.without("iat"),
    "no iss": lambda one: one.without("iss"),
    "exp in 100 years": lambda one: one.but(exp=one.claims["exp"] + _CENTURY),
    "exp an hour later than the session's": lambda one: one.but(exp=one.claims["exp"] + 3600),
    "exp in the past": lambda one: one.but(exp=one.claims["iat"] - 3600),
    "exp is a text": lambda one: one.but(exp="never"),
    "exp is endless": lambda one: one.but(exp=10**400),
    "another iss": lambda one: one.but(iss="somebody"),
    "an aud": lambda one: one.but(aud="somebody"),
    "another sid": lambda one: one.but(sid="somebody"),
    "another iat": lambda one: one.but(iat=one.claims["iat"] - 1),
    "more claims": lambda one: one.but(scope="admin"),
    "cut by one": lambda one: one.token[:-1],
    "no signature": lambda one: one.token.rpartition(".")[0] + ".",
    "only the head": lambda one: one.token.partition(".")[0],
    "one letter": lambda one: "a",
    "dots": lambda one: "..",
    "no base64": lambda one: "\N{LATIN SMALL LETTER A WITH DIAERESIS}.b.c",
    "a nested list": lambda one: base64.urlsafe_b64encode(b"[" * 1200).decode() + ".b.c",
    "very long": lambda one: one.token + "a" * 5000,
}


@pytest.fixture
def forger(site: Site, password: str) -> Forger:
    token = site.access.set_up(password).token
    return Forger(token, bytes.fromhex(site.library.store.access.secret("there is one")))


def test_forged_tokens_are_refused(forger: Forger, stranger: httpx.Client, url: str) -> None:
    let_in = []
    for attack, forge in ATTACKS.items():
        forged = forge(forger).encode()
        for name, value in (
            (b"Authorization", b"Bearer " + forged),
            (b"X-API-Key", forged),
            (b"Cookie", b"aniworld_session=" + forged),
        ):
            headers = {name: value, b"Origin": url.encode()}
            answer = stranger.post("/api/auth/ws-ticket", headers=headers)
            if answer.status_code != 401:
                let_in.append((attack, name, answer.status_code))
    assert not let_in
    real = {"Authorization": f"Bearer {forger.token}"}
    assert stranger.post("/api/auth/ws-ticket", headers=real).status_code == 200


def test_a_token_of_an_erased_session_is_refused(forger: Forger, site: Site) -> None:
    site.library.store.sessions.purge(datetime.now(UTC) + timedelta(days=365))
    assert site.access._identify(forger.token) is None


def test_the_session_of_a_token_is_held_to_the_store(forger: Forger, site: Site) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    site.library.store.sessions.add(
        Session(id="short", issued=now, expires=now + timedelta(minutes=1))
    )
    longer = forger.but(sid="short")
    assert site.access._identify(longer) is None
    exact = {"sid": "short", "iat": int(now.timestamp()), "exp": int(now.timestamp()) + 60}
    assert site.access._identify(forger.but(**exact)) is not None


def test_a_token_from_before_a_new_password_is_refused_whatever_its_session(
    forger: Forger, site: Site
) -> None:
    site.access.reset("quite another password")
    now = datetime.now(UTC).replace(microsecond=0)
    session = Session(id="open", issued=now, expires=now + timedelta(hours=1))
    site.library.store.sessions.add(session)
    old_secret = {"sid": "open", "iat": int(now.timestamp()), "exp": int(now.timestamp()) + 3600}
    assert site.access._identify(forger.token) is None
    assert site.access._identify(forger.but(**old_secret)) is None


def test_the_secret_is_random_and_long(forger: Forger) -> None:
    assert len(forger.secret) == 32
    assert len(set(forger.secret)) > 10
