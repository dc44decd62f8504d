"""Several applications on one machine: a browser, to which all ports are one, is signed in to each."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from aniworld_core.config import parse
from aniworld_core.library import Library
from aniworld_core.plugins import PluginManager
from aniworld_core.testing.world import World
from aniworld_web.app import create_app
from aniworld_web.auth.credentials import COOKIE, cookie_name
from aniworld_web.serving import Serving
from aniworld_web.site import Site


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("127.0.0.1:8765", f"{COOKIE}_8765"),
        ("[::1]:8765", f"{COOKIE}_8765"),
        ("anime.example.org", COOKIE),
        ("[::1]", COOKIE),
        ("box:", COOKIE),
        ("8765", COOKIE),
        ("", COOKIE),
    ],
)
def test_a_cookie_is_called_by_the_port(host: str, name: str) -> None:
    assert cookie_name(host) == name


@pytest.fixture
def other(tmp_path: Path) -> Iterator[str]:
    """Serve another library on this machine, as `aniw demo --serve` does, and return where."""
    config = parse(
        {
            "data": str(tmp_path / "demo"),
            "store": "memory:",
            "plugins": {"web": {"download": False}},
        }
    )
    manager = PluginManager()
    manager.add(World(), "world")
    with Library.open(config, plugins=manager) as library, Serving(create_app(library)) as serving:
        yield serving.url


def signed_in(browser: httpx.Client, url: str) -> bool:
    return bool(browser.get(f"{url}/api/auth/status").json()["signed_in"])


def test_who_signs_in_to_one_application_stays_signed_in_to_the_other(
    url: str, other: str, password: str
) -> None:
    with httpx.Client(trust_env=False) as browser:
        for one in (url, other):
            browser.post(f"{one}/api/auth/setup", json={"password": password})
        assert [signed_in(browser, one) for one in (url, other)] == [True, True]
        browser.post(f"{other}/logout", data={"x": ""}, headers={"Origin": other})
        assert [signed_in(browser, one) for one in (url, other)] == [True, False]


def test_the_cookie_of_another_port_opens_nothing(url: str, site: Site, password: str) -> None:
    token = site.access.set_up(password).token
    with httpx.Client(trust_env=False) as browser:
        browser.cookies.set(f"{COOKIE}_1", token)
        assert not signed_in(browser, url)


@pytest.mark.parametrize("named", ["by port", ""])
def test_a_form_of_unknown_origin_is_refused_with_any_such_cookie(
    app: Starlette, named: str
) -> None:
    with Serving(app) as serving, httpx.Client(base_url=serving.url, trust_env=False) as browser:
        name = cookie_name(str(browser.base_url.netloc, "ascii")) if named else COOKIE
        browser.cookies.set(name, "anything")
        assert browser.post("/login", data={"password": "x"}).status_code == 403
