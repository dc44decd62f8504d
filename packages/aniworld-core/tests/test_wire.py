"""Events as text: what is known arrives, and what is not is told."""

import json
from typing import get_args

import pytest

from aniworld_core import wire
from aniworld_core.events import Event, SeriesChanged
from aniworld_core.keys import SeriesKey
from aniworld_core.testing.event_samples import samples


def test_there_is_a_sample_of_every_event() -> None:
    assert {type(event) for event in samples()} == {*get_args(Event)}


@pytest.mark.parametrize("number", range(len(samples())))
def test_an_event_is_read_as_it_was_written(number: int) -> None:
    event = samples()[number]
    read = wire.decode(wire.encode(event))
    assert read == event
    assert repr(read) == repr(event)  # a bare text is equal to what has a name


def test_a_newer_version_may_tell_more_of_an_event() -> None:
    text = json.dumps({"event": "SeriesChanged", "data": {"key": "fern", "why": "x"}, "new": 1})
    assert wire.decode(text) == SeriesChanged(key=SeriesKey("fern"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("no JSON", "it is no event"),
        ("[" * 100_000, "it is no event"),
        ("[]", "it is no event"),
        ('{"event": "SeriesChanged"}', "it is no event"),
        ('{"event": [], "data": {}}', "kind '[]' are unknown here"),
        ('{"event": "SeriesSold", "data": {}}', "kind 'SeriesSold' are unknown here"),
        ('{"event": "SeriesChanged", "data": {}}', "'SeriesChanged' have another form here"),
        (
            '{"event": "SeriesChanged", "data": {"key": 1}}',
            "'SeriesChanged' have another form here",
        ),
    ],
    ids=["text", "deep", "list", "half", "odd", "newer", "empty", "changed"],
)
def test_what_cannot_be_read_says_why(text: str, message: str) -> None:
    with pytest.raises(ValueError, match="event") as caught:
        wire.decode(text)
    assert message in str(caught.value)
