"""What an explanation says of the site, of what was tried, and of where the file came from."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from attrs import evolve

from aniworld_core.entities import (
    ENG_SUB,
    GER_DUB,
    GER_SUB,
    Episode,
    EpisodeFile,
    EpisodeId,
    HistoryEntry,
    HistoryKind,
    Missing,
    Quarantined,
    Reason,
    Release,
    ReleaseKind,
    Series,
    SeriesKey,
)
from aniworld_core.services.explaining.facts import Facts
from aniworld_core.services.explaining.kinds import Kind
from aniworld_core.services.explaining.past import past
from aniworld_core.services.explaining.present import listed, present
from aniworld_core.services.explaining.sentences import Sentence, say
from aniworld_core.services.explaining.words import WORDS

KEY, E3 = SeriesKey("fern"), EpisodeId(1, 3)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SOON, LATER = NOW + timedelta(hours=1), NOW + timedelta(hours=3)
PATH = "Fern/Season 01/Fern S01E03.mp4"
EPISODE = Episode(id=E3, languages=(GER_SUB, ENG_SUB), hosters=("VOE", "Vidoza"))
FERN = Series(key=KEY, provider="site", ref="fern", title="Fern", episodes=(EPISODE,))
LACK = Facts(now=NOW, series=FERN, episode=EPISODE, wanted=(GER_DUB,))
THERE = evolve(LACK, file=EpisodeFile(path=PATH, episodes=(E3,), size=350_000_000, mtime=0))


def clock(at: datetime) -> str:
    """Write a time as an explanation does."""
    return f"{at.astimezone():%Y-%m-%d %H:%M}"


def now(facts: Facts) -> list[str]:
    """Return what is said of how it stands."""
    return [one.text for one in present(facts)]


def missing(reason: Reason, until: datetime | None = None) -> Facts:
    """Return facts of an episode that is missing for a reason."""
    return evolve(LACK, missing=Missing(episode=E3, title="", reason=reason, waits_until=until))


def told(*history: HistoryEntry, facts: Facts = LACK) -> list[str]:
    """Return what is said of a history, whose newest entry comes first."""
    return [one.text for one in past(evolve(facts, history=history))]


def entry(kind: HistoryKind, minutes: int, **fields: Any) -> HistoryEntry:
    """Return an entry of the history, some minutes ago."""
    at = NOW - timedelta(minutes=minutes)
    return HistoryEntry(key=KEY, episode=E3, at=at, kind=kind, **fields)


def tried(minutes: int, hoster: str, text: str) -> HistoryEntry:
    """Return the entry of a link that did not work."""
    return entry(HistoryKind.TRIED, minutes, hoster=hoster, language=GER_SUB, text=text)


def test_what_was_tried_is_summed_up_since_the_last_success() -> None:
    came = entry(HistoryKind.DOWNLOADED, 90, hoster="VOE", language=GER_SUB, path=PATH)
    one, other = tried(10, "VOE", "It is gone."), tried(30, "Vidoza", "No stream.")
    assert told() == ["No download of it was tried so far."]
    assert told(entry(HistoryKind.QUEUED, 5)) == ["No download of it was tried so far."]
    assert told(entry(HistoryKind.FAILED, 5)) == []  # what is in the way tells it
    assert told(one) == [f"VOE was tried in ger-sub on {clock(one.at)}: It is gone."]
    assert told(one, entry(HistoryKind.WAITING, 20), other, came) == [
        f"It came to {PATH} on {clock(came.at)}, and is no longer there.",
        (
            f"2 links on Vidoza, VOE were tried since {clock(other.at)}, the last on VOE in ger-sub on "
            f"{clock(one.at)}: It is gone."
        ),
    ]
    assert told(came, other, facts=THERE) == [f"It was downloaded from VOE on {clock(came.at)}."]


def test_where_the_file_came_from() -> None:
    def origin(*history: HistoryEntry) -> str:
        return told(*history, facts=THERE)[0]

    old = datetime(1970, 1, 1, tzinfo=UTC)
    other = entry(HistoryKind.DOWNLOADED, 90, hoster="VOE", path="Fern/old.mp4")
    renamed = entry(HistoryKind.RENAMED, 10, path=PATH)
    adopted = entry(HistoryKind.ADOPTED, 10, path=PATH)
    restored = entry(HistoryKind.RESTORED, 10, path=PATH)
    foreign = f"The file was there when the folder was read, and is of {clock(old)}."
    assert origin() == origin(other) == foreign
    assert origin(renamed, other) == f"It was downloaded from VOE on {clock(other.at)}."
    assert origin(adopted, other).startswith("It was found there on ")
    assert origin(restored).startswith("It was taken out of the trash on ")
    assert told(renamed, other) == [
        f"It came to {PATH} on {clock(other.at)}, and is no longer there."
    ]


def test_what_is_in_the_trash() -> None:
    trashed = entry(HistoryKind.TRASHED, 10, path="Fern/old.mp4", text="A better one came.")
    assert told(trashed, facts=THERE)[1] == (
        f"A file of it was moved to the trash on {clock(trashed.at)}: Fern/old.mp4"
    )
    assert len(told(evolve(trashed, kind=HistoryKind.REPLACED), facts=THERE)) == 2
    restored = entry(HistoryKind.RESTORED, 5, path=PATH)
    assert len(told(restored, trashed, facts=THERE)) == 1


def test_what_the_site_has() -> None:
    def what(**changes: Any) -> list[str]:
        return [one.text for one in listed(evolve(LACK, episode=evolve(EPISODE, **changes)))]

    assert what() == ["The site site offers it in ger-sub, eng-sub, on VOE, Vidoza."]
    assert what(hosters=()) == ["The site site offers it in ger-sub, eng-sub."]
    assert what(languages=()) == ["The site site lists it and does not tell in which language."]
    assert what(upcoming=True) == []


def test_when_the_site_expects_it() -> None:
    release = Release(
        provider="site",
        ref="fern",
        title="Fern",
        kind=ReleaseKind.COMING,
        episode=E3,
        day=date(2026, 11, 30),
    )
    waiting = evolve(missing(Reason.UPCOMING), expected=release)
    assert now(waiting)[1:] == ["The site expects it on 2026-11-30."]
    at = evolve(release, at=LATER, language=GER_DUB)
    waiting = evolve(missing(Reason.WAITING_FOR_LANGUAGE, SOON), expected=at)
    assert now(waiting)[1:] == [f"The site expects it in ger-dub on {clock(LATER)}."]


def test_what_is_in_quarantine() -> None:
    kept = Quarantined(
        id="20261123-1",
        at=NOW,
        key=KEY,
        episode=E3,
        hoster="VOE",
        language=GER_SUB,
        reason="It is too short.",
        file="video.mp4",
        size=5,
    )
    assert now(evolve(LACK, quarantined=(kept,)))[0] == (
        "A file from VOE in ger-sub failed its check, and is kept apart (20261123-1): It is too short."
    )


def test_every_sentence_has_its_words_and_says_what_is_foreign_as_it_is() -> None:
    assert set(WORDS) == set(Kind)
    told = say(Kind.FAILED, item=7, reason="a {brace} <b>")
    assert told.text == "It could not be downloaded (item 7): a {brace} <b>"
    assert isinstance(told, Sentence)
    assert dict(told.values) == {"item": 7, "reason": "a {brace} <b>"}
