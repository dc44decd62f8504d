"""Signing in and out on the pages."""

from collections.abc import Callable

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser

from aniworld_web.auth.credentials import COOKIE
from aniworld_web.site import Site

PASSWORD = "a password for tests"


@pytest.fixture
def person(connect: Callable[..., httpx.Client]) -> httpx.Client:
    """Return a client that keeps cookies, as a browser does."""
    client = connect()
    client.headers["origin"] = str(client.base_url).rstrip("/")
    return client


def said(answer: httpx.Response, selector: str = "main") -> str:
    node = LexborHTMLParser(answer.text).css_first(selector)
    return "" if node is None else " ".join(node.text().split())


def test_signing_in_leads_to_the_page_that_was_wanted(person: httpx.Client, site: Site) -> None:
    site.access.set_up(PASSWORD)
    wanted = person.get("/missing?reason=failed").headers["location"]
    form = LexborHTMLParser(person.get(wanted).text).css_first(".door-panel [name=next]")
    assert form is not None
    data = {"password": PASSWORD, "next": form.attributes["value"] or ""}
    assert person.post("/login", data=data).headers["location"] == "/missing?reason=failed"
    assert person.get("/missing").status_code == 200
    assert person.get("/login?next=/queue").headers["location"] == "/queue"


@pytest.mark.parametrize(
    "elsewhere", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:x"]
)
def test_signing_in_leads_to_no_other_site(
    person: httpx.Client, site: Site, elsewhere: str
) -> None:
    site.access.set_up(PASSWORD)
    asked = LexborHTMLParser(person.get("/login", params={"next": elsewhere}).text)
    hidden = asked.css_first(".door-panel [name=next]")
    assert hidden is not None
    assert not hidden.attributes["value"]
    answer = person.post("/login", data={"password": PASSWORD, "next": elsewhere})
    assert answer.headers["location"] == "/"
    assert person.get("/login", params={"next": elsewhere}).headers["location"] == "/"


def test_wrong_passwords_are_told_and_counted(person: httpx.Client, site: Site) -> None:
    site.access.set_up(PASSWORD)
    for _ in range(10):
        answer = person.post("/login", data={"password": "wrong", "next": "/queue"})
        assert answer.status_code == 401
        assert "That is not the password." in said(answer)
    answer = person.post("/login", data={"password": PASSWORD})
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert "Too many wrong passwords. Wait" in said(answer)


def test_signing_out_ends_the_session_itself(person: httpx.Client, site: Site) -> None:
    token = site.access.set_up(PASSWORD).token
    person.cookies.set(COOKIE, token)
    assert person.get("/queue").status_code == 200
    answer = person.post("/logout", data={"x": ""})
    assert answer.headers["location"] == "/login"
    person.cookies.set(COOKIE, token)
    assert person.get("/queue").headers["location"].startswith("/login")
