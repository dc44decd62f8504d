"""The tail of the log: bounded, on one line each, and without secrets (T26)."""

import logging
from collections.abc import Callable, Iterator
from time import thread_time

import httpx
import pytest

from aniworld_web.logs import LogTail
from aniworld_web.redacting import redacted, secrets_of
from aniworld_web.site import Site

log = logging.getLogger("tests.of.the.log")


@pytest.fixture
def tail() -> Iterator[LogTail]:
    tail = LogTail(size=10)
    tail.attach()
    yield tail
    tail.detach()


@pytest.mark.parametrize(
    "text",
    [
        "GET https://site.test/x?token=SECRET&page=2",
        "GET https://site.test/x?access_token=SECRET",
        "GET https://site.test/x?a=1&api_key=SECRET#top",
        "GET https://site.test/x?X-Signature=SECRET",
        "proxy http://someone:SECRET@proxy.test:8080/",
        "proxy socks5://someone:a@SECRET@proxy.test",
        "postgresql+psycopg://me:SECRET@db.test/library",
        "Authorization: Bearer SECRET",
        "authorization: Basic SECRET",
        "{'Authorization': 'Bearer SECRET'}",
        '{"authorization": "SECRET"}',
        "sent Bearer SECRETSECRET to the site",
        "Cookie: a=1; session=SECRET; b=2",
        "Set-Cookie: aniworld_session=SECRET; HttpOnly",
        "X-API-Key: SECRET",
        "{'password': 'SECRET', 'user': 'me'}",
        '{"password": "SECRET with spaces: SECRET"}',
        "password=SECRET",
        "api_key = 'SECRET'",
        "the ticket: SECRET",
        "eyJSECRET.eyJSECRET.SECRET",
    ],
)
def test_what_looks_like_a_secret_is_left_out(text: str) -> None:
    clean = redacted(text)
    assert "SECRET" not in clean
    assert "***" in clean


@pytest.mark.parametrize(
    "text",
    [
        "the series key: attack-on-titan was added",
        "key=fern episode=S01E01",
        "https://site.test/anime/stream/fern?page=2",
        "basic knowledge of passwords helps",
        "3 tokens were read in 2 sessions",
        "12:30:05 monkey: banana",
    ],
)
def test_what_is_none_stays(text: str) -> None:
    assert redacted(text) == text


def test_secrets_of_the_settings_are_found_wherever_they_stand() -> None:
    settings = {
        "providers": {"site": {"api_token": "abcdef-1", "cookies": {"id": "abcdef-2"}}},
        "plugins": {"x": {"passwords": ["abcdef-3", "short"]}},
        "library": "/not/a/secret",
    }
    assert set(secrets_of(settings)) == {"abcdef-1", "abcdef-2", "abcdef-3"}


def test_known_secrets_are_left_out_of_messages_and_traces(tail: LogTail) -> None:
    tail.hide(["abcdef-1", "abcdef-1-and-more"])
    try:
        int("abcdef-1-and-more")
    except ValueError:
        log.exception("%s was refused", "abcdef-1")
    (entry,) = tail.entries()
    assert entry.message == "*** was refused"
    assert entry.trace is not None
    assert "ValueError: invalid literal" in entry.trace
    assert "abcdef-1" not in entry.trace  # nor in the line of the program that it shows


def test_an_entry_cannot_look_like_two(tail: LogTail) -> None:
    log.warning("wrong password of %s", "me\n2026-01-01 INFO all is well\r\x1b[2J\u2028\x85x")
    (entry,) = tail.entries()
    assert entry.message.isprintable()
    assert "me\\n2026-01-01" in entry.message


def test_only_the_last_entries_are_kept_and_each_is_short(tail: LogTail) -> None:
    for number in range(25):
        log.error("%d %s", number, "x" * 100_000)
    entries = tail.entries(limit=100)
    assert [entry.message.partition(" ")[0] for entry in entries] == [*map(str, range(15, 25))]
    assert max(len(entry.message) for entry in entries) < 5000


def test_a_secret_at_the_end_of_what_is_kept_is_left_out(tail: LogTail) -> None:
    tail.hide(["abcdef-1"])
    log.error("%s%s", "x" * 3996, "abcdef-1")
    (entry,) = tail.entries()
    assert "abcd" not in entry.message


def test_a_secret_of_former_settings_stays_out(tail: LogTail) -> None:
    tail.hide(["former-cookie"])
    tail.hide(["present-cookie"])
    log.error("what still runs sent former-cookie, the rest present-cookie")
    (entry,) = tail.entries()
    assert entry.message == "what still runs sent ***, the rest ***"


@pytest.mark.parametrize(
    "part", ["a-", "://", "cookie ", "bearer ", "=", "token", "_", '"', "eyJ-", "eyJ."]
)
def test_a_hostile_message_takes_no_time(tail: LogTail, part: str) -> None:
    begin = thread_time()
    log.error(part * (100_000 // len(part)))
    assert thread_time() - begin < 1


def test_entries_are_chosen_by_severity_and_place(tail: LogTail) -> None:
    for level in (logging.WARNING, logging.ERROR) * 3:
        log.log(level, "m")
    all_of_them = [entry.seq for entry in tail.entries()]
    assert [one.seq for one in tail.entries(severity=logging.ERROR)] == all_of_them[1::2]
    assert [one.seq for one in tail.entries(limit=2)] == all_of_them[-2:]
    assert [one.seq for one in tail.entries(limit=2, after=all_of_them[1])] == all_of_them[2:4]


def test_listening_changes_nothing_for_others() -> None:
    root = logging.getLogger()
    before = (root.level, list(root.handlers))
    tail = LogTail()
    tail.attach()
    tail.attach()
    assert root.level == before[0]
    assert len(root.handlers) == len(before[1]) + 1
    tail.detach()
    assert (root.level, root.handlers) == before
    log.error("nobody hears it here")
    assert tail.entries() == []


def test_a_message_that_cannot_be_made_stops_nobody(
    tail: LogTail, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging, "raiseExceptions", False)
    record = logging.LogRecord("x", logging.ERROR, "f", 1, "%d", ("no number",), None)
    for handler in [
        one for one in logging.getLogger().handlers if type(one).__name__ == "_Handler"
    ]:
        handler.handle(record)
    assert tail.entries() == []


def test_the_log_is_shown_by_level_and_place(client: httpx.Client, site: Site) -> None:
    log.warning("first")
    log.error("second, password=%s", "hunter2-hunter2")
    items = client.get("/api/logs", params={"level": "warning"}).json()["items"]
    mine = [one for one in items if one["logger"] == log.name]
    assert [(one["level"], one["message"]) for one in mine] == [
        ("warning", "first"),
        ("error", "second, password=***"),
    ]
    later = client.get("/api/logs", params={"after": mine[0]["seq"], "limit": 1}).json()["items"]
    assert [one["seq"] for one in later] == [mine[0]["seq"] + 1]


def test_nothing_of_a_request_gets_into_the_log(
    client: httpx.Client, connect: Callable[..., httpx.Client], site: Site, password: str
) -> None:
    token = client.headers["Authorization"].partition(" ")[2]
    wrong = "wr0ng-password-of-a-person"
    with connect(Authorization=f"Bearer {token}x") as other:
        other.get(f"/api/anime?text={token}")
        other.post("/api/auth/login", json={"password": wrong})
        other.post("/api/auth/login", content=f'{{"password": "{wrong}'.encode())
        other.get("/api/jobs", headers={"Cookie": f"aniworld_session={token}"})
    kept = " ".join(f"{one.message} {one.trace}" for one in site.logs.entries(limit=1000))
    for secret in (token, password, wrong):
        assert secret not in kept
        assert secret not in client.get("/api/logs", params={"limit": 500}).text
