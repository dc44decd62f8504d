"""Answers that are kept ready, and what is told where a path is there but not the method."""

import httpx
import pytest

from aniworld_web.ready import ReadyAnswer, ReadyAnswers


class _Clock:
    """A clock that a test sets."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_an_answer_is_good_for_a_second_and_then_let_go() -> None:
    clock = _Clock()
    answers = ReadyAnswers(clock=clock)
    answers.keep("/a", ReadyAnswer(b"a"), answers.changes)
    clock.now = 1.0
    assert answers.get("/a") is not None
    clock.now = 1.1
    assert answers.get("/a") is None
    answers.keep("/b", ReadyAnswer(b"b"), answers.changes)
    assert list(answers._kept) == ["/b"]


def test_what_changed_while_it_was_made_is_not_kept() -> None:
    answers = ReadyAnswers()
    changes = answers.changes
    answers.forget()
    answers.keep("/a", ReadyAnswer(b"a"), changes)
    assert answers.get("/a") is None


def test_the_answers_of_longest_ago_make_room() -> None:
    answers = ReadyAnswers(size=2)
    for address in ("/a", "/b", "/c"):
        answers.keep(address, ReadyAnswer(b""), answers.changes)
    assert [answers.get(one) is None for one in ("/a", "/b", "/c")] == [True, False, False]


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/api/anime/fern", {"GET", "HEAD", "PUT", "DELETE"}),
        ("/api/v1/auth/keys", {"GET", "HEAD", "POST"}),
        ("/api/queue/1", {"GET", "HEAD", "DELETE"}),
    ],
)
def test_all_methods_of_a_path_are_told(
    stranger: httpx.Client, path: str, allowed: set[str]
) -> None:
    refused = stranger.patch(path)
    assert refused.status_code == 405
    assert refused.headers["content-type"] == "application/problem+json"
    assert set(refused.headers["allow"].split(", ")) == allowed
