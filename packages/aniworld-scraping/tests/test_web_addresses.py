"""What addresses on a page lead to, and which of them belong to a site."""

import pytest

from aniworld_scraping import absolute, path_on

HOSTS = frozenset({"site.example", "www.site.example", "localhost:8080"})


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("/redirect/1", "https://site.example/redirect/1"),
        (" 2 ", "https://site.example/a/2"),
        ("https://hoster.example/e/1", "https://hoster.example/e/1"),
        ("javascript:alert(1)", ""),
        ("http://[", ""),
        ("", ""),
    ],
)
def test_only_web_addresses_are_addresses(href: str, url: str) -> None:
    assert absolute("https://site.example/a/b", href) == url


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://site.example/a/b?c=d#e", "/a/b"),
        (" http://WWW.site.example:80/a ", "/a"),
        ("https://site.example", ""),
        ("http://localhost:8080/a", "/a"),
        ("https://site.example:80/a", None),
        ("http://localhost/a", None),
        ("https://site.example.evil.example/a", None),
        ("https://site.example@evil.example/a", None),
        ("ftp://site.example/a", None),
        ("//site.example/a", None),
        ("https://site.example:x/a", None),
        ("https://[/a", None),
        ("", None),
    ],
)
def test_only_addresses_on_a_known_host_have_a_path(url: str, path: str | None) -> None:
    assert path_on(url, HOSTS) == path
