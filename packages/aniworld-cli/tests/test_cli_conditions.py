"""How the sites are doing, on the command line: told by the doctor, who asks those that rest, too."""

import pytest

from aniworld_cli.testing import Aniw
from aniworld_core.errors import Blocked, LayoutChanged, ProviderError, RateLimited, Unavailable


def told(aniw: Aniw) -> str:
    """Return what the doctor says of the site's condition, beside that it is there."""
    checks = aniw.json("doctor")["checks"]
    texts = [check["text"] for check in checks if check["name"] == "providers"]
    assert texts[-1] == "site"
    return " ".join(texts[:-1])


@pytest.mark.parametrize(
    ("error", "tries", "what"),
    [
        (RateLimited("Slow down."), 1, "site: asked us to wait, and is left alone until 20"),
        (Blocked("A captcha."), 1, "site: refuses us, and is left alone until 20"),
        (
            LayoutChanged("The mark `div.hits` is missing."),
            1,
            "site: shows pages unknown to this program, when last asked: The mark `div.hits` is missing.",
        ),
        (
            LayoutChanged("Odd."),
            3,
            "site: shows pages unknown to this program, and is left alone until",
        ),
        (Unavailable("No answer."), 1, "site: does not answer, when last asked: No answer."),
        (Unavailable("No answer."), 3, "site: does not answer, and is left alone until 20"),
    ],
)
def test_the_doctor_tells_how_a_site_is_doing(
    aniw: Aniw, error: ProviderError, tries: int, what: str
) -> None:
    assert told(aniw) == ""
    aniw.world.provider_error = error
    for _ in range(tries):
        aniw("search", "fern", code=1)
    assert told(aniw).startswith(what)
    assert told(aniw).endswith(error.message)


def test_asking_online_ends_a_rest_where_the_site_answers(aniw: Aniw) -> None:
    aniw.world.provider_error = Blocked("A captcha.")
    aniw("search", "fern", code=1)
    aniw("doctor", "--online", code=1)
    aniw.world.provider_error = None
    refused = aniw("search", "fern", code=1)
    assert "site is resting until" in refused.stderr
    assert "site answers" in aniw("doctor", "--online").stdout
    assert told(aniw) == ""
    assert "fern" in aniw("search", "fern").stdout
