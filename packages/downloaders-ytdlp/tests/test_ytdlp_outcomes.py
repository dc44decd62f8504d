"""What yt-dlp and the hosters say, in the words of the core."""

import errno
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aniworld_core import errors
from aniworld_core.errors import AniworldError, NoSpace, NoStream, RateLimited, Unavailable
from aniworld_downloaders_ytdlp.child import signs
from aniworld_downloaders_ytdlp.child.outcomes import retry_after, translate
from aniworld_downloaders_ytdlp.messages import (
    Message,
    decode,
    encode,
    error_from,
    error_message,
)

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
KINDS = [
    each
    for name in errors.__all__
    if issubclass(each := getattr(errors, name), AniworldError) and each is not AniworldError
]


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0),
        (" 120 ", 120),
        ("999999999999", 86_400),
        ("9" * 5000, 86_400),
        ("Sun, 22 Nov 2026 12:01:30 GMT", 90),
        ("Sun, 22 Nov 2026 11:00:00 GMT", 0),
        ("Sun, 22 Nov 9998 11:00:00 GMT", 86_400),
        ("soon", None),
        ("-5", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after(value: str | None, seconds: int | None) -> None:
    expected = None if seconds is None else timedelta(seconds=seconds)
    assert retry_after(value, NOW) == expected


@given(st.text())
def test_retry_after_never_fails(value: str) -> None:
    wait = retry_after(value, NOW)
    assert wait is None or wait >= timedelta(0)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_told_wherever_it_is_met(number: int) -> None:
    error = RuntimeError("unable to write data")
    error.__cause__ = OSError(number, "full")
    assert isinstance(translate(error, "fetch"), NoSpace)


def test_ffmpeg_on_a_full_disk_is_told() -> None:
    error = RuntimeError("Error writing trailer of episode.mp4: No space left on device")
    assert isinstance(translate(error, "fetch"), NoSpace)


def test_what_is_unknown_depends_on_the_job() -> None:
    assert isinstance(translate(RuntimeError("odd"), "resolve"), NoStream)
    assert isinstance(translate(RuntimeError("odd"), "fetch"), Unavailable)


@pytest.mark.parametrize("kind", KINDS)
def test_every_error_crosses_the_pipe(kind: type[AniworldError]) -> None:
    error = error_from(error_message(kind("what", hint="next")))
    assert type(error) is kind
    assert (error.message, error.hint) == ("what", "next")


def test_a_wait_crosses_the_pipe() -> None:
    sent = RateLimited("slow", retry_after=timedelta(seconds=1.5))
    received = error_from(error_message(sent))
    assert isinstance(received, RateLimited)
    assert received.retry_after == sent.retry_after


@given(
    noise=st.text(st.characters(exclude_characters="\n\x1e", exclude_categories=["Cs"])),
    message=st.dictionaries(st.text(), st.none() | st.integers() | st.text()),
)
def test_records_are_told_from_noise(noise: str, message: Message) -> None:
    line = noise.encode() + encode(message)
    assert line.count(b"\n") == 1
    assert decode(line) == (noise.strip(), message)
    assert decode(noise.encode()) == (noise.strip(), None)


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ('duration: "1371",', 1371.0),
        ("'duration': 24.5 }", 24.5),
        ('<meta property="og:video:duration" content="1420">', 1420.0),
        ('<meta property="video:duration" content="1420">', 1420.0),
        ("duration: video.duration,", None),
        ('duration: "0",', None),
        ("maxduration: 12,", None),
        ("", None),
    ],
)
def test_the_duration_that_a_page_states(text: str, duration: float | None) -> None:
    assert signs.stated_duration(text) == duration


def test_a_page_that_mentions_a_challenge_script_is_none() -> None:
    """Captured player pages load this very script and show their video."""
    assert not signs.is_challenge("a.src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'")
    assert signs.is_challenge("<title>Just a moment...</title>")


def test_a_title_may_speak_of_deletion() -> None:
    assert not signs.is_deleted("<title>The Deleted Scene S01E01</title>")
    assert signs.is_deleted("<title>Video not found | Example</title>")
