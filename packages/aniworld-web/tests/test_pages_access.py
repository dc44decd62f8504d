"""Password, sessions and API keys as a person changes them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from attrs import evolve
from selectolax.lexbor import LexborHTMLParser

from aniworld_core.entities import Scope
from aniworld_core.errors import NotSignedIn
from aniworld_web.auth.credentials import COOKIE
from aniworld_web.site import Site

Connect = Callable[..., httpx.Client]
NEW = "another password"
PLACE = "/settings/access"


def said(answer: httpx.Response, selector: str = "main") -> str:
    found = LexborHTMLParser(answer.text).css(selector)
    return " ".join(" ".join(one.text().split()) for one in found)


def make(client: httpx.Client, **data: str) -> httpx.Response:
    return client.post(f"{PLACE}/keys", data={"name": "Home", "scope": "read", **data})


def test_a_key_is_shown_once_and_lets_a_program_in(client: httpx.Client, connect: Connect) -> None:
    made = make(client, scope="write", days="30")
    assert made.status_code == 201
    field = LexborHTMLParser(made.text).css_first("#key-text")
    assert field is not None
    text = field.attributes["value"] or ""
    assert text.startswith("aniw_")
    assert made.headers["cache-control"] == "no-store"
    assert text not in client.get(PLACE).text
    program = connect(Authorization=f"Bearer {text}")
    assert program.post("/api/queue/retry", json={}).status_code == 200
    (line,) = LexborHTMLParser(client.get(PLACE).text).css(".key-line")
    assert "Home read and write" in " ".join(line.text().split())
    assert "last used" in line.text()


def test_a_key_reads_unless_more_is_asked_for(client: httpx.Client, site: Site) -> None:
    make(client, scope="everything")
    (key,) = site.access.keys.all()
    assert (key.scope, key.expires) == (Scope.READ, None)


@pytest.mark.parametrize(
    ("data", "status", "field"),
    [
        ({"name": ""}, 422, "name"),
        ({"name": "x" * 101}, 422, "name"),
        ({"name": "a\nb"}, 422, "name"),
        ({"name": "\N{RIGHT-TO-LEFT OVERRIDE}x"}, 422, "name"),
        ({"days": "0"}, 422, "days"),
        ({"days": "many"}, 422, "days"),
        ({"days": "9" * 18}, 422, "days"),
        ({"name": "taken"}, 409, "name"),
    ],
)
def test_keys_of_no_sense_are_refused_and_kept_as_typed(
    client: httpx.Client, site: Site, data: dict[str, str], status: int, field: str
) -> None:
    site.access.keys.add("taken", scope=Scope.READ)
    answer = make(client, **data)
    assert answer.status_code == status
    assert said(answer, f"#problem-{field}")
    node = LexborHTMLParser(answer.text).css_first(f"#{field}")
    assert node is not None
    assert (node.attributes["value"] or "").split() == data[field].split()
    assert len(site.access.keys.all()) == 1


def test_an_expired_key_is_marked(client: httpx.Client, site: Site) -> None:
    then = datetime.now(UTC) - timedelta(days=1)
    made = site.access.keys.add("Old", scope=Scope.READ).key
    site.library.store.access.remove_key(made.id)
    site.library.store.access.add_key(evolve(made, created=then, expires=then))
    assert "expired" in said(client.get(PLACE), ".key-line")


def test_a_key_is_removed_after_a_question(client: httpx.Client, site: Site) -> None:
    key = site.access.keys.add("Home <b>", scope=Scope.READ).key
    asked = client.get(f"{PLACE}/keys/{key.id}")
    assert "Remove the key “Home <b>”?" in said(asked)
    assert site.access.keys.all() == [key]
    for _ in range(2):
        answer = client.post(f"{PLACE}/keys/{key.id}", data={"x": ""})
        assert answer.headers["location"] == PLACE
    assert site.access.keys.all() == []
    for id in ("x", "..%2F..", "%00", key.id):
        assert client.get(f"{PLACE}/keys/{id}").status_code == 404


def test_a_new_password_ends_every_other_session(
    client: httpx.Client, site: Site, password: str, connect: Connect
) -> None:
    key = connect(Authorization=f"Bearer {site.access.keys.add('k', scope=Scope.READ).text}")
    mine = connect()
    mine.headers["origin"] = str(mine.base_url).rstrip("/")
    mine.cookies.set(COOKIE, site.access.sign_in(password, "127.0.0.1").token)
    form = {"old": password, "new": NEW, "again": NEW}
    answer = mine.post(f"{PLACE}/password", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, PLACE)
    fresh = connect()
    fresh.cookies.set(COOKIE, answer.cookies[f"{COOKIE}_{mine.base_url.port}"])
    assert fresh.get(PLACE).status_code == 200
    assert client.get(PLACE).status_code == 303
    assert key.get("/api/anime").status_code == 200
    with pytest.raises(NotSignedIn):
        site.access.sign_in(password, "127.0.0.1")
    site.access.sign_in(NEW, "127.0.0.1")


@pytest.mark.parametrize(
    ("changes", "status", "field"),
    [
        ({"old": "wrong"}, 403, "old"),
        ({"again": "different"}, 422, "again"),
        ({"new": "short", "again": "short"}, 422, "new"),
    ],
)
def test_a_password_is_not_changed_by_mistake(
    client: httpx.Client,
    site: Site,
    password: str,
    changes: dict[str, str],
    status: int,
    field: str,
) -> None:
    form = {"old": password, "new": NEW, "again": NEW, **changes}
    answer = client.post(f"{PLACE}/password", data=form)
    assert answer.status_code == status
    assert said(answer, f"#problem-{field}")
    for text in (*form.values(), password):
        assert f'value="{text}"' not in answer.text
    site.access.sign_in(password, "127.0.0.1")
    assert client.get(PLACE).status_code == 200


def test_guessing_the_old_password_has_an_end(client: httpx.Client, password: str) -> None:
    form = {"old": "wrong", "new": NEW, "again": NEW}
    answers = [client.post(f"{PLACE}/password", data=form).status_code for _ in range(11)]
    assert answers == [403] * 10 + [429]
    assert client.post(f"{PLACE}/password", data=form | {"old": password}).status_code == 429


def test_every_device_is_signed_out_at_once(
    client: httpx.Client, site: Site, password: str, connect: Connect
) -> None:
    other = connect(Authorization=f"Bearer {site.access.sign_in(password, '127.0.0.1').token}")
    assert other.get(PLACE).status_code == 200
    assert client.post(f"{PLACE}/leave", data={"x": ""}).headers["location"] == "/login"
    assert other.get(PLACE).status_code == client.get(PLACE).status_code == 303
    site.access.sign_in(password, "127.0.0.1")
