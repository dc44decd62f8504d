"""Guessing passwords (T17): how many are tried, how many hashes that costs, and who feels it."""

import random
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from itertools import islice
from threading import Event, Lock
from typing import Any, Literal

import httpx
import pytest
from argon2 import PasswordHasher
from starlette.applications import Starlette
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from aniworld_core.errors import NotSignedIn, TooManyAttempts
from aniworld_web.auth.access import Access
from aniworld_web.auth.attempts import Attempts
from aniworld_web.auth.passwords import Passwords
from aniworld_web.serving import Serving
from aniworld_web.site import Site


class Counting(PasswordHasher):
    """Argon2, with a look at how often it is computed and how many at once."""

    computed = running = at_once = 0
    _lock = Lock()

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:
        with self.counted():
            return super().verify(hash, password)

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Count one hash."""
        with self._lock:
            self.computed += 1
            self.running += 1
            self.at_once = max(self.at_once, self.running)
        try:
            yield
        finally:
            with self._lock:
                self.running -= 1


def guarded(site: Site, password: str, hasher: Counting) -> Counting:
    """Give the application a password, and a hasher that counts."""
    site.access = Access(store=site.library.store, hours=1, passwords=Passwords(hasher))
    site.access.set_up(password)
    return hasher


@pytest.fixture
def hasher(site: Site, password: str) -> Counting:
    """Return the application's hasher, as costly as it is in use."""
    return guarded(site, password, Counting())


@pytest.fixture
def quick_hasher(site: Site, password: str) -> Counting:
    """Return the application's hasher, with a hundred hashes in no time."""
    return guarded(site, password, Counting(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def proxied(app: Starlette) -> Iterator[str]:
    """Serve the application behind a proxy that it trusts, as `aniw serve` does."""
    proxied: Any = ProxyHeadersMiddleware
    with Serving(proxied(app, "127.0.0.1")) as serving:
        yield serving.url


def guess(url: str, headers: list[dict[str, str]]) -> list[httpx.Response]:
    """Try a wrong password once with each of some headers, eight at a time."""
    with (
        httpx.Client(base_url=url, trust_env=False, timeout=60) as client,
        ThreadPoolExecutor(8) as threads,
    ):
        return list(
            threads.map(
                lambda one: client.post(
                    "/api/auth/login", json={"password": "a wrong guess"}, headers=one
                ),
                headers,
            )
        )


def test_one_address_has_ten_guesses_whatever_it_claims_to_be(hasher: Counting, url: str) -> None:
    rng = random.Random(1)
    forged = [{"X-Forwarded-For": f"10.0.{rng.randrange(256)}.{n % 256}"} for n in range(300)]
    answers = guess(url, forged)
    assert hasher.computed == 10
    assert hasher.at_once <= 2
    assert Counter(one.status_code for one in answers) == {401: 10, 429: 290}
    limited = [one for one in answers if one.status_code == 429]
    assert all(1 <= int(one.headers["retry-after"]) <= 300 for one in limited)
    (late,) = guess(url, [{}])
    assert 200 < int(late.headers["retry-after"]) <= 300
    assert {one.json()["type"] for one in limited} == {"urn:aniworld:error:too-many-attempts"}


def test_all_addresses_together_have_a_hundred_guesses(
    proxied: str, quick_hasher: Counting
) -> None:
    addresses = [{"X-Forwarded-For": f"10.0.0.{n}"} for n in range(250)]
    answers = guess(proxied, addresses)
    assert Counter(one.status_code for one in answers) == {401: 100, 429: 150}
    assert quick_hasher.computed == 100
    assert quick_hasher.at_once <= 2


class Stuck(Counting):
    """A hasher that does not get on until it is told to."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.go = Event()

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:
        with self.counted():
            assert self.go.wait(60)
        return super().verify(hash, password)


def test_guesses_never_take_the_threads_that_others_need(
    site: Site, proxied: str, password: str
) -> None:
    hasher = Stuck()
    guarded(site, password, hasher)
    addresses = [{"X-Forwarded-For": f"10.0.0.{n}"} for n in range(60)]
    with ThreadPoolExecutor(60) as threads:
        guesses = [threads.submit(guess, proxied, [one]) for one in addresses]
        refused = [one.result()[0] for one in islice(as_completed(guesses), 52)]
        assert {one.status_code for one in refused} == {429}
        assert {one.headers["retry-after"] for one in refused} == {"1"}
        assert hasher.running == 2
        with httpx.Client(base_url=proxied, trust_env=False, timeout=30) as client:
            assert client.get("/api/auth/status").json()["configured"] is True
        hasher.go.set()
    assert Counter(one.result()[0].status_code for one in guesses) == {429: 52, 401: 8}


def test_who_knows_the_password_is_not_counted(hasher: Counting, url: str, password: str) -> None:
    with httpx.Client(base_url=url, trust_env=False) as client:
        for _ in range(12):
            client.cookies.clear()
            assert client.post("/api/auth/login", json={"password": password}).status_code == 200


def fail_or_raise(attempts: Attempts, address: str) -> None:
    """Try a wrong password."""
    with attempts.attempt(address) as failed:
        failed()


def fail(attempts: Attempts, address: str) -> bool:
    """Try a wrong password; False when there were too many."""
    try:
        fail_or_raise(attempts, address)
    except TooManyAttempts:
        return False
    return True


def test_a_right_password_takes_away_no_wrong_ones() -> None:
    attempts = Attempts()
    assert all(fail(attempts, "192.0.2.1") for _ in range(9))
    with attempts.attempt("192.0.2.1"):
        pass
    assert fail(attempts, "192.0.2.1")
    assert not fail(attempts, "192.0.2.1")
    assert fail(attempts, "192.0.2.2")


@pytest.mark.parametrize(
    ("one", "same", "other"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::2", "2001:db8:1:3::1"),
        ("192.0.2.1", "::ffff:192.0.2.1", "192.0.2.2"),
        ("fe80::1%eth0", "fe80::2%eth0", "192.0.2.3"),
        ("", "", "192.0.2.4"),
    ],
)
def test_what_counts_as_one_address(one: str, same: str, other: str) -> None:
    attempts = Attempts()
    assert all(fail(attempts, one) for _ in range(10))
    assert not fail(attempts, same)
    assert fail(attempts, other)


def test_those_at_once_count_before_they_are_known_to_be_wrong() -> None:
    attempts = Attempts()
    assert all(fail(attempts, "192.0.2.1") for _ in range(9))
    with attempts.attempt("192.0.2.1"), pytest.raises(TooManyAttempts) as refused:
        fail_or_raise(attempts, "192.0.2.1")
    assert refused.value.retry_after.total_seconds() == 1


def test_an_old_password_is_guessed_no_faster_where_it_is_changed(
    site: Site, hasher: Counting
) -> None:
    for _ in range(10):
        with pytest.raises(NotSignedIn):
            site.access.change_password("a wrong guess", "a new password", "192.0.2.1")
    with pytest.raises(TooManyAttempts):
        site.access.change_password("a wrong guess", "a new password", "192.0.2.1")
    assert hasher.computed == 10
