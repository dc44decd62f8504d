"""What an answer that is not the wanted page means."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aniworld_core.errors import Blocked, LayoutChanged, ProviderError, RateLimited, Unavailable
from aniworld_scraping import unknown_page
from aniworld_scraping.outcomes import failure

URL = "https://site.example/page"

CHALLENGES = [
    "Deine Anfrage wurde als Spam erkannt.",
    "<html><head><title>Just a moment...</title></head></html>",
    "<TITLE> Attention Required! </TITLE>",
    "<script src='/cdn-cgi/challenge-platform/h/b/orchestrate'></script>",
    "<script>window._cf_chl_opt={}; cf_chl_rt_tk</script>",
    "<script src='/.well-known/ddos-guard/check'></script>",
    "<div class='g-recaptcha'></div>",
    "<div class='cf-turnstile'></div>",
]


@pytest.mark.parametrize("text", CHALLENGES)
def test_a_challenge_with_a_good_status_is_blocked(text: str) -> None:
    assert isinstance(unknown_page(URL, text), Blocked)


@pytest.mark.parametrize("text", ["", "<html></html>", "Wartungsarbeiten", "a moment later"])
def test_any_other_unknown_page_is_a_changed_layout(text: str) -> None:
    assert isinstance(unknown_page(URL, text), LayoutChanged)


@given(st.integers(200, 299))
def test_good_statuses_are_no_failure(status: int) -> None:
    assert failure(status, URL, CHALLENGES[0]) is None


@given(st.integers(300, 999), st.sampled_from(["", "page", *CHALLENGES]))
def test_every_other_status_says_what_happened_and_where(status: int, text: str) -> None:
    error = failure(status, URL, text, wait=timedelta(seconds=7))
    assert isinstance(error, ProviderError)
    assert URL in error.message
    if isinstance(error, RateLimited | Unavailable):
        assert error.retry_after == timedelta(seconds=7)


@pytest.mark.parametrize("status", [408, 425, 500, 502, 503, 504, 520, 530])
def test_only_faults_of_the_moment_are_unavailable(status: int) -> None:
    assert isinstance(failure(status, URL), Unavailable)
    assert isinstance(failure(status, URL, CHALLENGES[0]), Blocked)
