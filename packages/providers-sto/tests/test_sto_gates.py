"""Where a page leads that stands in the place of a redirect: plainly elsewhere, or nowhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aniworld_providers_sto.parse import HOSTS, scripted_target
from aniworld_scraping import Page

HOSTER = "https://hoster.example/e/abc?x=1"


def target(text: str) -> str | None:
    return scripted_target(Page("https://serienstream.to/r?t=x", text), HOSTS)


@pytest.mark.parametrize(
    "script",
    [
        f'window.top.location = "{HOSTER}";',
        f"window.top.location.href='{HOSTER}'",
        f'window.location.href = "{HOSTER}"',
        f"if (top) {{ top.location.href = '{HOSTER}' }} else {{ location.href = '{HOSTER}' }}",
        'window.top.location.href = "https:\\/\\/hoster.example\\/e\\/abc?x=1";',
    ],
)
def test_an_address_in_the_clear_is_read(script: str) -> None:
    assert target(f"<html><script>{script}</script></html>") == HOSTER


@pytest.mark.parametrize(
    "script",
    [
        "",
        "window.top.location.reload()",
        'window.top.location = atob("aHR0cHM6Ly9ob3N0ZXIuZXhhbXBsZQ==")',
        'window.top.location = "https://hoster.example/" + id',
        'window.top.location = "/r/gate"',
        'window.top.location = "javascript:alert(1)"',
        'window.top.location = "https://\\u0068oster.example/"',
        'window.top.location = "https://s.to/captcha"',
        'window.top.location = "https://www.serienstream.to/"',
        'location.href = "https://a.example/"; window.top.location = "https://b.example/"',
        f'mylocation.href = "{HOSTER}"',
    ],
)
def test_what_is_not_plain_is_not_guessed(script: str) -> None:
    assert target(f"<html><script>{script}</script></html>") is None


@pytest.mark.parametrize(
    "gate",
    ['<div class="cf-turnstile">', "<altcha-widget>", '<form id="player-prepare-form">', "Captcha"],
)
def test_a_page_with_a_gate_leads_nowhere(gate: str) -> None:
    assert target(f'{gate}<script>window.top.location = "{HOSTER}"</script>') is None


@given(st.text())
def test_any_text_leads_nowhere_or_elsewhere(text: str) -> None:
    found = target(f'window.top.location = "https://{text}"')
    assert found is None or found.startswith("https://")
